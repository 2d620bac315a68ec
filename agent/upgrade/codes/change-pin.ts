import { CardError } from '../../card/card-error.js';
import type { ChangePinView } from '../cardholder.js';
import type { UpgradeContext } from '../context.js';
import { CancelledByCardholder } from '../trouble.js';
import type { FaultCode, Purpose, UpgradeStep } from '../types.js';
import { asItIsNow, triesLeft } from './enter-pin.js';

/** Faults that leave the cardholder at the codes, to try again or not. */
const askAgain: readonly FaultCode[] = ['PIN_WRONG', 'PIN_MALFORMED'];

/**
 * Sets a new PIN in the old one's place. Each try is the cardholder's own.
 * @returns false when the cardholder goes back.
 * @throws CardError PIN_LOCKED, PIN_CHANGE_UNSUPPORTED, CARD_REMOVED …; CancelledByCardholder; the signal's reason.
 */
export async function changePin(context: UpgradeContext, step: UpgradeStep, purpose: Purpose): Promise<boolean> {
  const { cardholder, log } = context.parts;
  let failed: CardError | null = null;
  for (;;) {
    const token = await asItIsNow(context, context.tokenOf(purpose), failed);
    const left = triesLeft(token);
    const problem: ChangePinView['problem'] =
      failed === null ? (left === 1 ? { code: 'PIN_WRONG', triesLeft: 1 } : null) : { code: failed.faultCode, triesLeft: left };
    const action = await cardholder.ask({ kind: 'CHANGE_PIN', step, purpose, problem }, context.signal);
    if (action.id === 'cancel') throw new CancelledByCardholder();
    if (action.id !== 'submit-codes') return false;
    context.showWork(step, 'CHANGING_PIN');
    try {
      await context.port.changePin(token, { old: action.codes.current, new: action.codes.new });
      if (failed !== null) log.record({ kind: 'FAULT_CLEARED', step, purpose, faultCode: failed.faultCode });
      log.record({ kind: 'PIN_CHANGED', step, purpose });
      return true;
    } catch (error) {
      if (!(error instanceof CardError) || !askAgain.includes(error.faultCode)) throw error;
      failed = error;
      const { faultCode, functionName, returnValue } = error;
      log.record({ kind: 'FAULT_RAISED', step, purpose, faultCode, functionName, returnValue, triesLeft: triesLeft(token) });
    }
  }
}
