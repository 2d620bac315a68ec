import { Global, Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';

import { AgentTokenLookup } from '../common/request-context.js';
import { EventsModule } from '../events/events.module.js';
import { AgentPresence } from './agent/agent-presence.js';
import { AgentTokens } from './agent/agent-tokens.js';
import { AgentResolver } from './agent/agent.resolver.js';
import { OfferResolver } from './agent/offer.resolver.js';
import { Agreement } from './agent/agreement.js';
import { CardSignIn } from './agent/card-sign-in.js';
import { Continuing } from './agent/continuing.js';
import { EventReporting } from './agent/event-reporting.js';
import { Outcome } from './agent/outcome.js';
import { PairingCodes } from './agent/pairing-codes.js';
import { Restoring } from './agent/restoring.js';
import { SessionOffers } from './agent/session-offers.js';
import { SessionOpening } from './agent/session-opening.js';
import { followingProviders } from './following/index.js';
import { Handling } from './helpdesk/handling.js';
import { HelpdeskResolver } from './helpdesk/helpdesk.resolver.js';
import { SessionSweeper } from './lifecycle/session-sweeper.js';
import { SessionIssuance } from './ports.js';
import { SessionChanges } from './session-changes.js';
import { SessionsForIssuance } from './session-issuance.js';
import { SessionReader } from './session-reader.js';
import { stateTableFaults } from './session-state.js';

const forAgents = [
  SessionOpening,
  PairingCodes,
  SessionOffers,
  CardSignIn,
  Continuing,
  Restoring,
  Agreement,
  Outcome,
  EventReporting,
  AgentPresence,
  AgentResolver,
  OfferResolver,
];
const forStaff = [Handling, HelpdeskResolver];

/** Upgrade sessions: global, because the request context, issuance and live delivery ask them who and what is there. */
@Global()
@Module({
  imports: [EventsModule],
  providers: [
    SessionChanges,
    SessionReader,
    SessionSweeper,
    ...forAgents,
    ...forStaff,
    ...followingProviders,
    { provide: SessionIssuance, useClass: SessionsForIssuance },
    { provide: AgentTokenLookup, useClass: AgentTokens },
  ],
  exports: [SessionChanges, SessionReader, SessionIssuance, AgentTokenLookup, AgentPresence],
})
export class SessionsModule implements OnModuleInit {
  /** @throws Error naming each fault of the state table: such a server must not start */
  onModuleInit(): void {
    const faults = stateTableFaults();
    if (faults.length > 0) throw new Error(`The sessions' state table is wrong: ${faults.join('; ')}`);
  }
}
