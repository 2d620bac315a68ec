import { CardError } from '../card/card-error.js';
import type { CardScan } from '../card/card-port.js';
import type { CardInput } from '../generated/graphql.js';
import { waitForScan } from './card-guard.js';
import { findSameCard, sameToken, type CardIdentity } from './card-pairing.js';
import { reportCard } from './card-report.js';
import type { FaultView } from './cardholder.js';
import type { UpgradeContext } from './context.js';
import { pickCard } from './sign-in.js';
import type { UpgradeEvent } from './state-table.js';
import type { UpgradeTrouble } from './trouble.js';
import type { FaultCode, UpgradeStep } from './types.js';

/** Faults that end by themselves when something is put in or taken out of a reader. */
const waitsForReader: readonly FaultCode[] = ['NO_READER', 'NO_CARD', 'SEVERAL_CARDS', 'CARD_NOT_RECOGNISED'];
const waitsForSameCard: readonly FaultCode[] = ['CARD_REMOVED', 'OTHER_CARD'];

type Decision = 'CANCEL' | 'RETRY';

/** After a fault that is not fatal: it goes away by itself, or the cardholder says how to go on. */
export class Recovery {
  constructor(
    private readonly context: UpgradeContext,
    private readonly step: UpgradeStep,
  ) {}

  /** @throws the reason of `parts.stop` when that is aborted. */
  async whatNow({ faultCode, functionName }: UpgradeTrouble): Promise<UpgradeEvent> {
    const { boundTo, hasPort } = this.context;
    if (waitsForSameCard.includes(faultCode) && hasPort) {
      return boundTo === null ? this.#waitForReaders('NO_CARD') : this.#waitForCard(faultCode, boundTo);
    }
    // What a call to the card answered is not seen to go away in the readers.
    if (waitsForReader.includes(faultCode) && hasPort && functionName === null) return this.#waitForReaders(faultCode);
    return this.#ask(faultCode, false, this.context.parts.stop);
  }

  #ask(code: FaultCode, waits: boolean, signal: AbortSignal): Promise<Decision> {
    const view: FaultView = { kind: 'FAULT', step: this.step, code, canRetry: true, waits, progress: this.context.progress };
    return this.context.parts.cardholder.ask(view, signal).then(({ id }) => (id === 'cancel' ? 'CANCEL' : 'RETRY'));
  }

  /** Nobody is signed in yet: any card will do, so it goes on when the readers show something else. */
  #waitForReaders(code: FaultCode): Promise<UpgradeEvent> {
    this.context.stopGuard();
    const changed = (scan: CardScan): 'RETRY' | null => {
      const found = pickCard(this.context, scan);
      return 'fault' in found && found.fault === code ? null : 'RETRY';
    };
    return this.#whicheverFirst(code, (signal) => waitForScan(this.context.port, signal, changed));
  }

  /** The same card only: it goes on by itself when that card is back, and asks for its PIN again. */
  async #waitForCard(first: FaultCode, identity: CardIdentity): Promise<UpgradeEvent> {
    this.context.stopGuard();
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
    this.context.cardCameBack = true;
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
    const signal = AbortSignal.any([decided.signal, this.context.parts.stop]);
    const asked = this.#ask(code, true, signal);
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
