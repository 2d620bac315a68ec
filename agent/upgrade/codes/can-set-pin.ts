import { isOneToken, type UpgradeCard } from '../card-pairing.js';
import type { Purpose } from '../types.js';
import { asksItself } from './asks-itself.js';

/**
 * Whether that PIN can be changed and unlocked here. On a token with two PINs, C_SetPIN and C_InitPIN mean the first: the second,
 * typed as the old one, would cost a try of the first. And where the reader asks, nothing is typed here.
 */
export function canSetPin(card: UpgradeCard, purpose: Purpose): boolean {
  if (purpose === 'AUTHENTICATION') return !asksItself(card.authentication);
  return !isOneToken(card) && !asksItself(card.signature);
}
