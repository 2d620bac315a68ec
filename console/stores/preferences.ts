import { defineStore } from 'pinia';
import { reactive, toRefs, watch } from 'vue';
import { z } from 'zod/mini';
import { i18n } from '../app/i18n.js';

// Schemas are interpreted, not compiled: the security policy forbids evaluating code.
z.config({ jitless: true });

const preferencesSchema = z.object({
  language: z.enum(['sv', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Shortcuts of a single key can be turned off (WCAG 2.1.4). */
  singleKeys: z.boolean(),
});
export type Preferences = z.infer<typeof preferencesSchema>;

const KEY = 'kortlots.preferences';

/** Language, theme and shortcuts: how this browser shows the console. Nothing about people is kept here. */
export const usePreferencesStore = defineStore('preferences', () => {
  const chosen = reactive<Preferences>(load());

  function apply(): void {
    const root = document.documentElement;
    root.lang = chosen.language;
    i18n.global.locale.value = chosen.language;
    if (chosen.theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = chosen.theme;
  }

  watch(chosen, () => {
    apply();
    localStorage.setItem(KEY, JSON.stringify(chosen));
  });
  return { ...toRefs(chosen), apply };
});

function load(): Preferences {
  const language = navigator.language.toLowerCase().startsWith('en') ? 'en' : 'sv';
  const usual: Preferences = { language, theme: 'system', singleKeys: true };
  const kept = localStorage.getItem(KEY);
  if (kept === null) return usual;
  const parsed = preferencesSchema.safeParse(parseJson(kept));
  return parsed.success ? parsed.data : usual;
}

/** @returns undefined for what is not JSON: another program or version may have written it */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
