import { isOneToken } from '../card-pairing.js';
import type { UpgradeContext } from '../context.js';
import type { UpgradeEvent } from '../state-table.js';
import { enterPin } from './enter-pin.js';

/** State REPEATING_AUTHENTICATION_PIN: the login of PIN1 was lost, with the card or with its module. */
export async function authenticationPinAgain(context: UpgradeContext): Promise<UpgradeEvent> {
  const reason = context.pinReason ?? 'CARD_BACK';
  const request = { step: 'INSTALL_AUTHENTICATION', purpose: 'AUTHENTICATION', reason } as const;
  return (await enterPin(context, request)) ? 'PIN_ACCEPTED' : 'CANCEL';
}

/** State ENTERING_SIGNATURE_PIN. With both PINs on one token, PIN2 counts only on top of PIN1. */
export async function signaturePin(context: UpgradeContext): Promise<UpgradeEvent> {
  const step = 'INSTALL_SIGNATURE';
  const reason = context.pinReason ?? 'FIRST';
  if (isOneToken(context.card) && !context.isLoggedIn('AUTHENTICATION')) {
    if (!(await enterPin(context, { step, purpose: 'AUTHENTICATION', reason }))) return 'CANCEL';
  }
  return (await enterPin(context, { step, purpose: 'SIGNATURE', reason })) ? 'PIN_ACCEPTED' : 'CANCEL';
}
