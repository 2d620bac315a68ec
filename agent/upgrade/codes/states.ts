import { isOneToken } from '../card-pairing.js';
import type { UpgradeContext } from '../context.js';
import type { UpgradeEvent } from '../state-table.js';
import { enterPin } from './enter-pin.js';

/**
 * State REPEATING_AUTHENTICATION_PIN: the work broke off, and mostly the login of PIN1 went with the card or its module. A login
 * that is still there is used: a PIN is asked for no more often than it must be.
 */
export async function authenticationPinAgain(context: UpgradeContext): Promise<UpgradeEvent> {
  if (context.isLoggedIn('AUTHENTICATION')) return 'PIN_ACCEPTED';
  const reason = context.pinReason ?? 'CARD_BACK';
  const request = { step: 'INSTALL_AUTHENTICATION', purpose: 'AUTHENTICATION', reason } as const;
  return (await enterPin(context, request)) ? 'PIN_ACCEPTED' : 'CANCEL';
}

/** State ENTERING_SIGNATURE_PIN. With both PINs on one token, PIN2 counts only on top of PIN1. */
export async function signaturePin(context: UpgradeContext): Promise<UpgradeEvent> {
  const step = 'INSTALL_SIGNATURE';
  if (context.isLoggedIn('SIGNATURE')) return 'PIN_ACCEPTED';
  const reason = context.pinReason ?? 'FIRST';
  if (isOneToken(context.card) && !context.isLoggedIn('AUTHENTICATION')) {
    if (!(await enterPin(context, { step, purpose: 'AUTHENTICATION', reason }))) return 'CANCEL';
  }
  return (await enterPin(context, { step, purpose: 'SIGNATURE', reason })) ? 'PIN_ACCEPTED' : 'CANCEL';
}
