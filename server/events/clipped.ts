import { z } from 'zod';

import { maskPersonnummerIn } from './personnummer.js';

/** Longest text and list that are kept of what an agent reports. */
export const LONGEST_TEXT = 2_000;
const LONGEST_LIST = 64;

/** Cut, and without NUL, which PostgreSQL does not take as text. */
export function clip(text: string): string {
  return text.slice(0, LONGEST_TEXT).replaceAll('\0', '');
}

/**
 * Cut, not refused: a report that is refused would stay in the agent's outbox for ever, with everything after it.
 */
export const clippedText = z.string().transform(clip);

/** Text that may name a person: cut, and without personnummer. */
export const maskedText = z.string().transform((text) => maskPersonnummerIn(clip(text)));

export function clippedList<T>(entry: z.ZodType<T>): z.ZodType<T[]> {
  return z.array(entry).transform((list) => list.slice(0, LONGEST_LIST));
}
