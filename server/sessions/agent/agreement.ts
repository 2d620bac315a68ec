import { Injectable } from '@nestjs/common';

import { FaultError } from '../../common/fault.js';
import type { AgentSession } from '../agent-session.types.js';
import { OfferProvider } from '../ports.js';
import { SessionChanges } from '../session-changes.js';
import { SessionReader } from '../session-reader.js';
import { nextState } from '../session-state.js';
import type { UpgradeSession } from '../session.entity.js';
import { holderOf } from './holder-of.js';

/** The terms: accepted in one version at one time, or declined for now. */
@Injectable()
export class Agreement {
  constructor(
    private readonly changes: SessionChanges,
    private readonly reader: SessionReader,
    private readonly offers: OfferProvider,
  ) {}

  /**
   * Accepting the same version again changes nothing: the first time is the one that counts.
   * @throws FaultError TERMS_OUTDATED when the offer has another version, SESSION_STATE before sign-in, SESSION_ENDED,
   *   CARD_NOT_ELIGIBLE
   */
  async accept(sessionId: string, version: string): Promise<AgentSession> {
    const session = await this.reader.session(sessionId);
    nextState(session.state, 'ACCEPT_TERMS');
    refuseRestoring(session);
    const { terms } = await this.offers.offer(holderOf(session));
    if (terms.version !== version) throw new FaultError('TERMS_OUTDATED', { detail: `the terms are now ${terms.version}` });
    await this.changes.run(sessionId, ({ session, now, events }) => {
      session.state = nextState(session.state, 'ACCEPT_TERMS');
      refuseRestoring(session);
      if (session.acceptedTermsVersion === version) return;
      session.acceptedTermsVersion = version;
      session.acceptedTermsAt = now;
      events.push({ kind: 'TERMS_ACCEPTED', step: 'ACCEPT_TERMS', occurredAt: now, detail: version });
    });
    return this.reader.agentSession(sessionId);
  }

  /** Ends nothing: they may be accepted later. @throws FaultError SESSION_STATE when they are accepted, SESSION_ENDED */
  async decline(sessionId: string): Promise<AgentSession> {
    await this.changes.run(sessionId, ({ session, now, events }) => {
      session.state = nextState(session.state, 'DECLINE_TERMS');
      events.push({ kind: 'TERMS_DECLINED', step: 'ACCEPT_TERMS', occurredAt: now });
    });
    return this.reader.agentSession(sessionId);
  }
}

/** What is only fetched again needs no terms. */
function refuseRestoring({ purpose }: Pick<UpgradeSession, 'purpose'>): void {
  if (purpose === 'RESTORE') throw new FaultError('SESSION_STATE', { detail: 'nothing new is issued' });
}
