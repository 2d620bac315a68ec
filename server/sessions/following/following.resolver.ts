import { Args, Context, ID, Int, Resolver, Subscription } from '@nestjs/graphql';

import { AgentOnly, Allow } from '../../common/permissions.js';
import type { RequestContext } from '../../common/request-context.js';
import { AgentSession } from '../agent-session.types.js';
import { agentOf, staffOf } from '../callers.js';
import { SessionReader } from '../session-reader.js';
import { BoardChange, SessionChange } from '../session.types.js';
import { AgentAttendance } from './agent-attendance.js';
import { AgentSessionFeed } from './agent-session.feed.js';
import { BoardFeed } from './board.feed.js';
import { SessionFeed } from './session.feed.js';
import { WatcherPresence } from './watcher-presence.js';

@Resolver()
export class FollowingResolver {
  constructor(
    private readonly reader: SessionReader,
    private readonly watchers: WatcherPresence,
    private readonly agents: AgentAttendance,
  ) {}

  @Allow('HELPDESK')
  @Subscription(() => BoardChange, {
    name: 'board',
    description: 'HELPDESK: board; `after` is the last revision seen, 0 for a snapshot',
  })
  board(@Args('after', { type: () => Int }) after: number): Promise<BoardFeed> {
    return BoardFeed.open(this.reader, after);
  }

  @Allow('HELPDESK')
  @Subscription(() => SessionChange, {
    name: 'session',
    description: 'HELPDESK: one session, resumed after an event number; watching is announced to the cardholder',
  })
  session(
    @Args('id', { type: () => ID }) id: string,
    @Args('after', { type: () => Int }) after: number,
    @Context() context: RequestContext,
  ): Promise<SessionFeed> {
    return SessionFeed.open(this.reader, id, after, () => this.watchers.watch(id, staffOf(context)));
  }

  @AgentOnly()
  @Subscription(() => AgentSession, { name: 'agentSession', description: 'agent: its own session: watchers, state' })
  agentSession(@Context() context: RequestContext): AgentSessionFeed {
    const { sessionId } = agentOf(context);
    return new AgentSessionFeed(this.reader, sessionId, () => this.agents.attend(sessionId));
  }
}
