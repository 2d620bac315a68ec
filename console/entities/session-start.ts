import type { SessionDetailsFieldsFragment } from '../generated/graphql.js';

/** When the card agent started: its first step may have begun before it reached the server, which opened the session. RFC 3339, UTC. */
export function startOf({ steps, summary }: Pick<SessionDetailsFieldsFragment, 'steps' | 'summary'>): string {
  return [summary.openedAt, ...steps.map(({ startedAt }) => startedAt)].reduce((first, one) =>
    Date.parse(one) < Date.parse(first) ? one : first,
  );
}
