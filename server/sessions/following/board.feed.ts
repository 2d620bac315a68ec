import { Feed } from '../../live/feed.js';
import type { FeedPage } from '../../live/feed.js';
import type { Position } from '../../live/position.js';
import { BOARD_PAGE } from '../session-reader.js';
import type { SessionReader } from '../session-reader.js';
import type { BoardChange, SessionSummary } from '../session.types.js';
import { BOARD_TOPIC } from '../topics.js';

/** Below every revision, that of an empty database (0) too: who has seen nothing gets a snapshot at once. */
const NOTHING = -1;

/** Position: `[revision]`. */
export class BoardFeed extends Feed<BoardChange> {
  readonly group = 'board';
  readonly topic = BOARD_TOPIC;
  readonly coalesceMilliseconds = 100;
  override readonly resumeArgument = 'after';
  readonly from: Position;

  private constructor(
    private readonly reader: SessionReader,
    after: number,
  ) {
    super();
    this.from = [after];
  }

  /** A revision that was never given, because the database is another one now, has seen nothing either. */
  static async open(reader: SessionReader, after: number): Promise<BoardFeed> {
    const known = after > 0 && after <= (await reader.boardRevision());
    return new BoardFeed(reader, known ? after : NOTHING);
  }

  async mark(): Promise<Position> {
    return [await this.reader.boardRevision()];
  }

  async read([after = NOTHING]: Position, [upTo = 0]: Position): Promise<FeedPage<BoardChange>> {
    const position = [upTo];
    const changed = after === NOTHING ? null : await this.reader.changedSessions(after, upTo);
    if (changed === null || changed.length > BOARD_PAGE) {
      return { position, message: boardChange(true, upTo, await this.reader.liveSessions(upTo)) };
    }
    return { position, message: changed.length === 0 ? null : boardChange(false, upTo, changed) };
  }
}

function boardChange(complete: boolean, revision: number, sessions: SessionSummary[]): BoardChange {
  return { complete, revision, sessions };
}
