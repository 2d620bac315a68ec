import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { FaultError } from '../../common/fault.js';
import { hashToken } from '../../common/token.js';
import { Configuration, publicOrigin } from '../../config/configuration.js';
import type { Challenge, SignedIn } from '../agent-session.types.js';
import type { Offer, WebEidTokenInput } from '../offer.types.js';
import { OfferProvider, SignInVerifier } from '../ports.js';
import type { HolderIdentity } from '../ports.js';
import { SessionChanges } from '../session-changes.js';
import { SessionReader } from '../session-reader.js';
import { nextState } from '../session-state.js';
import { Continuing } from './continuing.js';
import { SessionOffers } from './session-offers.js';

const CHALLENGE_MINUTES = 5;
/** Web eID asks for at least 256 bits. */
const NONCE_BYTES = 32;

/** Proof that the card is there: a one-time challenge, signed by its authentication key. */
@Injectable()
export class CardSignIn {
  private readonly origin: string;

  constructor(
    private readonly changes: SessionChanges,
    private readonly reader: SessionReader,
    private readonly verifier: SignInVerifier,
    private readonly offers: OfferProvider,
    private readonly sessionOffers: SessionOffers,
    private readonly continuing: Continuing,
    configuration: Configuration,
  ) {
    this.origin = publicOrigin(configuration);
  }

  /** A new challenge voids the one before. @throws FaultError SESSION_ENDED */
  requestChallenge(sessionId: string): Promise<Challenge> {
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    return this.changes.run(sessionId, ({ session, now }) => {
      nextState(session.state, 'SIGN_IN');
      const expiresAt = new Date(now.getTime() + CHALLENGE_MINUTES * 60_000);
      session.challengeNonce = nonce;
      session.challengeExpiresAt = expiresAt;
      return { nonce, origin: this.origin, expiresAt };
    });
  }

  /**
   * Signing in again, as after a break, keeps the state and the identity of the first time, on which the offer and what
   * is issued already rest; it must be the same person, with the same card. A session that has nothing yet goes on with
   * the upgrade that the card has begun in another, see {@link Continuing}.
   *
   * @throws FaultError SIGN_IN_REJECTED, SIGN_IN_CERTIFICATE_*, OTHER_CARD, SESSION_ENDED, CARD_NOT_ELIGIBLE (with the
   *   holder signed in, so that staff see whose card it is)
   */
  async signIn(sessionId: string, token: WebEidTokenInput): Promise<SignedIn> {
    const nonce = await this.takeChallenge(sessionId);
    const verified = await this.verifier.verify(token, { nonce, origin: this.origin });
    const { holder } = await this.reader.session(sessionId);
    const offer = await this.possibleOffer(holder ?? verified);
    const ended = await this.store(sessionId, verified, offer);
    for (const id of ended) this.changes.announce(id);
    const session = await this.reader.session(sessionId);
    return { offer: await this.sessionOffers.of(session), session: await this.reader.agentSessionOf(session) };
  }

  /** null for a card that may not be upgraded: that is said when its holder has signed in. */
  private async possibleOffer(holder: HolderIdentity): Promise<Offer | null> {
    try {
      return await this.offers.offer(holder);
    } catch (error) {
      if (error instanceof FaultError && error.code === 'CARD_NOT_ELIGIBLE') return null;
      throw error;
    }
  }

  /** Taken away for good before anything is checked: a challenge is good for one attempt. */
  private async takeChallenge(sessionId: string): Promise<string> {
    const nonce = await this.changes.run(sessionId, ({ session, now }) => {
      nextState(session.state, 'SIGN_IN');
      const { challengeNonce, challengeExpiresAt } = session;
      session.challengeNonce = null;
      session.challengeExpiresAt = null;
      return challengeExpiresAt !== null && challengeExpiresAt > now ? challengeNonce : null;
    });
    if (nonce === null) throw new FaultError('SIGN_IN_REJECTED', { detail: 'no challenge, or an old one' });
    return nonce;
  }

  /** @returns other sessions that this ended */
  private store(sessionId: string, verified: HolderIdentity, offer: Offer | null): Promise<string[]> {
    return this.changes.run(sessionId, async (edit) => {
      const { session, now, events } = edit;
      session.state = nextState(session.state, 'SIGN_IN');
      const holder = session.holder ?? verified;
      if (!isSameHolder(holder, verified)) throw new FaultError('OTHER_CARD');
      session.holder = holder;
      session.cardMark = holder.cardNumber === null ? null : hashToken(holder.cardNumber);
      session.signInKey = this.verifier.signInKey(holder);
      events.push({ kind: 'SIGNED_IN', step: 'SIGN_IN', occurredAt: now });
      return offer === null ? [] : this.continuing.goOn(edit, offer);
    });
  }
}

/**
 * A card may sign in with another of its certificates after a break, and not each names the same things. What both name
 * must agree, the card's number too, as one person may have several cards; and something must be named by both.
 */
function isSameHolder(one: HolderIdentity, other: HolderIdentity): boolean {
  if (one.signInCertificate === other.signInCertificate) return true;
  const named = (['personnummer', 'hsaId', 'cardNumber'] as const).filter((name) => one[name] && other[name]);
  return named.length > 0 && named.every((name) => one[name] === other[name]);
}
