import { EVENT_PAGE } from '../../events/event-store.js';
import { Feed } from '../../live/feed.js';
import type { FeedPage } from '../../live/feed.js';
import type { Position } from '../../live/position.js';
import type { SessionReader } from '../session-reader.js';
import type { UpgradeSession } from '../session.entity.js';
import type { SessionChange } from '../session.types.js';
import { sessionTopic } from '../topics.js';

/** Before every revision: the first message always shows the session as it is. */
const UNSEEN = -1;

/** Position: `[event number, revision]`, as a session also changes without an event. */
export class SessionFeed extends Feed<SessionChange> {
  readonly group: string;
  readonly topic: string;
  readonly coalesceMilliseconds = 15;
  override readonly resumeArgument = 'after';
  readonly from: Position;
  /** The row of the last mark, so that what is read up to there need not fetch it again. */
  private marked: UpgradeSession;

  private constructor(
    private readonly reader: SessionReader,
    session: UpgradeSession,
    after: number,
    private readonly watch: () => Promise<() => void>,
  ) {
    super();
    this.group = `session ${session.id}`;
    this.topic = sessionTopic(session.id);
    this.from = [Math.max(0, Math.min(after, session.lastEventNumber)), UNSEEN];
    this.marked = session;
  }

  /**
   * @param watch announces the subscriber as a watcher
   * @throws FaultError INVALID_INPUT when there is no such session
   */
  static async open(
    reader: SessionReader,
    sessionId: string,
    after: number,
    watch: () => Promise<() => void>,
  ): Promise<SessionFeed> {
    return new SessionFeed(reader, await reader.session(sessionId), after, watch);
  }

  override open(): Promise<() => void> {
    return this.watch();
  }

  async mark(): Promise<Position> {
    this.marked = await this.reader.session(this.marked.id);
    return [this.marked.lastEventNumber, this.marked.revision];
  }

  async read([after = 0]: Position, [upTo = 0, revision = 0]: Position): Promise<FeedPage<SessionChange>> {
    const last = Math.min(upTo, after + EVENT_PAGE);
    const row = this.marked.revision === revision ? this.marked : await this.reader.session(this.marked.id);
    const [events, session] = await Promise.all([
      after === last ? [] : this.reader.events(row.id, after, last),
      this.reader.detailsOf(row),
    ]);
    return { message: { session, events }, position: [last, last === upTo ? revision : UNSEEN] };
  }
}
