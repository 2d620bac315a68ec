import type { SessionEventFieldsFragment } from '../generated/graphql.js';

type CallOfEvent = Pick<SessionEventFieldsFragment, 'detail' | 'functionName' | 'returnValue'>;

/** Names of the return values that cards are known to give (PKCS#11 v2.40, pkcs11t.h), for who searches for them. */
const names: Readonly<Record<number, string>> = {
  0x001: 'CKR_CANCEL',
  0x003: 'CKR_SLOT_ID_INVALID',
  0x005: 'CKR_GENERAL_ERROR',
  0x006: 'CKR_FUNCTION_FAILED',
  0x007: 'CKR_ARGUMENTS_BAD',
  0x030: 'CKR_DEVICE_ERROR',
  0x031: 'CKR_DEVICE_MEMORY',
  0x032: 'CKR_DEVICE_REMOVED',
  0x050: 'CKR_FUNCTION_CANCELED',
  0x054: 'CKR_FUNCTION_NOT_SUPPORTED',
  0x060: 'CKR_KEY_HANDLE_INVALID',
  0x070: 'CKR_MECHANISM_INVALID',
  0x082: 'CKR_OBJECT_HANDLE_INVALID',
  0x090: 'CKR_OPERATION_ACTIVE',
  0x0a0: 'CKR_PIN_INCORRECT',
  0x0a1: 'CKR_PIN_INVALID',
  0x0a2: 'CKR_PIN_LEN_RANGE',
  0x0a3: 'CKR_PIN_EXPIRED',
  0x0a4: 'CKR_PIN_LOCKED',
  0x0b0: 'CKR_SESSION_CLOSED',
  0x0b1: 'CKR_SESSION_COUNT',
  0x0b3: 'CKR_SESSION_HANDLE_INVALID',
  0x0b5: 'CKR_SESSION_READ_ONLY',
  0x0e0: 'CKR_TOKEN_NOT_PRESENT',
  0x0e1: 'CKR_TOKEN_NOT_RECOGNIZED',
  0x0e2: 'CKR_TOKEN_WRITE_PROTECTED',
  0x100: 'CKR_USER_ALREADY_LOGGED_IN',
  0x101: 'CKR_USER_NOT_LOGGED_IN',
  0x102: 'CKR_USER_PIN_NOT_INITIALIZED',
  0x150: 'CKR_BUFFER_TOO_SMALL',
  0x190: 'CKR_CRYPTOKI_NOT_INITIALIZED',
  0x191: 'CKR_CRYPTOKI_ALREADY_INITIALIZED',
};

/** Whether a detail says no more than the function and return value beside it do, such as `C_Login: CKR_PIN_LOCKED (0xa4)`. */
export function repeatsCall({ detail, functionName, returnValue }: CallOfEvent): boolean {
  if (detail === null || functionName === null || returnValue === null) return false;
  return detail === `${functionName}: ${names[returnValue] ?? ''} (0x${(returnValue >>> 0).toString(16)})`;
}

/** 0x000000A0 CKR_PIN_INCORRECT. A value of the vendor's own may come as a negative 32-bit number. */
export function showReturnValue(value: number): string {
  const hex = `0x${(value >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
  const name = names[value];
  return name === undefined ? hex : `${hex} ${name}`;
}
