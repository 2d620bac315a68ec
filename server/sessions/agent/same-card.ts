import type { EntityManager } from 'typeorm';

import { sessionTable } from '../session-table.js';
import type { UpgradeSession } from '../session.entity.js';

/** More sessions than a card has in its life; the newest count. */
const MOST_SESSIONS = 200;

type SignedIn = Pick<UpgradeSession, 'holder' | 'cardMark' | 'signInKey'>;

/**
 * Whether two sessions are of one card of one person: the numbers of person that both name agree, and so do the card's
 * numbers; a card that does not tell its number must have signed in with the same key.
 */
export function isSameCard(one: SignedIn, other: SignedIn): boolean {
  if (!isSamePerson(one, other)) return false;
  if (one.cardMark !== null && other.cardMark !== null) return one.cardMark === other.cardMark;
  return one.signInKey !== null && one.signInKey === other.signInKey;
}

function isSamePerson({ holder: one }: SignedIn, { holder: other }: SignedIn): boolean {
  if (one === null || other === null) return false;
  const named = (['personnummer', 'hsaId'] as const).filter((name) => one[name] && other[name]);
  return named.length > 0 && named.every((name) => one[name] === other[name]);
}

/** Every other session that the same card signed in to, the one that was last heard of first. */
export async function otherSessionsOfCard(manager: EntityManager, session: UpgradeSession): Promise<UpgradeSession[]> {
  const { id, cardMark, signInKey } = session;
  const clauses = `WHERE ("cardMark" = ? OR "signInKey" = ?) AND "id" <> ? ORDER BY "lastEventAt" DESC LIMIT ${MOST_SESSIONS}`;
  const found = await sessionTable.find(manager, clauses, [cardMark, signInKey, id]);
  return found.filter((other) => isSameCard(session, other));
}
