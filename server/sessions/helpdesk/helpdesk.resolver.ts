import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';

import { faultOr } from '../../common/fault.js';
import type { Fault } from '../../common/fault.js';
import { Allow } from '../../common/permissions.js';
import type { RequestContext } from '../../common/request-context.js';
import { SessionEvent } from '../../events/event.types.js';
import { staffOf } from '../callers.js';
import { SessionReader } from '../session-reader.js';
import { SessionResult } from '../session.types.js';
import type { SessionDetails } from '../session.types.js';
import { Handling } from './handling.js';

@Resolver()
export class HelpdeskResolver {
  constructor(
    private readonly reader: SessionReader,
    private readonly handling: Handling,
  ) {}

  @Allow('HELPDESK')
  @Query(() => SessionResult, { description: 'HELPDESK' })
  session(@Args('id', { type: () => ID }) id: string): Promise<SessionDetails | Fault> {
    return faultOr(() => this.reader.details(id));
  }

  @Allow('HELPDESK')
  @Query(() => [SessionEvent], { description: 'HELPDESK: a page of stored events, oldest first' })
  sessionEvents(
    @Args('sessionId', { type: () => ID }) sessionId: string,
    @Args('after', { type: () => Int, defaultValue: 0 }) after: number,
    @Args('first', { type: () => Int, defaultValue: 500 }) first: number,
  ): Promise<SessionEvent[]> {
    return this.reader.events(sessionId, after, null, first);
  }

  @Allow('HELPDESK')
  @Query(() => SessionResult, { description: 'HELPDESK: by pairing code; wrong codes are counted' })
  sessionByPairingCode(
    @Args('code', { type: () => String }) code: string,
    @Context() context: RequestContext,
  ): Promise<SessionDetails | Fault> {
    return faultOr(() => this.reader.byPairingCode(code, staffOf(context).id));
  }

  @Allow('HELPDESK')
  @Mutation(() => SessionResult, { description: 'HELPDESK: become (or stop being) the one who handles the session' })
  claimSession(
    @Args('sessionId', { type: () => ID }) sessionId: string,
    @Context() context: RequestContext,
  ): Promise<SessionDetails | Fault> {
    return faultOr(() => this.handling.claim(sessionId, staffOf(context)));
  }

  @Allow('HELPDESK')
  @Mutation(() => SessionResult)
  releaseSession(
    @Args('sessionId', { type: () => ID }) sessionId: string,
    @Context() context: RequestContext,
  ): Promise<SessionDetails | Fault> {
    return faultOr(() => this.handling.release(sessionId, staffOf(context)));
  }
}
