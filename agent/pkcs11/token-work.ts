import type { CardSignature, CertificateOnToken, KeyOnToken, KeyType, Purpose, TokenKey } from '../card/card-port.js';
import { CertificateObjects } from './certificate-objects.js';
import { Pkcs11Failure, type Cryptoki } from './cryptoki.js';
import { KeyObjects } from './key-objects.js';
import { keyTypesOf } from './key-types.js';
import { forgetPin, Logins } from './logins.js';
import { TokenObjects } from './objects.js';
import type { Calls } from './protocol.js';
import { isToken, Readers, type ReadersSeen, type TokenInSlot } from './readers.js';
import { RestartPolicy } from './restart-policy.js';
import { operationActive, userNotLoggedIn } from './return-values.js';
import { Sessions } from './sessions.js';
import { signWith } from './signatures.js';
import { TokenLogins } from './token-logins.js';

type Scan = Calls['scan']['result'];

/** A search that was not ended keeps every later one of its session from beginning. */
function leavesSearchOpen(error: unknown): boolean {
  if (!(error instanceof Pkcs11Failure) || error.returnValue === null) return false;
  return error.functionName.startsWith('C_FindObjects') || error.returnValue === operationActive;
}

/** Everything that the child does with tokens. */
export class TokenWork {
  readonly #readers: Readers;
  readonly #restarts: RestartPolicy;
  readonly #sessions: Sessions;
  readonly #logins = new Logins();
  readonly pins: TokenLogins;

  constructor(
    private readonly cryptoki: Cryptoki,
    now: () => number = () => performance.now(),
  ) {
    this.#readers = new Readers(cryptoki);
    this.#restarts = new RestartPolicy(now);
    this.#sessions = new Sessions(cryptoki);
    this.pins = new TokenLogins(cryptoki, this.#readers, this.#sessions, this.#logins);
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
        certificates.push(...this.#withSession(token, (objects) => new CertificateObjects(objects).all()));
      } catch (error) {
        if (!(error instanceof Pkcs11Failure)) throw error;
        // A card that was pulled meanwhile is gone; one that is there and failed is there all the same.
        if (!this.#readers.isStillIn(token)) continue;
        unreadable.push({ reader: token.info.reader, functionName: error.functionName, returnValue: error.returnValue ?? 0 });
      }
      tokens.push({ ...token.info, flags: [...token.info.flags] });
    }
    return { readers: [...seen.readers], tokens, unreadable, changed, certificates };
  }

  keys(token: TokenKey): KeyOnToken[] {
    return this.#loggedIn(token, (objects) => new KeyObjects(objects).privateKeys());
  }

  publicKeys(token: TokenKey): KeyOnToken[] {
    return this.#withSession(this.#readers.find(token), (objects) => new KeyObjects(objects).publicKeys());
  }

  keyTypes(token: TokenKey): KeyType[] {
    return keyTypesOf(this.cryptoki, this.#readers.find(token).slot);
  }

  keyIds(token: TokenKey): string[] {
    return this.#loggedIn(token, (objects) => new KeyObjects(objects).ids());
  }

  certificates(token: TokenKey): CertificateOnToken[] {
    return this.#withSession(this.#readers.find(token), (objects) => new CertificateObjects(objects).all());
  }

  generateKeyPair(
    token: TokenKey,
    { purpose, ...pair }: { ckaId: string; label: string; keyType: KeyType; purpose: Purpose | null },
  ): KeyOnToken {
    return this.#loggedIn(token, (objects, { info }) => {
      const keys = new KeyObjects(objects);
      const signOnly = (info.purpose ?? purpose) === 'SIGNATURE';
      // The second PIN of a token is for the keys that always authenticate; a token without such keys has no second PIN.
      const alwaysAuthenticate = signOnly && info.purpose === null && keys.alwaysAuthenticating().length > 0;
      return keys.generate({ ...pair, signOnly, alwaysAuthenticate });
    });
  }

  removeKeyPair(token: TokenKey, key: { ckaId: string; publicKey: Uint8Array | null }): void {
    this.#loggedIn(token, (objects) => new KeyObjects(objects).removePair(key));
  }

  sign(token: TokenKey, ckaId: string, data: Uint8Array): CardSignature {
    return this.#loggedIn(token, (objects, { slot }) => {
      const keys = new KeyObjects(objects);
      const handle = keys.privateKey(ckaId);
      const alwaysAuthenticates = keys.alwaysAuthenticates(handle);
      const login = this.#logins.of(token);
      try {
        return signWith(objects, slot, { handle, alwaysAuthenticates }, data, login?.contextPin ?? null);
      } catch (error) {
        // A PIN that the card refuses is not tried again: the next try is the cardholder's.
        if (login !== undefined && error instanceof Pkcs11Failure && error.user === 'CONTEXT') forgetPin(login);
        this.pins.renewSession(token);
        throw error;
      }
    });
  }

  writeCertificate(token: TokenKey, certificate: { ckaId: string; label: string; der: Uint8Array }): void {
    this.#loggedIn(token, (objects) => new CertificateObjects(objects).write(certificate));
  }

  removeCertificate(token: TokenKey, certificate: { ckaId: string; der: Uint8Array }): void {
    this.#loggedIn(token, (objects) => new CertificateObjects(objects).remove(certificate));
  }

  moveCertificate(token: TokenKey, certificate: { from: string; to: string; der: Uint8Array }): void {
    this.#loggedIn(token, (objects) => new CertificateObjects(objects).move(certificate));
  }

  /** Logs out everywhere; PINs that were kept are overwritten even when the module fails. */
  close(): void {
    try {
      for (const { token } of this.#logins.all) this.pins.logOut(token);
    } finally {
      this.#logins.keepOnly(() => false);
    }
    this.cryptoki.finalize();
  }

  /** Forgets logins on cards that left, and starts the module anew when that may show a card it has not noticed. */
  #lookAfresh(): ReadersSeen {
    const seen = this.#readers.look();
    const isThere = (token: TokenKey): boolean => seen.tokens.some(({ info }) => isToken(info, token));
    this.#logins.keepOnly(isThere);
    if (
      !this.#restarts.isDue(
        seen.tokens.map(({ info }) => info),
        this.#logins.all.length > 0,
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
    if (found.needsLogin && this.#logins.of(token) === undefined) {
      throw new Pkcs11Failure('C_GetSessionInfo', userNotLoggedIn, 'Nobody is logged in to the token');
    }
    return this.#withSession(found, work);
  }

  #withSession<T>(token: TokenInSlot, work: (objects: TokenObjects, token: TokenInSlot) => T): T {
    const login = this.#logins.of(token.info);
    const session = login?.session ?? this.#sessions.openForReading(token.slot);
    try {
      const result = work(new TokenObjects(this.cryptoki, session, token.info), token);
      this.#readers.requireStillIn(token.slot, token.info);
      return result;
    } catch (error) {
      if (leavesSearchOpen(error)) this.pins.renewSession(token.info);
      throw error;
    } finally {
      if (login === undefined) this.#sessions.closeQuietly(session);
    }
  }
}
