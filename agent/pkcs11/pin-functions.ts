import koffi from 'koffi';
import { z } from 'zod';

/** CK_RV C_Login(CK_SESSION_HANDLE, CK_USER_TYPE, CK_UTF8CHAR_PTR, CK_ULONG). */
type Login = (session: bigint, userType: number, pin: Uint8Array | null, length: number) => unknown;
/** CK_RV C_SetPIN(CK_SESSION_HANDLE, CK_UTF8CHAR_PTR, CK_ULONG, CK_UTF8CHAR_PTR, CK_ULONG). */
type SetPin = (
  session: bigint,
  old: Uint8Array | null,
  oldLength: number,
  next: Uint8Array | null,
  nextLength: number,
) => unknown;
/** CK_RV C_InitPIN(CK_SESSION_HANDLE, CK_UTF8CHAR_PTR, CK_ULONG). */
type InitPin = (session: bigint, pin: Uint8Array | null, length: number) => unknown;

/** The functions of a module that are given PINs. Each returns a CK_RV. */
export interface PinFunctions {
  readonly login: Login;
  readonly setPin: SetPin;
  readonly initPin: InitPin;
}

/** Places in CK_FUNCTION_LIST (PKCS#11 v2.40 section 3.6), which begins with a CK_VERSION of two bytes. */
const places = { initPin: 10, setPin: 11, login: 18 };
const prototypes = {
  login: koffi.proto('ulong', ['ulong', 'ulong', 'uint8_t *', 'ulong']),
  setPin: koffi.proto('ulong', ['ulong', 'uint8_t *', 'ulong', 'uint8_t *', 'ulong']),
  initPin: koffi.proto('ulong', ['ulong', 'uint8_t *', 'ulong']),
};
const functionListGiven = z.tuple([z.bigint()]);
const isFunction = (value: unknown): boolean => typeof value === 'function';
const schemas = {
  login: z.custom<Login>(isFunction),
  setPin: z.custom<SetPin>(isFunction),
  initPin: z.custom<InitPin>(isFunction),
};

/**
 * pkcs11js takes a PIN as text, and can't leave it out for a PIN pad; these take bytes that can be overwritten. Looked up in
 * the function list, since C_GetFunctionList is all that a module must export.
 */
export function pinFunctions(modulePath: string): PinFunctions {
  const pointerSize = koffi.sizeof('void *');
  // Structures are packed on Windows, and aligned elsewhere (section 2.1).
  const first = process.platform === 'win32' ? 2 : pointerSize;
  const given: unknown[] = [null];
  koffi.load(modulePath).func('unsigned long C_GetFunctionList(_Out_ void **)')(given);
  const [list] = functionListGiven.parse(given);
  const functionAt = (name: keyof typeof places): unknown => {
    const pointer: unknown = koffi.decode(list, first + places[name] * pointerSize, 'void *');
    return koffi.decode(pointer, prototypes[name]);
  };
  return {
    login: schemas.login.parse(functionAt('login')),
    setPin: schemas.setPin.parse(functionAt('setPin')),
    initPin: schemas.initPin.parse(functionAt('initPin')),
  };
}
