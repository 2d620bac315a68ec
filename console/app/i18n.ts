import { createI18n } from 'vue-i18n';
import en from '../locales/en/index.js';
import sv from '../locales/sv/index.js';

export type UiLanguage = 'sv' | 'en';

/** Texts of the console; vue-i18n interprets them without evaluating code, as the security policy demands. */
export const i18n = createI18n({
  legacy: false,
  locale: 'sv',
  fallbackLocale: 'sv',
  messages: { sv, en },
  missingWarn: true,
  fallbackWarn: true,
});

export type I18n = typeof i18n;
