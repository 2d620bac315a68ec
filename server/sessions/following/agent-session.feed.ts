import { Feed } from '../../live/feed.js';
import type { FeedPage } from '../../live/feed.js';
import type { Position } from '../../live/position.js';
import type { AgentSession } from '../agent-session.types.js';
import type { SessionReader } from '../session-reader.js';
import { sessionTopic } from '../topics.js';

const UNSEEN = -1;

/** What the agent sees of its own session. Position: `[agent revision]`; there is nothing to resume, the last is all. */
export class AgentSessionFeed extends Feed<AgentSession> {
  readonly group: string;
  readonly topic: string;
  readonly coalesceMilliseconds = 15;
  readonly from: Position = [UNSEEN];

  /** @param attend says that the agent is there */
  constructor(
    private readonly reader: SessionReader,
    private readonly sessionId: string,
    private readonly attend: () => Promise<() => void>,
  ) {
    super();
    this.group = `agent ${sessionId}`;
    this.topic = sessionTopic(sessionId);
  }

  override open(): Promise<() => void> {
    return this.attend();
  }

  async mark(): Promise<Position> {
    return [(await this.reader.session(this.sessionId)).agentRevision];
  }

  async read(_after: Position, upTo: Position): Promise<FeedPage<AgentSession>> {
    return { message: await this.reader.agentSession(this.sessionId), position: upTo };
  }
}
