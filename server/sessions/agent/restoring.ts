import { Injectable } from '@nestjs/common';

import { FaultError } from '../../common/fault.js';
import { ReadSource } from '../../database/read-source.js';
import type { SignedIn } from '../agent-session.types.js';
import { CertificateHandover, OfferProvider } from '../ports.js';
import { SessionChanges } from '../session-changes.js';
import { SessionReader } from '../session-reader.js';
import { nextState } from '../session-state.js';
import type { UpgradeSession } from '../session.entity.js';
import { holderOf } from './holder-of.js';
import { otherSessionsOfCard } from './same-card.js';
import { SessionOffers } from './session-offers.js';

/** “Hämta befintliga certifikat”: what was issued for the card is put on it again; nothing is issued. */
@Injectable()
export class Restoring {
  constructor(
    private readonly source: ReadSource,
    private readonly changes: SessionChanges,
    private readonly reader: SessionReader,
    private readonly handover: CertificateHandover,
    private readonly offers: OfferProvider,
    private readonly sessionOffers: SessionOffers,
  ) {}

  /**
   * Makes the session one that restores. Choosing again changes nothing.
   * @throws FaultError NOTHING_TO_RESTORE, and the session stays an upgrade; SESSION_STATE before sign-in, or when the
   *   upgrade has certificates; CARD_NOT_ELIGIBLE, SESSION_ENDED
   */
  async restore(sessionId: string): Promise<SignedIn> {
    const session = await this.reader.session(sessionId);
    nextState(session.state, 'RESTORE');
    if (session.purpose === 'UPGRADE') await this.choose(session);
    const chosen = await this.reader.session(sessionId);
    return { session: await this.reader.agentSessionOf(chosen), offer: await this.sessionOffers.of(chosen) };
  }

  private async choose(session: UpgradeSession): Promise<void> {
    const [sessionId, holder] = [session.id, holderOf(session)];
    // A card that may not be upgraded gets nothing else either.
    await this.offers.offer(holder);
    const others = await otherSessionsOfCard(this.source.manager, session);
    const names = await this.handover.restorable({ sessionId, holder }, [sessionId, ...others.map(({ id }) => id)]);
    await this.changes.run(sessionId, async (edit) => {
      const { manager, session: current, now, events } = edit;
      current.state = nextState(current.state, 'RESTORE');
      if (current.purpose === 'RESTORE') return;
      if (await this.handover.hasAny(manager, sessionId))
        throw new FaultError('SESSION_STATE', { detail: 'certificates of this upgrade are to be installed first' });
      if (names.length === 0) throw new FaultError('NOTHING_TO_RESTORE');
      await this.handover.handOut(manager, sessionId, names);
      // No part of any upgrade, also when it was about to go on with one.
      Object.assign(current, { purpose: 'RESTORE', upgradeId: sessionId, continuesId: null });
      events.push({ kind: 'RESTORE_CHOSEN', step: 'CHOOSE_UPGRADE', occurredAt: now });
      edit.agentSees = true;
    });
  }
}
