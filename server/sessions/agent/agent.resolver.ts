import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';

import { faultOr } from '../../common/fault.js';
import type { Fault } from '../../common/fault.js';
import { AgentOnly, Public } from '../../common/permissions.js';
import type { RequestContext } from '../../common/request-context.js';
import { EventInput } from '../../events/event.types.js';
import {
  AgentSessionResult,
  ChallengeResult,
  OpenSessionResult,
  PairingCodeResult,
  ReportEventsResult,
  SignInResult,
} from '../agent-session.types.js';
import type {
  AgentSession,
  Challenge,
  EventsAcknowledged,
  PairingCode,
  SessionOpened,
  SignedIn,
} from '../agent-session.types.js';
import { agentOf } from '../callers.js';
import { WebEidTokenInput } from '../offer.types.js';
import { SessionReader } from '../session-reader.js';
import { CancelSessionInput, OpenSessionInput } from '../session.types.js';
import { Agreement } from './agreement.js';
import { CardSignIn } from './card-sign-in.js';
import { EventReporting } from './event-reporting.js';
import { Outcome } from './outcome.js';
import { PairingCodes } from './pairing-codes.js';
import { Restoring } from './restoring.js';
import { SessionOpening } from './session-opening.js';

/** What the program on the cardholder's PC asks for, of its own session alone. */
@Resolver()
export class AgentResolver {
  constructor(
    private readonly opening: SessionOpening,
    private readonly pairingCodes: PairingCodes,
    private readonly cardSignIn: CardSignIn,
    private readonly agreement: Agreement,
    private readonly restoring: Restoring,
    private readonly outcome: Outcome,
    private readonly reporting: EventReporting,
    private readonly reader: SessionReader,
  ) {}

  @AgentOnly()
  @Query(() => AgentSessionResult, { description: 'agent: its own session' })
  agentSession(@Context() context: RequestContext): Promise<AgentSession | Fault> {
    return faultOr(() => this.reader.agentSession(agentOf(context).sessionId));
  }

  @Public()
  @Mutation(() => OpenSessionResult)
  openSession(
    @Args('input', { type: () => OpenSessionInput }) input: OpenSessionInput,
    @Context() { remoteAddress }: RequestContext,
  ): Promise<SessionOpened | Fault> {
    return faultOr(() => this.opening.open(input, remoteAddress));
  }

  @AgentOnly()
  @Mutation(() => PairingCodeResult)
  renewPairingCode(@Context() context: RequestContext): Promise<PairingCode | Fault> {
    return faultOr(() => this.pairingCodes.renew(agentOf(context).sessionId));
  }

  @AgentOnly()
  @Mutation(() => ChallengeResult)
  requestChallenge(@Context() context: RequestContext): Promise<Challenge | Fault> {
    return faultOr(() => this.cardSignIn.requestChallenge(agentOf(context).sessionId));
  }

  @AgentOnly()
  @Mutation(() => SignInResult)
  signIn(
    @Args('token', { type: () => WebEidTokenInput }) token: WebEidTokenInput,
    @Context() context: RequestContext,
  ): Promise<SignedIn | Fault> {
    return faultOr(() => this.cardSignIn.signIn(agentOf(context).sessionId, token));
  }

  @AgentOnly()
  @Mutation(() => SignInResult, {
    description:
      'after sign-in, in place of terms and requests: the session becomes one that fetches again what was issued for this card (purpose RESTORE), and its offer lists that',
  })
  restoreCertificates(@Context() context: RequestContext): Promise<SignedIn | Fault> {
    return faultOr(() => this.restoring.restore(agentOf(context).sessionId));
  }

  @AgentOnly()
  @Mutation(() => AgentSessionResult)
  acceptTerms(
    @Args('version', { type: () => String }) version: string,
    @Context() context: RequestContext,
  ): Promise<AgentSession | Fault> {
    return faultOr(() => this.agreement.accept(agentOf(context).sessionId, version));
  }

  @AgentOnly()
  @Mutation(() => AgentSessionResult)
  declineTerms(@Context() context: RequestContext): Promise<AgentSession | Fault> {
    return faultOr(() => this.agreement.decline(agentOf(context).sessionId));
  }

  @AgentOnly()
  @Mutation(() => AgentSessionResult)
  finishSession(@Context() context: RequestContext): Promise<AgentSession | Fault> {
    return faultOr(() => this.outcome.finish(agentOf(context).sessionId));
  }

  @AgentOnly()
  @Mutation(() => AgentSessionResult)
  cancelSession(
    @Args('input', { type: () => CancelSessionInput }) input: CancelSessionInput,
    @Context() context: RequestContext,
  ): Promise<AgentSession | Fault> {
    return faultOr(() => this.outcome.cancel(agentOf(context).sessionId, input));
  }

  @AgentOnly()
  @Mutation(() => ReportEventsResult)
  reportEvents(
    @Args('events', { type: () => [EventInput] }) events: EventInput[],
    @Context() context: RequestContext,
  ): Promise<EventsAcknowledged | Fault> {
    return faultOr(() => this.reporting.report(agentOf(context).sessionId, events));
  }
}
