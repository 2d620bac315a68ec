import type { FaultCode } from '../generated/graphql.js';

interface ReturnValue {
  readonly name: string;
  readonly fault: FaultCode;
}

/**
 * Return values of PKCS#11 (v2.40 pkcs11t.h, CK_RV) and the fault that each means to a cardholder. Where a value can mean
 * several things (CKR_GENERAL_ERROR), the card is looked for before anything is said: see `mayMeanRemoved`.
 */
const table: readonly (readonly [number, string, FaultCode])[] = [
  [0x001, 'CKR_CANCEL', 'PIN_CANCELLED'],
  [0x002, 'CKR_HOST_MEMORY', 'CARD_ERROR'],
  [0x003, 'CKR_SLOT_ID_INVALID', 'CARD_REMOVED'],
  [0x005, 'CKR_GENERAL_ERROR', 'CARD_ERROR'],
  [0x006, 'CKR_FUNCTION_FAILED', 'CARD_ERROR'],
  [0x007, 'CKR_ARGUMENTS_BAD', 'CARD_ERROR'],
  [0x008, 'CKR_NO_EVENT', 'CARD_ERROR'],
  [0x009, 'CKR_NEED_TO_CREATE_THREADS', 'CARD_ERROR'],
  [0x00a, 'CKR_CANT_LOCK', 'CARD_ERROR'],
  [0x010, 'CKR_ATTRIBUTE_READ_ONLY', 'CARD_READ_ONLY'],
  [0x011, 'CKR_ATTRIBUTE_SENSITIVE', 'CARD_ERROR'],
  [0x012, 'CKR_ATTRIBUTE_TYPE_INVALID', 'CARD_ERROR'],
  [0x013, 'CKR_ATTRIBUTE_VALUE_INVALID', 'CARD_ERROR'],
  [0x01b, 'CKR_ACTION_PROHIBITED', 'CARD_READ_ONLY'],
  [0x020, 'CKR_DATA_INVALID', 'CARD_ERROR'],
  [0x021, 'CKR_DATA_LEN_RANGE', 'CARD_ERROR'],
  [0x030, 'CKR_DEVICE_ERROR', 'CARD_ERROR'],
  [0x031, 'CKR_DEVICE_MEMORY', 'CARD_MEMORY_FULL'],
  [0x032, 'CKR_DEVICE_REMOVED', 'CARD_REMOVED'],
  [0x050, 'CKR_FUNCTION_CANCELED', 'PIN_CANCELLED'],
  [0x051, 'CKR_FUNCTION_NOT_PARALLEL', 'CARD_ERROR'],
  [0x054, 'CKR_FUNCTION_NOT_SUPPORTED', 'CARD_ERROR'],
  [0x060, 'CKR_KEY_HANDLE_INVALID', 'CARD_ERROR'],
  [0x062, 'CKR_KEY_SIZE_RANGE', 'CARD_ERROR'],
  [0x063, 'CKR_KEY_TYPE_INCONSISTENT', 'CARD_ERROR'],
  [0x068, 'CKR_KEY_FUNCTION_NOT_PERMITTED', 'CARD_ERROR'],
  [0x070, 'CKR_MECHANISM_INVALID', 'CARD_ERROR'],
  [0x071, 'CKR_MECHANISM_PARAM_INVALID', 'CARD_ERROR'],
  [0x082, 'CKR_OBJECT_HANDLE_INVALID', 'CARD_ERROR'],
  [0x090, 'CKR_OPERATION_ACTIVE', 'CARD_ERROR'],
  [0x091, 'CKR_OPERATION_NOT_INITIALIZED', 'CARD_ERROR'],
  [0x0a0, 'CKR_PIN_INCORRECT', 'PIN_WRONG'],
  [0x0a1, 'CKR_PIN_INVALID', 'PIN_MALFORMED'],
  [0x0a2, 'CKR_PIN_LEN_RANGE', 'PIN_MALFORMED'],
  [0x0a3, 'CKR_PIN_EXPIRED', 'UNKNOWN'],
  [0x0a4, 'CKR_PIN_LOCKED', 'PIN_LOCKED'],
  [0x0b0, 'CKR_SESSION_CLOSED', 'CARD_REMOVED'],
  [0x0b1, 'CKR_SESSION_COUNT', 'CARD_BUSY'],
  [0x0b3, 'CKR_SESSION_HANDLE_INVALID', 'CARD_REMOVED'],
  [0x0b4, 'CKR_SESSION_PARALLEL_NOT_SUPPORTED', 'CARD_ERROR'],
  [0x0b5, 'CKR_SESSION_READ_ONLY', 'CARD_READ_ONLY'],
  [0x0b6, 'CKR_SESSION_EXISTS', 'CARD_BUSY'],
  [0x0b7, 'CKR_SESSION_READ_ONLY_EXISTS', 'CARD_BUSY'],
  [0x0b8, 'CKR_SESSION_READ_WRITE_SO_EXISTS', 'CARD_BUSY'],
  [0x0c0, 'CKR_SIGNATURE_INVALID', 'CARD_ERROR'],
  [0x0d0, 'CKR_TEMPLATE_INCOMPLETE', 'CARD_ERROR'],
  [0x0d1, 'CKR_TEMPLATE_INCONSISTENT', 'CARD_ERROR'],
  [0x0e0, 'CKR_TOKEN_NOT_PRESENT', 'CARD_REMOVED'],
  [0x0e1, 'CKR_TOKEN_NOT_RECOGNIZED', 'CARD_NOT_RECOGNISED'],
  [0x0e2, 'CKR_TOKEN_WRITE_PROTECTED', 'CARD_READ_ONLY'],
  [0x100, 'CKR_USER_ALREADY_LOGGED_IN', 'CARD_BUSY'],
  [0x101, 'CKR_USER_NOT_LOGGED_IN', 'CARD_BUSY'],
  [0x102, 'CKR_USER_PIN_NOT_INITIALIZED', 'CARD_ERROR'],
  [0x103, 'CKR_USER_TYPE_INVALID', 'CARD_ERROR'],
  [0x104, 'CKR_USER_ANOTHER_ALREADY_LOGGED_IN', 'CARD_BUSY'],
  [0x105, 'CKR_USER_TOO_MANY_TYPES', 'CARD_BUSY'],
  [0x130, 'CKR_DOMAIN_PARAMS_INVALID', 'CARD_ERROR'],
  [0x150, 'CKR_BUFFER_TOO_SMALL', 'CARD_ERROR'],
  [0x190, 'CKR_CRYPTOKI_NOT_INITIALIZED', 'CARD_ERROR'],
  [0x191, 'CKR_CRYPTOKI_ALREADY_INITIALIZED', 'CARD_ERROR'],
  [0x1a0, 'CKR_MUTEX_BAD', 'CARD_ERROR'],
  [0x1b0, 'CKR_FUNCTION_REJECTED', 'PIN_CANCELLED'],
];

const returnValues: ReadonlyMap<number, ReturnValue> = new Map(table.map(([value, name, fault]) => [value, { name, fault }]));

/** Seen when a card is pulled, and at other times too: whether the card is there decides. */
const mayMeanRemovedValues: readonly number[] = [0x003, 0x005, 0x006, 0x030, 0x060, 0x082, 0x091, 0x0e1];

export const pinLengthRange = 0x0a2;
export const userNotLoggedIn = 0x101;
export const tokenNotPresent = 0x0e0;

/** Values of vendors and of later versions are UNKNOWN, and keep their number. */
export function faultOf(returnValue: number | null): FaultCode {
  return (returnValue === null ? undefined : returnValues.get(returnValue)?.fault) ?? 'UNKNOWN';
}

/** `CKR_PIN_INCORRECT (0xa0)`: the name where there is one, and always the number. */
export function describeReturnValue(returnValue: number): string {
  const number = `0x${returnValue.toString(16)}`;
  const known = returnValues.get(returnValue);
  return known === undefined ? number : `${known.name} (${number})`;
}

export function mayMeanRemoved(returnValue: number | null): boolean {
  return returnValue !== null && mayMeanRemovedValues.includes(returnValue);
}
