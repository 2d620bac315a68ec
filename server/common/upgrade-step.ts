import { registerEnumType } from '@nestjs/graphql';

export const UpgradeStep = {
  SIGN_IN: 'SIGN_IN',
  CHOOSE_UPGRADE: 'CHOOSE_UPGRADE',
  ACCEPT_TERMS: 'ACCEPT_TERMS',
  LEAVE_CARD_IN: 'LEAVE_CARD_IN',
  INSTALL_AUTHENTICATION: 'INSTALL_AUTHENTICATION',
  INSTALL_SIGNATURE: 'INSTALL_SIGNATURE',
  DONE: 'DONE',
} as const;
export type UpgradeStep = keyof typeof UpgradeStep;

registerEnumType(UpgradeStep, {
  name: 'UpgradeStep',
  description: 'The seven steps of the upgrade, as the printed manual numbers them.',
});
