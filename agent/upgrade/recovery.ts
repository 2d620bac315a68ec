import { setTimeout as pause } from 'node:timers/promises';
import { CardError } from '../card/card-error.js';
import type { CardScan, TokenInfo } from '../card/card-port.js';
import type { CardInput } from '../generated/graphql.js';
import { waitForScan } from './card-guard.js';
import { findSameCard, sameToken, type CardIdentity } from './card-pairing.js';
import { reportCard } from './card-report.js';
import type { FaultView } from './cardholder.js';
import { canSetPin } from './codes/can-set-pin.js';
import { changePin } from './codes/change-pin.js';
import { unlockPin } from './codes/unlock-pin.js';
import { CardInUse, type UpgradeContext } from './context.js';
import { cardsToUpgrade } from './looking/look-for-card.js';
import type { UpgradeEvent } from './state-table.js';
import type { UpgradeTrouble } from './trouble.js';
import type { FaultCode, Purpose, UpgradeStep } from './types.js';

/** Faults that end by themselves when something is put in or taken out of a reader. */
const waitsForReader: readonly FaultCode[] = ['NO_READER', 'NO_CARD', 'CARD_NOT_RECOGNISED', 'CARD_OTHER_ISSUER'];
const waitsForSameCard: readonly FaultCode[] = ['CARD_REMOVED', 'OTHER_CARD'];
const moduleGone: readonly FaultCode[] = ['MODULE_CRASHED', 'MODULE_TIMED_OUT'];
/** CKR_USER_NOT_LOGGED_IN: the module, or another program, ended the login. */
const loginLost = 0x101;
const beforeWork: readonly UpgradeStep[] = ['CHOOSE_UPGRADE', 'ACCEPT_TERMS'];
const millisecondsBeforeRestart = 1_000;
const millisecondsBetweenClaims = 1_000;

type Decision = 'CANCEL' | 'RETRY';

/** After a fault that is not fatal: it goes away by itself, or the cardholder says how to go on. */
export class Recovery {
  constructor(
    private readonly context: UpgradeContext,
    private readonly step: UpgradeStep,
  ) {}

  /** @throws the reason of `parts.stop` when that is aborted. */
  async whatNow(trouble: UpgradeTrouble): Promise<UpgradeEvent> {
    const { faultCode, functionName, returnValue } = trouble;
    const { boundTo, hasPort } = this.context;
    if (trouble instanceof CardInUse) return this.#waitForClaim(trouble);
    if (moduleGone.includes(faultCode) || returnValue === loginLost) return this.#goOnByItself(trouble);
    if (faultCode === 'PIN_LOCKED') return this.#offerToUnlock();
    if (faultCode === 'PIN_EXPIRED' && canSetPin(this.context.card, this.#purpose)) {
      if (await changePin(this.context, this.step, this.#purpose)) return 'RETRY';
    }
    // Not when it was reckoned here, from what the card says of its memory.
    if (faultCode === 'CARD_MEMORY_FULL' && functionName !== null) this.context.memoryWasFull = true;
    if (waitsForSameCard.includes(faultCode) && hasPort) {
      return boundTo === null ? this.#waitForReaders('NO_CARD') : this.#waitForCard(faultCode, boundTo);
    }
    // What a call to the card answered is not seen to go away in the readers.
    if (waitsForReader.includes(faultCode) && hasPort && functionName === null) return this.#waitForReaders(faultCode);
    const decision = await this.#decide(faultCode);
    if (faultCode === 'REMOTE_DESKTOP') this.context.remoteDesktopAccepted = true;
    return decision;
  }

  get #purpose(): Purpose {
    return this.step === 'INSTALL_SIGNATURE' ? 'SIGNATURE' : 'AUTHENTICATION';
  }

  /** A locked signature PIN is noticed before the sign-in, too. */
  async #lockedPurpose(): Promise<Purpose> {
    const { port, card } = this.context;
    const locked = (await port.tokens()).filter(({ flags }) => flags.includes('CKF_USER_PIN_LOCKED'));
    const isLocked = (token: TokenInfo): boolean => locked.some((other) => sameToken(other, token));
    if (isLocked(card.authentication) === isLocked(card.signature)) return this.#purpose;
    return isLocked(card.signature) ? 'SIGNATURE' : 'AUTHENTICATION';
  }

  #view(code: FaultCode, more: Partial<Pick<FaultView, 'waits' | 'canUnlock' | 'purpose'>> = {}): FaultView {
    const { progress } = this.context;
    return { kind: 'FAULT', step: this.step, code, canRetry: true, waits: false, canUnlock: false, progress, ...more };
  }

  async #decide(code: FaultCode): Promise<Decision> {
    const { cardholder, stop } = this.context.parts;
    return (await cardholder.ask(this.#view(code), stop)).id === 'cancel' ? 'CANCEL' : 'RETRY';
  }

  /**
   * A module that crashed or hung is started anew, and a lost login is asked for again, without a question; so often and
   * no more, each time after a longer pause. What costs a PIN try stays with the cardholder: the PIN is asked for.
   */
  async #goOnByItself({ faultCode }: UpgradeTrouble): Promise<UpgradeEvent> {
    const { context, step } = this;
    context.forgetLogins('MODULE_RESTARTED');
    const tries = context.takeAutomaticTry();
    if (tries === null) return this.#decide(faultCode);
    // Before the work begins, only the sign-in asks for a PIN.
    if (!moduleGone.includes(faultCode)) return beforeWork.includes(step) ? 'CARD_BACK' : 'RETRY';
    context.showWork(step, 'RESTARTING_MODULE');
    context.parts.log.record({ kind: 'MODULE_RESTARTED', step, detail: faultCode });
    const { stop } = context.parts;
    // An aborted pause throws its own error; what ended it is what counts.
    await pause(millisecondsBeforeRestart * tries, null, { signal: stop }).catch(() => stop.throwIfAborted());
    return 'RETRY';
  }

  /** A locked PIN: unlocked here with the PUK where the module can do that, or elsewhere. */
  async #offerToUnlock(): Promise<UpgradeEvent> {
    const { context, step } = this;
    const { cardholder, stop } = context.parts;
    for (;;) {
      const purpose = await this.#lockedPurpose();
      const canUnlock = context.canUnlock && canSetPin(context.card, purpose);
      const { id } = await cardholder.ask(this.#view('PIN_LOCKED', { canUnlock, purpose }), stop);
      if (id === 'cancel') return 'CANCEL';
      if (id !== 'unlock') return 'RETRY';
      try {
        if (await unlockPin(context, step, purpose)) return 'RETRY';
      } catch (error) {
        if (!(error instanceof CardError) || error.faultCode !== 'PIN_CHANGE_UNSUPPORTED') throw error;
        context.canUnlock = false;
        return this.#decide('PIN_CHANGE_UNSUPPORTED');
      }
    }
  }

  /** The other agent of this PC ends, and this one goes on by itself. */
  #waitForClaim({ faultCode, card }: CardInUse): Promise<UpgradeEvent> {
    return this.#whicheverFirst(faultCode, async (signal): Promise<'RETRY'> => {
      for (;;) {
        await pause(millisecondsBetweenClaims, null, { signal });
        const claim = await this.context.parts.claimCard(card);
        if (claim === null) continue;
        await claim.release();
        return 'RETRY';
      }
    });
  }

  /** Nobody is signed in yet: any card will do, so it goes on when the readers show something else. */
  #waitForReaders(code: FaultCode): Promise<UpgradeEvent> {
    this.context.stopGuard();
    this.context.forgetLogins(null);
    const changed = (scan: CardScan): 'RETRY' | null => {
      const found = cardsToUpgrade(this.context, scan);
      return 'fault' in found && found.fault === code ? null : 'RETRY';
    };
    return this.#whicheverFirst(code, (signal) => waitForScan(this.context.port, signal, changed));
  }

  /** The same card only: it goes on by itself when that card is back, and asks for its PIN again. */
  async #waitForCard(first: FaultCode, identity: CardIdentity): Promise<UpgradeEvent> {
    this.context.stopGuard();
    this.context.forgetLogins('CARD_BACK');
    let shown = first;
    for (;;) {
      const news = (scan: CardScan): 'CARD_BACK' | 'OTHER_CARD' | 'CARD_REMOVED' | null => {
        const now = situation(scan, identity);
        return now === shown ? null : now;
      };
      const next = await this.#whicheverFirst(shown, (signal) => waitForScan(this.context.port, signal, news));
      if (next === 'CANCEL') return next;
      if (next === 'OTHER_CARD' || next === 'CARD_REMOVED') {
        shown = next;
        this.context.parts.log.record({ kind: 'FAULT_RAISED', step: this.step, faultCode: shown });
      } else if (await this.#takeBack(identity)) return 'CARD_BACK';
    }
  }

  async #takeBack(identity: CardIdentity): Promise<boolean> {
    const card = findSameCard(await this.context.scan(), identity);
    if (card === null) return false;
    this.context.useCard(card);
    const detail = `${card.reader} · ${card.authentication.label}`;
    this.context.parts.log.record({ kind: 'CARD_SEEN', step: this.step, detail, card: await this.#report() });
    return true;
  }

  /** What staff see is less urgent than going on: a card that can't be read yet is reported without its content. */
  async #report(): Promise<CardInput | null> {
    try {
      return await reportCard(this.context);
    } catch (error) {
      if (!(error instanceof CardError)) throw error;
      return null;
    }
  }

  async #whicheverFirst<Gone>(code: FaultCode, goesAway: (signal: AbortSignal) => Promise<Gone>): Promise<Gone | Decision> {
    const decided = new AbortController();
    const { cardholder, stop } = this.context.parts;
    const signal = AbortSignal.any([decided.signal, stop]);
    const asked = cardholder
      .ask(this.#view(code, { waits: true }), signal)
      .then(({ id }): Decision => (id === 'cancel' ? 'CANCEL' : 'RETRY'));
    const gone = goesAway(signal);
    try {
      return await Promise.race([asked, gone]);
    } finally {
      decided.abort(new Error('decided'));
      await Promise.allSettled([asked, gone]);
    }
  }
}

/** A card that shows only one of its two tokens yet is on its way in, and no other card. */
function situation(scan: CardScan, identity: CardIdentity): 'CARD_BACK' | 'OTHER_CARD' | 'CARD_REMOVED' {
  if (findSameCard(scan, identity) !== null) return 'CARD_BACK';
  const own = [identity.authentication, identity.signature];
  return scan.tokens.some((token) => !own.some((one) => sameToken(one, token))) ? 'OTHER_CARD' : 'CARD_REMOVED';
}
