import type { UpgradeStep } from '../generated/graphql.js';

/** The seven steps in the order of the printed manual. */
export const steps = [
  'SIGN_IN',
  'CHOOSE_UPGRADE',
  'ACCEPT_TERMS',
  'LEAVE_CARD_IN',
  'INSTALL_AUTHENTICATION',
  'INSTALL_SIGNATURE',
  'DONE',
] as const satisfies readonly UpgradeStep[];

/** 1–7, as the manual numbers it. */
export function stepNumber(step: UpgradeStep): number {
  return steps.indexOf(step) + 1;
}
