import pkcs11js from 'pkcs11js';
import { pinFunctions, type PinFunctions } from './pin-functions.js';
import type { UserType } from './return-values.js';

/** A PKCS#11 function that did not return CKR_OK. */
export class Pkcs11Failure extends Error {
  override readonly name = 'Pkcs11Failure';
  /** Who logged in, for C_Login. */
  readonly user: UserType | null;

  constructor(
    readonly functionName: string,
    /** CK_RV; null when the function worked and what it gave is not what was needed. */
    readonly returnValue: number | null,
    message: string,
    options: ErrorOptions & { readonly user?: UserType | null } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.user = options.user ?? null;
  }
}

export type Session = Buffer;
export type Slot = Buffer;
export type ObjectHandle = Buffer;

const userTypes: Readonly<Record<UserType, number>> = { SO: 0, USER: 1, CONTEXT: 2 };
const argumentsBad = 0x7;
const alreadyInitialized = 0x191;

/**
 * One PKCS#11 module in this process. Every call goes through `call`, which names what failed and counts the time spent.
 * Calls block: this runs in the child process only.
 */
export class Cryptoki {
  readonly #module = new pkcs11js.PKCS11();
  #pins: PinFunctions | null = null;
  #milliseconds = 0;
  #isStopped = false;

  /** @throws Pkcs11Failure when the file is no PKCS#11 module, or refuses to start. */
  open(modulePath: string): void {
    try {
      this.#module.load(modulePath);
      this.#pins = pinFunctions(modulePath);
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
    this.#isStopped = false;
  }

  /** The module must be initialised before it is used again. */
  finalize(): void {
    this.#isStopped = true;
    this.call('C_Finalize', (module) => module.C_Finalize());
  }

  /** After a start anew that broke off, whichever half of it failed. */
  startIfStopped(): void {
    if (!this.#isStopped) return;
    try {
      this.initialize();
    } catch (error) {
      if (!(error instanceof Pkcs11Failure) || error.returnValue !== alreadyInitialized) throw error;
      this.#isStopped = false;
    }
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

  /** `pin: null` passes a null pointer: the reader or the middleware asks (PKCS#11 v2.40 section 5.6). */
  logIn(session: Session, user: UserType, pin: Uint8Array | null): void {
    this.#callWithPin('C_Login', user, ({ login }) => login(ulong(session), userTypes[user], pin, lengthOf(pin)));
  }

  /** Sets the user's PIN; in a session without login, or of the user (section 5.6). */
  setPin(session: Session, old: Uint8Array | null, next: Uint8Array | null): void {
    this.#callWithPin('C_SetPIN', null, ({ setPin }) => setPin(ulong(session), old, lengthOf(old), next, lengthOf(next)));
  }

  /** Sets the user's PIN, in a session of the security officer. */
  initPin(session: Session, pin: Uint8Array | null): void {
    this.#callWithPin('C_InitPIN', null, ({ initPin }) => initPin(ulong(session), pin, lengthOf(pin)));
  }

  /** Milliseconds spent in calls since the last time this was asked. */
  takeMilliseconds(): number {
    const milliseconds = this.#milliseconds;
    this.#milliseconds = 0;
    return milliseconds;
  }

  #callWithPin(functionName: string, user: UserType | null, work: (functions: PinFunctions) => unknown): void {
    const functions = this.#pins;
    if (functions === null) throw new Pkcs11Failure(functionName, null, 'No module is open');
    this.call(functionName, () => {
      const returnValue = Number(work(functions));
      if (returnValue !== 0) throw new Pkcs11Failure(functionName, returnValue, functionName, { user });
    });
  }
}

function lengthOf(pin: Uint8Array | null): number {
  return pin?.length ?? 0;
}

/** CK_ULONG as pkcs11js gives it: native size (4 bytes on Windows, 8 elsewhere), little-endian on all we run on. */
export function ulong(value: Buffer): bigint {
  return value.length === 8 ? value.readBigUInt64LE() : BigInt(value.readUInt32LE());
}

/** Some functions of pkcs11js throw plain errors that hold the value only in their text, as `CKR_…:n`. */
function asFailure(functionName: string, error: unknown): Pkcs11Failure {
  if (error instanceof Pkcs11Failure) return error;
  if (!(error instanceof Error)) return new Pkcs11Failure(functionName, null, `${functionName} failed`);
  const code = 'code' in error && typeof error.code === 'number' && error.code > 0 ? error.code : null;
  const inText = /CKR_\w+:(\d+)/.exec(error.message)?.[1];
  return new Pkcs11Failure(functionName, code ?? (inText === undefined ? null : Number(inText)), functionName, { cause: error });
}
