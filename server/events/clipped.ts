import { z } from 'zod';

/** Longest text and list that are kept of what an agent reports. */
export const LONGEST_TEXT = 2_000;
const LONGEST_LIST = 64;

/**
 * Cut, not refused: a report that is refused would stay in the agent's outbox for ever, with everything after it.
 */
export const clippedText = z.string().transform((text) => text.slice(0, LONGEST_TEXT));

export function clippedList<T>(entry: z.ZodType<T>): z.ZodType<T[]> {
  return z.array(entry).transform((list) => list.slice(0, LONGEST_LIST));
}
