import type { EventInput } from './event.types.js';

/** Some ten times what the fullest card or screen has. Whole pages of events are read at once. */
export const LARGEST_PART = 64 * 1024;

type Parts = Pick<EventInput, 'card' | 'screen'>;

/**
 * An event without a card or screen that is too large to be one. Left out and not refused, for the reason that texts are
 * cut; anybody can open a session, and what they report must not choke those who read it.
 */
export function withoutExcess<T extends Parts>(event: T): T {
  return { ...event, ...(fits(event.card) ? {} : { card: null }), ...(fits(event.screen) ? {} : { screen: null }) };
}

function fits(part: Parts['card'] | Parts['screen']): boolean {
  return part === null || part === undefined || JSON.stringify(part).length <= LARGEST_PART;
}
