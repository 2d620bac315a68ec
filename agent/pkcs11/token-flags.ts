import type { Purpose } from '../card/card-port.js';

/** PKCS#11 v2.40 section 3.3, CK_TOKEN_INFO. */
const names: readonly (readonly [number, string])[] = [
  [0x00000001, 'CKF_RNG'],
  [0x00000002, 'CKF_WRITE_PROTECTED'],
  [0x00000004, 'CKF_LOGIN_REQUIRED'],
  [0x00000008, 'CKF_USER_PIN_INITIALIZED'],
  [0x00000020, 'CKF_RESTORE_KEY_NOT_NEEDED'],
  [0x00000040, 'CKF_CLOCK_ON_TOKEN'],
  [0x00000100, 'CKF_PROTECTED_AUTHENTICATION_PATH'],
  [0x00000200, 'CKF_DUAL_CRYPTO_OPERATIONS'],
  [0x00000400, 'CKF_TOKEN_INITIALIZED'],
  [0x00000800, 'CKF_SECONDARY_AUTHENTICATION'],
  [0x00010000, 'CKF_USER_PIN_COUNT_LOW'],
  [0x00020000, 'CKF_USER_PIN_FINAL_TRY'],
  [0x00040000, 'CKF_USER_PIN_LOCKED'],
  [0x00080000, 'CKF_USER_PIN_TO_BE_CHANGED'],
  [0x00100000, 'CKF_SO_PIN_COUNT_LOW'],
  [0x00200000, 'CKF_SO_PIN_FINAL_TRY'],
  [0x00400000, 'CKF_SO_PIN_LOCKED'],
  [0x00800000, 'CKF_SO_PIN_TO_BE_CHANGED'],
  [0x01000000, 'CKF_ERROR_STATE'],
];

export const loginRequired = 0x00000004;
export const tokenInitialized = 0x00000400;

export function flagNames(flags: number): string[] {
  return names.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
}

/** SITHS cards show one token for each PIN, told apart by the end of the label. */
export function purposeOf(label: string): Purpose | null {
  if (label.endsWith('(Legitimering)')) return 'AUTHENTICATION';
  if (label.endsWith('(Underskrift)')) return 'SIGNATURE';
  return null;
}
