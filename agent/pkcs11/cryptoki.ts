import koffi from 'koffi';
import pkcs11js from 'pkcs11js';
import { z } from 'zod';

/** A PKCS#11 function that did not return CKR_OK. */
export class Pkcs11Failure extends Error {
  override readonly name = 'Pkcs11Failure';

  constructor(
    readonly functionName: string,
    /** CK_RV; null when the function worked and what it gave is not what was needed. */
    readonly returnValue: number | null,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export type Session = Buffer;
export type Slot = Buffer;
export type ObjectHandle = Buffer;

/** CK_RV C_Login(CK_SESSION_HANDLE, CK_USER_TYPE, CK_UTF8CHAR_PTR, CK_ULONG). */
type NativeLogin = (session: bigint, userType: number, pin: Uint8Array | null, length: number) => unknown;

const userTypeUser = 1;
const argumentsBad = 0x7;

/**
 * One PKCS#11 module in this process. Every call goes through `call`, which names what failed and counts the time spent.
 * Calls block: this runs in the child process only.
 */
export class Cryptoki {
  readonly #module = new pkcs11js.PKCS11();
  #login: NativeLogin | null = null;
  #milliseconds = 0;

  /** @throws Pkcs11Failure when the file is no PKCS#11 module, or refuses to start. */
  open(modulePath: string): void {
    try {
      this.#module.load(modulePath);
      this.#login = nativeLogin(modulePath);
    } catch (error) {
      throw new Pkcs11Failure('load', null, `${modulePath} can not be loaded as a PKCS#11 module`, { cause: error });
    }
    this.initialize();
  }

  initialize(): void {
    // NSS does not start without parameters, which its own tools take from this variable; no other module is given any.
    const libraryParameters = process.env['NSS_LIB_PARAMS'] ?? '';
    this.call('C_Initialize', (module) => {
      try {
        module.C_Initialize();
      } catch (error) {
        if (libraryParameters === '' || asFailure('C_Initialize', error).returnValue !== argumentsBad) throw error;
        module.C_Initialize({ libraryParameters });
      }
    });
  }

  finalize(): void {
    this.call('C_Finalize', (module) => module.C_Finalize());
  }

  /** @throws Pkcs11Failure with the function's name and return value. */
  call<T>(functionName: string, work: (module: pkcs11js.PKCS11) => T): T {
    const started = performance.now();
    try {
      return work(this.#module);
    } catch (error) {
      throw asFailure(functionName, error);
    } finally {
      this.#milliseconds += performance.now() - started;
    }
  }

  /** Logs the user in. `pin: null` passes a null pointer: the reader or the middleware asks (PKCS#11 v2.40 section 5.6). */
  logIn(session: Session, pin: Uint8Array | null): void {
    const login = this.#login;
    if (login === null) throw new Pkcs11Failure('C_Login', null, 'No module is open');
    this.call('C_Login', () => {
      const result = login(handleNumber(session), userTypeUser, pin, pin?.length ?? 0);
      const returnValue = Number(result);
      if (returnValue !== 0) throw new Pkcs11Failure('C_Login', returnValue, 'C_Login');
    });
  }

  /** Milliseconds spent in calls since the last time this was asked. */
  takeMilliseconds(): number {
    const milliseconds = this.#milliseconds;
    this.#milliseconds = 0;
    return milliseconds;
  }
}

/** C_Login's place in CK_FUNCTION_LIST (PKCS#11 v2.40 section 3.6), which begins with a CK_VERSION of two bytes. */
const loginPlace = 18;
const loginPrototype = koffi.proto('ulong', ['ulong', 'ulong', 'uint8_t *', 'ulong']);
const functionListGiven = z.tuple([z.bigint()]);
const loginFunction = z.custom<NativeLogin>((value) => typeof value === 'function');

/**
 * pkcs11js takes the PIN as text, and can't leave it out for a PIN pad; this takes bytes that can be overwritten. Looked up
 * in the function list, since C_GetFunctionList is all that a module must export.
 */
function nativeLogin(modulePath: string): NativeLogin {
  const pointerSize = koffi.sizeof('void *');
  // Structures are packed on Windows, and aligned elsewhere (section 2.1).
  const first = process.platform === 'win32' ? 2 : pointerSize;
  const given: unknown[] = [null];
  koffi.load(modulePath).func('unsigned long C_GetFunctionList(_Out_ void **)')(given);
  const [list] = functionListGiven.parse(given);
  const pointer: unknown = koffi.decode(list, first + loginPlace * pointerSize, 'void *');
  return loginFunction.parse(koffi.decode(pointer, loginPrototype));
}

/** CK_ULONG as pkcs11js gives it: native size (4 bytes on Windows, 8 elsewhere), little-endian on all we run on. */
function handleNumber(handle: Buffer): bigint {
  return handle.length === 8 ? handle.readBigUInt64LE() : BigInt(handle.readUInt32LE());
}

/** Some functions of pkcs11js throw plain errors that hold the value only in their text, as `CKR_…:n`. */
function asFailure(functionName: string, error: unknown): Pkcs11Failure {
  if (error instanceof Pkcs11Failure) return error;
  if (!(error instanceof Error)) return new Pkcs11Failure(functionName, null, `${functionName} failed`);
  const code = 'code' in error && typeof error.code === 'number' && error.code > 0 ? error.code : null;
  const inText = /CKR_\w+:(\d+)/.exec(error.message)?.[1];
  return new Pkcs11Failure(functionName, code ?? (inText === undefined ? null : Number(inText)), functionName, { cause: error });
}
