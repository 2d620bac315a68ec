import type { BoardSubscription, SessionSummaryFieldsFragment } from '../generated/graphql.js';

export type BoardChange = BoardSubscription['board'];
export type Summary = SessionSummaryFieldsFragment;

/** How long an ended session stays on the board, so that its end is seen. */
export const LINGER = 120_000;

/**
 * The board as the server last told it: sessions by id, merged by revision. Changes may come twice or late; an older
 * revision never overwrites a newer one, and what a snapshot left out does not come back through an older change.
 */
export class BoardTruth {
  private readonly byId = new Map<string, Summary>();
  private snapshotRevision = 0;
  private last = 0;

  /** The last revision seen: where to resume. */
  get revision(): number {
    return this.last;
  }

  get sessions(): ReadonlyMap<string, Summary> {
    return this.byId;
  }

  /** @returns how many sessions it changed */
  apply(change: BoardChange): number {
    if (change.complete) return this.replace(change);
    this.last = Math.max(this.last, change.revision);
    return change.sessions.filter((session) => this.merge(session)).length;
  }

  /** One session as an answer to a mutation told it. The resume number stays: others may have changed before it. */
  merge(session: Summary): boolean {
    const known = this.byId.get(session.id);
    if (known === undefined ? session.revision <= this.snapshotRevision : session.revision <= known.revision) return false;
    this.byId.set(session.id, session);
    return true;
  }

  /** Forgets sessions that ended a while ago. @returns how many */
  prune(now: number): number {
    const old = [...this.byId.values()].filter(({ endedAt }) => endedAt !== null && Date.parse(endedAt) < now - LINGER);
    for (const { id } of old) this.byId.delete(id);
    return old.length;
  }

  clear(): void {
    this.byId.clear();
    this.last = 0;
    this.snapshotRevision = 0;
  }

  private replace({ revision, sessions }: BoardChange): number {
    // A snapshot counts as it is, even with a lower revision: the server may have been restored from a backup.
    this.byId.clear();
    for (const session of sessions) this.byId.set(session.id, session);
    this.last = revision;
    this.snapshotRevision = revision;
    return sessions.length;
  }
}
