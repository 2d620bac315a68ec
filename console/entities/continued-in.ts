import type { SessionEventFieldsFragment } from '../generated/graphql.js';

/** As the server words it when a card signs in anew, on this PC or another (server/sessions/agent/continuing.ts). */
const signedInElsewhere = /^the card signed in to session ([0-9a-f-]{36})$/;

/** The session in which the card goes on, when that is why this one ended; else null. */
export function continuedIn(events: readonly Pick<SessionEventFieldsFragment, 'kind' | 'detail'>[]): string | null {
  for (const { kind, detail } of events) {
    const id = kind === 'SESSION_CANCELLED' ? signedInElsewhere.exec(detail ?? '')?.[1] : undefined;
    if (id !== undefined) return id;
  }
  return null;
}
