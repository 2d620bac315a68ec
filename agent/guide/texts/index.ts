import { screens as englishScreens } from './en/screens.js';
import { surroundings as englishSurroundings } from './en/surroundings.js';
import { screens as swedishScreens } from './sv/screens.js';
import { surroundings as swedishSurroundings } from './sv/surroundings.js';
import type { Catalogue, ScreenTexts, SurroundingTexts } from './types.js';

export const screenTexts: Catalogue<ScreenTexts> = { SV: swedishScreens, EN: englishScreens };
export const surroundingTexts: Catalogue<SurroundingTexts> = { SV: swedishSurroundings, EN: englishSurroundings };

/** Fills `{name}` placeholders. @throws Error when a value is missing: half a sentence is never shown. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`No value for {${name}} in "${text}"`);
    return String(value);
  });
}
