import type { FaultCode } from '../generated/graphql.js';
import { returnValues } from './return-value-names.js';

/** Who logs in (PKCS#11 v2.40 section 3.4): security officer with the PUK, the user, or the user for one signature. */
export type UserType = 'SO' | 'USER' | 'CONTEXT';

export interface Failed {
  readonly functionName: string;
  readonly returnValue: number | null;
  /** For C_Login. */
  readonly user?: UserType | null;
}

export const attributeReadOnly = 0x010;
export const attributeSensitive = 0x011;
export const attributeTypeInvalid = 0x012;
export const attributeValueInvalid = 0x013;
export const actionProhibited = 0x01b;
export const functionNotSupported = 0x054;
export const templateInconsistent = 0x0d1;
export const operationActive = 0x090;
export const pinLengthRange = 0x0a2;
export const userNotLoggedIn = 0x101;
export const tokenNotPresent = 0x0e0;
export const curveNotSupported = 0x140;
const domainParametersInvalid = 0x130;
const userTypeInvalid = 0x103;
const functionRejected = 0x200;
const tokenResourceExceeded = 0x201;
const firstOfVendors = 0x8000_0000;

/** Seen when a card is pulled, and at other times too: whether the card is there decides. */
const mayMeanRemovedValues: readonly number[] = [0x003, 0x005, 0x006, 0x030, 0x060, 0x082, 0x091, 0x0e1];

/** What a value means in one function only; what is not here means the same everywhere. */
type InContext = Readonly<Partial<Record<number, FaultCode>>>;

const noPinChange: InContext = {
  [actionProhibited]: 'PIN_CHANGE_UNSUPPORTED',
  [functionNotSupported]: 'PIN_CHANGE_UNSUPPORTED',
  [userTypeInvalid]: 'PIN_CHANGE_UNSUPPORTED',
  [functionRejected]: 'PIN_CHANGE_UNSUPPORTED',
};
const loginOfOfficer: InContext = {
  ...noPinChange,
  0x0a0: 'PUK_WRONG',
  0x0a1: 'PUK_MALFORMED',
  0x0a2: 'PUK_MALFORMED',
  // The PUK itself would have to be changed, which nobody can here.
  0x0a3: 'PIN_CHANGE_UNSUPPORTED',
  0x0a4: 'PUK_LOCKED',
};
const inFunction: ReadonlyMap<string, InContext> = new Map([
  ['C_SetPIN', noPinChange],
  ['C_InitPIN', noPinChange],
  ['C_CreateObject', { [tokenResourceExceeded]: 'CARD_MEMORY_FULL' }],
  [
    'C_GenerateKeyPair',
    {
      // OpenSC answers so for sizes and curves that the card does not make.
      [functionNotSupported]: 'KEY_UNSUPPORTED',
      [domainParametersInvalid]: 'KEY_UNSUPPORTED',
      [tokenResourceExceeded]: 'CARD_MEMORY_FULL',
    },
  ],
]);

/**
 * The one mapper from a failed PKCS#11 call to a fault. Where a value can mean several things (CKR_GENERAL_ERROR), the card is
 * looked for before anything is said: see `mayMeanRemoved`. Values of vendors and of later versions are UNKNOWN, and keep
 * their number. CKR_FUNCTION_CANCELED is cancelled: OpenSC gives it for a PIN pad's own time-out as well, and nothing in it
 * tells the two apart; PIN_TIMED_OUT is the deadline of this side.
 */
export function faultOf({ functionName, returnValue, user }: Failed): FaultCode {
  if (returnValue === null) return 'CARD_ERROR';
  const context = functionName === 'C_Login' && user === 'SO' ? loginOfOfficer : inFunction.get(functionName);
  return context?.[returnValue] ?? returnValues.get(returnValue)?.fault ?? 'UNKNOWN';
}

/** `CKR_PIN_INCORRECT (0xa0)`: the name where there is one, and always the number. */
export function describeReturnValue(returnValue: number): string {
  const number = `0x${returnValue.toString(16)}`;
  const known = returnValues.get(returnValue);
  if (known !== undefined) return `${known.name} (${number})`;
  return returnValue >= firstOfVendors ? `CKR_VENDOR_DEFINED (${number})` : number;
}

export function mayMeanRemoved(returnValue: number | null): boolean {
  return returnValue !== null && mayMeanRemovedValues.includes(returnValue);
}
