import type { TokenKey } from '../card/card-port.js';
import type { Session } from './cryptoki.js';
import { isToken } from './readers.js';
import type { ContextPin } from './signatures.js';

export interface Login {
  readonly token: TokenKey;
  session: Session;
  /** For keys that always authenticate; kept nowhere else, and overwritten when it is not needed any more. */
  contextPin: ContextPin | null;
}

/** Who is logged in to what. A login keeps its session open, since it ends with the last session. */
export class Logins {
  #logins: Login[] = [];

  get all(): readonly Login[] {
    return [...this.#logins];
  }

  of(token: TokenKey): Login | undefined {
    return this.#logins.find((login) => isToken(login.token, token));
  }

  add(token: TokenKey, session: Session, contextPin: ContextPin | null): void {
    this.#logins.push({ token, session, contextPin });
  }

  forget(token: TokenKey): void {
    this.keepOnly((one) => !isToken(one, token));
  }

  /** Forgets the others, and overwrites their PINs. */
  keepOnly(isKept: (token: TokenKey) => boolean): void {
    const gone = this.#logins.filter(({ token }) => !isKept(token));
    for (const login of gone) forgetPin(login);
    this.#logins = this.#logins.filter((login) => !gone.includes(login));
  }
}

export function forgetPin(login: Login): void {
  login.contextPin?.bytes?.fill(0);
  login.contextPin = null;
}

/** A copy of its own: what it came from is overwritten when the call is done. */
export function keepPin(pin: Uint8Array | null): ContextPin {
  return { bytes: pin === null ? null : Buffer.from(pin) };
}
