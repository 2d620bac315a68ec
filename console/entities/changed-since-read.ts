import type { SessionEventFieldsFragment } from '../generated/graphql.js';

/** How many certificates were written to the card and removed from it after it was last read whole. */
export interface ChangedSinceRead {
  readonly written: number;
  readonly removed: number;
}

/** @param events in order; they may begin in the middle of the session. */
export function changedSinceRead(events: readonly Pick<SessionEventFieldsFragment, 'kind' | 'card'>[]): ChangedSinceRead {
  const read = events.map(({ card }) => card !== null).lastIndexOf(true);
  const count = (wanted: SessionEventFieldsFragment['kind']): number =>
    events.slice(read + 1).filter(({ kind }) => kind === wanted).length;
  return { written: count('CERTIFICATE_WRITTEN'), removed: count('CERTIFICATE_REMOVED') };
}
