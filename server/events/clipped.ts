import { z } from 'zod';

import { maskPersonnummerIn } from './personnummer.js';

/** Longest text and list that are kept of what an agent reports. */
export const LONGEST_TEXT = 2_000;
const LONGEST_LIST = 64;

/** Without NUL, which PostgreSQL does not take as text, and cut. */
export function clip(text: string, longest = LONGEST_TEXT): string {
  return text.replaceAll('\0', '').slice(0, longest);
}

/**
 * Cut, not refused: a report that is refused would stay in the agent's outbox for ever, with everything after it.
 */
export const clippedText = z.string().transform((text) => clip(text));

/** Longer than a personnummer in any form. */
const MASKING_MARGIN = 20;

/** Text that may name a person: without personnummer, then cut, so that no part of one is left at the end. */
export const maskedText = z.string().transform((text) => clip(maskPersonnummerIn(clip(text, LONGEST_TEXT + MASKING_MARGIN))));

export function clippedList<T>(entry: z.ZodType<T>): z.ZodType<T[]> {
  return z.array(entry).transform((list) => list.slice(0, LONGEST_LIST));
}
