import type { DoneView } from '../cardholder.js';
import type { UpgradeContext } from '../context.js';
import { asTrouble, CancelledByCardholder } from '../trouble.js';
import type { FaultCode, Purpose } from '../types.js';
import { canSetPin } from './can-set-pin.js';
import { changePin } from './change-pin.js';
import { unlockPin } from './unlock-pin.js';

/** After these there is no use in offering it again. */
const endsOffer: readonly FaultCode[] = ['PIN_CHANGE_UNSUPPORTED', 'CARD_REMOVED', 'PUK_LOCKED'];

const purposes: readonly Purpose[] = ['AUTHENTICATION', 'SIGNATURE'];

/** The page of an upgrade that is done, where PINs can be changed while the card is still in. */
export class LastPage {
  #isOffered = true;
  #changed: Purpose | null = null;

  constructor(private readonly context: UpgradeContext) {}

  get view(): DoneView {
    const { session, removedOld, hasCard } = this.context;
    return {
      kind: 'DONE',
      session: session?.purpose ?? 'UPGRADE',
      certificates: session?.certificates.filter(({ installed }) => installed).length ?? 0,
      removed: removedOld,
      canChangePin: hasCard && this.#isOffered && purposes.every((purpose) => canSetPin(this.context.card, purpose)),
      ...(this.#changed === null ? {} : { changedPin: this.#changed }),
    };
  }

  /** Until the cardholder closes it. @throws the reason of `parts.stop` when that is aborted first. */
  async stay(): Promise<void> {
    const { cardholder, stop } = this.context.parts;
    for (;;) {
      const { id } = await cardholder.ask(this.view, stop);
      if (id === 'change-pin-authentication') await this.#change('AUTHENTICATION');
      else if (id === 'change-pin-signature') await this.#change('SIGNATURE');
      else return;
    }
  }

  /** The upgrade is done whatever comes of this: a failure is shown, and the last page is back. */
  async #change(purpose: Purpose, how: typeof changePin = changePin): Promise<void> {
    const { log, stop, cardholder } = this.context.parts;
    try {
      if (await how(this.context, 'DONE', purpose)) this.#changed = purpose;
    } catch (error) {
      stop.throwIfAborted();
      if (error instanceof CancelledByCardholder) return;
      const { faultCode, functionName, returnValue, detail } = asTrouble(error);
      if (endsOffer.includes(faultCode)) this.#isOffered = false;
      log.record({ kind: 'FAULT_RAISED', step: 'DONE', faultCode, functionName, returnValue, detail });
      const { progress } = this.context;
      const options = {
        canRetry: true,
        waits: false,
        canUnlock: faultCode === 'PIN_LOCKED' && this.context.canUnlock,
        purpose,
      } as const;
      const answer = await cardholder.ask({ kind: 'FAULT', step: 'DONE', code: faultCode, ...options, progress }, stop);
      log.record({ kind: 'FAULT_CLEARED', step: 'DONE', faultCode });
      if (answer.id === 'unlock') await this.#change(purpose, unlockPin);
    }
  }
}
