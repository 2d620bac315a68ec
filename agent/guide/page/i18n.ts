import { createI18n } from 'vue-i18n';
import type { Language } from '../../generated/graphql.js';
import { surroundingTexts } from '../texts/index.js';

/** The texts around the screen, from the catalogue that the terminal uses too. */
export const i18n = createI18n({
  legacy: false,
  locale: 'SV',
  fallbackLocale: 'SV',
  messages: { SV: { ...surroundingTexts.SV }, EN: { ...surroundingTexts.EN } },
  missingWarn: true,
  fallbackWarn: true,
});

export const localeOf: Record<Language, string> = { SV: 'sv-SE', EN: 'en-GB' };
export const htmlLanguageOf: Record<Language, string> = { SV: 'sv', EN: 'en' };

/** Until the agent has said which language it is: what the browser prefers. */
export function preferredLanguage(languages: readonly string[]): Language {
  return languages[0]?.toLowerCase().startsWith('sv') === false ? 'EN' : 'SV';
}
