import { randomBytes } from 'node:crypto';
import type { Purpose, TokenKey } from '../card/card-port.js';
import { Pkcs11Failure, type Cryptoki, type Session } from './cryptoki.js';
import { KeyObjects } from './key-objects.js';
import { forgetPin, keepPin, type Login, type Logins } from './logins.js';
import { TokenObjects } from './objects.js';
import type { Readers, TokenInSlot } from './readers.js';
import { pinLengthRange, userNotLoggedIn } from './return-values.js';
import type { Sessions } from './sessions.js';
import { signWith } from './signatures.js';

/** Everything that is given a PIN or a PUK. Each PIN given reaches the card once, and is overwritten by whoever passed it. */
export class TokenLogins {
  constructor(
    private readonly cryptoki: Cryptoki,
    private readonly readers: Readers,
    private readonly sessions: Sessions,
    private readonly logins: Logins,
  ) {}

  /**
   * One try, with the PIN as given; null: the middleware asks. A length that the token does not take costs no try. `SIGNATURE`
   * on a token whose label says no purpose is the second PIN of that token, and needs the first: see `#proveSignaturePin`.
   */
  logIn(token: TokenKey, pin: Uint8Array | null, purpose: Purpose | null): void {
    const found = this.readers.find(token);
    requireLength(found, pin);
    if (purpose === 'SIGNATURE' && found.info.purpose === null) this.#proveSignaturePin(found, pin);
    else this.#logInUser(found, pin);
  }

  logOut(token: TokenKey): void {
    const login = this.logins.of(token);
    if (login === undefined) return;
    this.logins.forget(token);
    try {
      this.cryptoki.call('C_Logout', (module) => module.C_Logout(login.session));
    } finally {
      this.sessions.closeQuietly(login.session);
    }
  }

  /** Costs a try when the old PIN is wrong. Leaves a login as it was. */
  changePin(token: TokenKey, old: Uint8Array | null, next: Uint8Array | null): void {
    const found = this.readers.find(token);
    requireLength(found, old);
    requireLength(found, next);
    const login = this.logins.of(token);
    const session = login?.session ?? this.sessions.openForWriting(found.slot);
    try {
      if (login === undefined) this.#setPinWithoutLogin(session, old, next);
      else this.cryptoki.setPin(session, old, next);
      if (login !== undefined && found.info.purpose !== null && login.contextPin !== null) {
        forgetPin(login);
        login.contextPin = keepPin(next);
      }
    } finally {
      if (login === undefined) this.sessions.closeQuietly(session);
    }
  }

  /**
   * The security officer logs in only while nobody else is and no read-only session is open (PKCS#11 v2.40 section 5.6), so
   * every session of ours with the token is closed first.
   */
  unlockPin(token: TokenKey, puk: Uint8Array | null, next: Uint8Array | null): void {
    const found = this.readers.find(token);
    requireLength(found, next);
    this.logins.forget(token);
    this.sessions.closeAll(found.slot);
    const session = this.sessions.openForWriting(found.slot);
    try {
      this.sessions.endLogin(session);
      this.cryptoki.logIn(session, 'SO', puk);
      try {
        this.cryptoki.initPin(session, next);
      } finally {
        this.sessions.logOutQuietly(session);
      }
    } finally {
      this.sessions.closeQuietly(session);
    }
  }

  /** A failed signature leaves its operation active in the session; the new session keeps the login. */
  renewSession(token: TokenKey): void {
    const login = this.logins.of(token);
    if (login === undefined) return;
    const old = login.session;
    try {
      login.session = this.sessions.openForUse(this.readers.find(token).slot);
    } catch (error) {
      if (!(error instanceof Pkcs11Failure)) throw error;
      this.logins.forget(token);
    }
    this.sessions.closeQuietly(old);
  }

  /** Some modules (NSS) set a PIN only for who is logged in, and say so before they look at the old one: still one try. */
  #setPinWithoutLogin(session: Session, old: Uint8Array | null, next: Uint8Array | null): void {
    try {
      this.cryptoki.setPin(session, old, next);
    } catch (error) {
      if (!(error instanceof Pkcs11Failure) || error.returnValue !== userNotLoggedIn) throw error;
      this.cryptoki.logIn(session, 'USER', old);
      try {
        this.cryptoki.setPin(session, old, next);
      } finally {
        this.sessions.logOutQuietly(session);
      }
    }
  }

  #logInUser(found: TokenInSlot, pin: Uint8Array | null): void {
    const session = this.logins.of(found.info)?.session ?? this.sessions.openForUse(found.slot);
    this.logins.forget(found.info);
    try {
      this.sessions.endLogin(session);
      this.cryptoki.logIn(session, 'USER', pin);
    } catch (error) {
      this.sessions.closeQuietly(session);
      throw error;
    }
    const { serialNumber, label } = found.info;
    // A token of one purpose has one PIN, which is then also that of its keys that always authenticate.
    const isKept = found.info.purpose !== null && this.#hasKeysThatAlwaysAuthenticate(found, session);
    this.logins.add({ serialNumber, label }, session, isKept ? keepPin(pin) : null);
  }

  /**
   * The second PIN of a token counts for one signature at a time. It is proved with a signature over random bytes, and kept
   * for those that follow. Without a login there is nothing to prove it with, and no try is spent.
   */
  #proveSignaturePin(found: TokenInSlot, pin: Uint8Array | null): void {
    const login = this.logins.of(found.info);
    if (login === undefined)
      throw new Pkcs11Failure('C_Login', userNotLoggedIn, 'The first PIN comes first', { user: 'CONTEXT' });
    forgetPin(login);
    const objects = new TokenObjects(this.cryptoki, login.session, found.info);
    const [handle] = new KeyObjects(objects).alwaysAuthenticating();
    if (handle === undefined) throw new Pkcs11Failure('C_FindObjects', null, 'No key on the token has a PIN of its own');
    this.#tryPin(found, login, objects, handle, pin);
    login.contextPin = keepPin(pin);
  }

  #tryPin(found: TokenInSlot, login: Login, objects: TokenObjects, handle: Buffer, pin: Uint8Array | null): void {
    try {
      signWith(objects, found.slot, { handle, alwaysAuthenticates: true }, randomBytes(32), { bytes: pin });
    } catch (error) {
      this.renewSession(login.token);
      throw error;
    }
  }

  /** A token that fails here is logged in to all the same: a signature that then needs the PIN says so. */
  #hasKeysThatAlwaysAuthenticate({ info }: TokenInSlot, session: Session): boolean {
    try {
      return new KeyObjects(new TokenObjects(this.cryptoki, session, info)).alwaysAuthenticating().length > 0;
    } catch (error) {
      if (!(error instanceof Pkcs11Failure)) throw error;
      return false;
    }
  }
}

/** @throws Pkcs11Failure CKR_PIN_LEN_RANGE, before the card sees the PIN */
function requireLength({ pinLength }: TokenInSlot, pin: Uint8Array | null): void {
  if (pin === null || (pin.length >= pinLength.min && (pinLength.max === 0 || pin.length <= pinLength.max))) return;
  throw new Pkcs11Failure('C_GetTokenInfo', pinLengthRange, 'The token takes no PIN of that length');
}
