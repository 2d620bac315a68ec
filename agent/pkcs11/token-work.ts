import pkcs11js from 'pkcs11js';
import type { CertificateOnToken, KeyOnToken, TokenKey } from '../card/card-port.js';
import { Pkcs11Failure, type Cryptoki, type Session } from './cryptoki.js';
import { TokenObjects } from './objects.js';
import type { Calls } from './protocol.js';
import { isToken, Readers, type ReadersSeen, type TokenInSlot } from './readers.js';
import { RestartPolicy } from './restart-policy.js';
import { pinLengthRange, userNotLoggedIn } from './return-values.js';

const readOnlyRefusals: readonly (number | null)[] = [pkcs11js.CKR_TOKEN_WRITE_PROTECTED, pkcs11js.CKR_SESSION_READ_ONLY];
/** CKS_RO_USER_FUNCTIONS, CKS_RW_USER_FUNCTIONS (PKCS#11 v2.40 section 3.4). */
const userStates: readonly number[] = [1, 3];
type Scan = Calls['scan']['result'];

interface Login {
  readonly token: TokenKey;
  session: Session;
}

/** Everything that the child does with tokens. A login keeps its session open, since it ends with the last session. */
export class TokenWork {
  readonly #readers: Readers;
  readonly #restarts: RestartPolicy;
  #logins: Login[] = [];

  constructor(
    private readonly cryptoki: Cryptoki,
    now: () => number = () => performance.now(),
  ) {
    this.#readers = new Readers(cryptoki);
    this.#restarts = new RestartPolicy(now);
  }

  open(modulePath: string): Calls['open']['result'] {
    this.cryptoki.open(modulePath);
    const info = this.cryptoki.call('C_GetInfo', (module) => module.C_GetInfo());
    return {
      manufacturer: info.manufacturerID.trim(),
      description: info.libraryDescription.trim(),
      version: `${info.libraryVersion.major}.${info.libraryVersion.minor}`,
      cryptokiVersion: `${info.cryptokiVersion.major}.${info.cryptokiVersion.minor}`,
    };
  }

  look(): Calls['look']['result'] {
    const changed = this.#readers.takeEvents();
    const { readers, tokens, unreadable } = this.#lookAfresh();
    return {
      readers: [...readers],
      tokens: tokens.map(({ info }) => ({ ...info, flags: [...info.flags] })),
      unreadable: [...unreadable],
      changed,
    };
  }

  scan(): Scan {
    const changed = this.#readers.takeEvents();
    const seen = this.#lookAfresh();
    const unreadable = [...seen.unreadable];
    const certificates: CertificateOnToken[] = [];
    const tokens: Scan['tokens'] = [];
    for (const token of seen.tokens) {
      try {
        certificates.push(...this.#withSession(token, (objects) => objects.certificates()));
        tokens.push({ ...token.info, flags: [...token.info.flags] });
      } catch (error) {
        if (!(error instanceof Pkcs11Failure)) throw error;
        unreadable.push({ reader: token.info.reader, functionName: error.functionName, returnValue: error.returnValue ?? 0 });
      }
    }
    return { readers: [...seen.readers], tokens, unreadable, changed, certificates };
  }

  /** One try, with the PIN as given; null: the middleware asks. A length that the token does not take costs no try. */
  login(token: TokenKey, pin: Uint8Array | null): void {
    const { slot, pinLength } = this.#readers.find(token);
    if (pin !== null && (pin.length < pinLength.min || (pinLength.max > 0 && pin.length > pinLength.max))) {
      throw new Pkcs11Failure('C_GetTokenInfo', pinLengthRange, 'The token takes no PIN of that length');
    }
    const session = this.#loginOf(token)?.session ?? this.#openForWriting(slot);
    this.#forget(token);
    try {
      const { state } = this.cryptoki.call('C_GetSessionInfo', (module) => module.C_GetSessionInfo(session));
      if (userStates.includes(state)) this.cryptoki.call('C_Logout', (module) => module.C_Logout(session));
      this.cryptoki.logIn(session, pin);
    } catch (error) {
      this.#closeQuietly(session);
      throw error;
    }
    this.#logins.push({ token, session });
  }

  logout(token: TokenKey): void {
    const login = this.#loginOf(token);
    if (login === undefined) return;
    this.#forget(token);
    try {
      this.cryptoki.call('C_Logout', (module) => module.C_Logout(login.session));
    } finally {
      this.#closeQuietly(login.session);
    }
  }

  keys(token: TokenKey): KeyOnToken[] {
    return this.#loggedIn(token, (objects) => objects.keys(pkcs11js.CKO_PRIVATE_KEY));
  }

  publicKeys(token: TokenKey): KeyOnToken[] {
    return this.#withSession(this.#readers.find(token), (objects) => objects.keys(pkcs11js.CKO_PUBLIC_KEY));
  }

  certificates(token: TokenKey): CertificateOnToken[] {
    return this.#withSession(this.#readers.find(token), (objects) => objects.certificates());
  }

  generateKeyPair(token: TokenKey, options: { ckaId: string; label: string; bits: number }): KeyOnToken {
    return this.#loggedIn(token, (objects, { info }) => objects.generate({ ...options, signOnly: info.purpose === 'SIGNATURE' }));
  }

  sign(token: TokenKey, ckaId: string, data: Uint8Array): Uint8Array {
    return this.#loggedIn(token, (objects, { slot }) => {
      const key = objects.privateKey(ckaId);
      try {
        return objects.sign(slot, key, data);
      } catch (error) {
        this.#renewSession(token);
        throw error;
      }
    });
  }

  writeCertificate(token: TokenKey, certificate: { ckaId: string; label: string; der: Uint8Array }): void {
    this.#loggedIn(token, (objects) => objects.writeCertificate(certificate));
  }

  removeCertificate(token: TokenKey, certificate: { ckaId: string; der: Uint8Array }): void {
    this.#loggedIn(token, (objects) => objects.removeCertificate(certificate));
  }

  close(): void {
    for (const { token } of [...this.#logins]) this.logout(token);
    this.cryptoki.finalize();
  }

  /** Forgets logins on cards that left, and starts the module anew when that may show a card it has not noticed. */
  #lookAfresh(): ReadersSeen {
    const seen = this.#readers.look();
    const isThere = (token: TokenKey): boolean => seen.tokens.some(({ info }) => isToken(info, token));
    this.#logins = this.#logins.filter(({ token }) => isThere(token));
    if (
      !this.#restarts.isDue(
        seen.tokens.map(({ info }) => info),
        this.#logins.length > 0,
      )
    )
      return seen;
    this.cryptoki.finalize();
    this.cryptoki.initialize();
    const again = this.#readers.look();
    this.#restarts.saw(again.tokens.map(({ info }) => info));
    return again;
  }

  #loggedIn<T>(token: TokenKey, work: (objects: TokenObjects, token: TokenInSlot) => T): T {
    const found = this.#readers.find(token);
    if (found.needsLogin && this.#loginOf(token) === undefined) {
      throw new Pkcs11Failure('C_GetSessionInfo', userNotLoggedIn, 'Nobody is logged in to the token');
    }
    return this.#withSession(found, work);
  }

  #withSession<T>(token: TokenInSlot, work: (objects: TokenObjects, token: TokenInSlot) => T): T {
    const login = this.#loginOf(token.info);
    const session = login?.session ?? this.#openForReading(token);
    try {
      const result = work(new TokenObjects(this.cryptoki, session, token.info), token);
      this.#readers.requireStillIn(token.slot, token.info);
      return result;
    } finally {
      if (login === undefined) this.#closeQuietly(session);
    }
  }

  #openForReading({ slot }: TokenInSlot): Session {
    return this.cryptoki.call('C_OpenSession', (module) => module.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION));
  }

  /** A write-protected token can still sign, so a read-only session is better than none. */
  #openForWriting(slot: Buffer): Session {
    try {
      return this.cryptoki.call('C_OpenSession', (module) =>
        module.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION),
      );
    } catch (error) {
      if (!(error instanceof Pkcs11Failure) || !readOnlyRefusals.includes(error.returnValue)) throw error;
      return this.cryptoki.call('C_OpenSession', (module) => module.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION));
    }
  }

  /** A failed signature leaves its operation active in the session; the new session keeps the login. */
  #renewSession(token: TokenKey): void {
    const login = this.#loginOf(token);
    if (login === undefined) return;
    const old = login.session;
    try {
      login.session = this.#openForWriting(this.#readers.find(token).slot);
    } catch (error) {
      if (!(error instanceof Pkcs11Failure)) throw error;
      this.#forget(token);
    }
    this.#closeQuietly(old);
  }

  #loginOf(token: TokenKey): Login | undefined {
    return this.#logins.find((login) => isToken(login.token, token));
  }

  #forget(token: TokenKey): void {
    this.#logins = this.#logins.filter((login) => !isToken(login.token, token));
  }

  /** A session that can't be closed is gone with its card: nothing is left to do, and what went before is what counts. */
  #closeQuietly(session: Session): boolean {
    try {
      this.cryptoki.call('C_CloseSession', (module) => module.C_CloseSession(session));
      return true;
    } catch (error) {
      if (!(error instanceof Pkcs11Failure)) throw error;
      return false;
    }
  }
}
