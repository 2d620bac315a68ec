import { Injectable } from '@nestjs/common';

import { Configuration } from '../../config/configuration.js';
import { endSession } from '../lifecycle/ending.js';
import type { Offer } from '../offer.types.js';
import { CertificateHandover } from '../ports.js';
import type { TakenOver } from '../ports.js';
import { SessionChanges } from '../session-changes.js';
import type { SessionEdit } from '../session-changes.js';
import { hasEnded, nextState } from '../session-state.js';
import type { UpgradeSession } from '../session.entity.js';
import { holderOf } from './holder-of.js';
import { otherSessionsOfCard } from './same-card.js';

const DAY_MS = 24 * 60 * 60 * 1000;

interface Found extends TakenOver {
  readonly earlier: UpgradeSession;
}

/**
 * A card that signs in goes on with the upgrade that it has begun, on whichever PC that was: what was issued is fetched
 * again and not issued again. All in the transaction of the sign-in, and writers are one after another, so that of two
 * PCs the later has it all, and the earlier nothing.
 */
@Injectable()
export class Continuing {
  constructor(
    private readonly changes: SessionChanges,
    private readonly handover: CertificateHandover,
    private readonly configuration: Configuration,
  ) {}

  /**
   * @param edit of a session that the card has just signed in to
   * @returns other sessions that were ended by this: a card is in one reader at a time. Announce them after the commit
   */
  async goOn(edit: SessionEdit, offer: Offer): Promise<string[]> {
    const { manager, session } = edit;
    const isFresh = session.state === 'SIGNED_IN' && session.purpose === 'UPGRADE' && session.continuesId === null;
    if (!isFresh || (await this.handover.hasAny(manager, session.id))) return [];
    const others = await this.unfinished(edit);
    const found = await this.takeOver(edit, others, offer);
    const live = others.filter(({ state }) => !hasEnded(state));
    if (found !== null) goOnFrom(edit, found, offer);
    for (const { id } of live) {
      const detail = `the card signed in to session ${session.id}`;
      await this.changes.inside(manager, id, (other) => endSession(other, 'CANCEL', { kind: 'SESSION_CANCELLED', detail }));
    }
    return live.map(({ id }) => id);
  }

  /** Live ones, and those that ended without success not too long ago. */
  private async unfinished({ manager, session, now }: SessionEdit): Promise<UpgradeSession[]> {
    const since = new Date(now.getTime() - this.configuration.resumeDays * DAY_MS);
    const others = await otherSessionsOfCard(manager, session);
    return others.filter(({ state, lastEventAt }) => !hasEnded(state) || (state !== 'COMPLETED' && lastEventAt >= since));
  }

  /** The newest upgrade that has something to hand over; else the newest that is live. */
  private async takeOver(edit: SessionEdit, others: readonly UpgradeSession[], offer: Offer): Promise<Found | null> {
    const { manager, session } = edit;
    const to = { sessionId: session.id, holder: holderOf(session) };
    const upgrades = others.filter(({ purpose }) => purpose === 'UPGRADE');
    for (const earlier of upgrades) {
      const taken = await this.handover.takeOver(manager, earlier.id, to, offer);
      if (taken.taken > 0) return { ...taken, earlier };
    }
    const earlier = upgrades.find(({ state }) => !hasEnded(state));
    return earlier === undefined ? null : { earlier, taken: 0, installed: 0 };
  }
}

function goOnFrom(edit: SessionEdit, { earlier, installed }: Found, { terms }: Offer): void {
  const { session, events, now } = edit;
  session.upgradeId = earlier.upgradeId;
  session.continuesId = earlier.id;
  session.installedCertificates = installed;
  events.push({ kind: 'SESSION_CONTINUED', step: 'SIGN_IN', detail: earlier.id, occurredAt: now });
  // Its certificates.
  edit.agentSees = true;
  if (earlier.acceptedTermsVersion !== terms.version) return;
  session.acceptedTermsVersion = earlier.acceptedTermsVersion;
  session.acceptedTermsAt = earlier.acceptedTermsAt;
  session.state = nextState(session.state, 'ACCEPT_TERMS');
}
