import { CardError } from '../../card/card-error.js';
import type { TokenInfo } from '../../card/card-port.js';
import { sameToken } from '../card-pairing.js';
import type { UnlockView } from '../cardholder.js';
import type { UpgradeContext } from '../context.js';
import { CancelledByCardholder } from '../trouble.js';
import type { FaultCode, Purpose, UpgradeStep } from '../types.js';

/** Faults that leave the cardholder at the codes, to try again or not. */
const askAgain: readonly FaultCode[] = ['PUK_WRONG', 'PUK_MALFORMED', 'PIN_MALFORMED'];

/**
 * Unlocks a PIN with the PUK, and sets a new one. Each try is the cardholder's own: too many wrong ones destroy the card.
 * @returns false when the cardholder goes back.
 * @throws CardError PUK_LOCKED, PIN_CHANGE_UNSUPPORTED, CARD_REMOVED …; CancelledByCardholder; the signal's reason.
 */
export async function unlockPin(context: UpgradeContext, step: UpgradeStep, purpose: Purpose): Promise<boolean> {
  const { cardholder, log } = context.parts;
  let problem: FaultCode | null = null;
  for (;;) {
    const token = await withUsablePuk(context, purpose);
    const view: UnlockView = { kind: 'UNLOCK', step, purpose, pukTries: pukTriesOf(token), problem };
    const action = await cardholder.ask(view, context.signal);
    if (action.id === 'cancel') throw new CancelledByCardholder();
    if (action.id !== 'submit-codes') return false;
    context.showWork(step, 'CHANGING_PIN');
    try {
      await context.port.unlockPin(token, { puk: action.codes.current, newPin: action.codes.new });
      context.forgetLogins('UNLOCKED');
      if (problem !== null) log.record({ kind: 'FAULT_CLEARED', step, purpose, faultCode: problem });
      log.record({ kind: 'PIN_UNLOCKED', step, purpose });
      return true;
    } catch (error) {
      if (!(error instanceof CardError) || !askAgain.includes(error.faultCode)) throw error;
      problem = error.faultCode;
      const { functionName, returnValue } = error;
      log.record({ kind: 'FAULT_RAISED', step, purpose, faultCode: problem, functionName, returnValue });
    }
  }
}

/** @throws CardError PUK_LOCKED when the token says that no try is left. */
async function withUsablePuk(context: UpgradeContext, purpose: Purpose): Promise<TokenInfo> {
  const token = context.tokenOf(purpose);
  const now = (await context.port.tokens()).find((candidate) => sameToken(candidate, token)) ?? token;
  if (!now.flags.includes('CKF_SO_PIN_LOCKED')) return now;
  throw new CardError('PUK_LOCKED', 'C_GetTokenInfo', null, 'The PUK is blocked');
}

function pukTriesOf({ flags }: TokenInfo): UnlockView['pukTries'] {
  if (flags.includes('CKF_SO_PIN_FINAL_TRY')) return 'LAST';
  return flags.includes('CKF_SO_PIN_COUNT_LOW') ? 'LOW' : null;
}
