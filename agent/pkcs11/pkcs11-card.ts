import { CardError } from '../card/card-error.js';
import type {
  CardPort,
  CardScan,
  CardSignature,
  CertificateOnToken,
  KeyOnToken,
  KeyType,
  Middleware,
  Purpose,
  TokenInfo,
  TokenKey,
} from '../card/card-port.js';
import { ModuleProcess, type ModuleProcessOptions } from './module-process.js';
import { isToken } from './readers.js';
import { mayMeanRemoved } from './return-values.js';
import { TokenWatcher } from './token-watcher.js';

export interface Pkcs11CardOptions extends ModuleProcessOptions {
  readonly source: Middleware['source'];
}

/** A card that failed is looked for over half a second before the failure is taken as its own. */
const looksToNotice = 5;
const millisecondsBetweenLooks = 100;

/** The card port over a PKCS#11 module in a child process. */
export class Pkcs11Card implements CardPort {
  readonly #process: ModuleProcess;
  readonly #watcher: TokenWatcher;
  /** Tokens whose last PIN the reader or the middleware asked for. */
  readonly #asking = new Set<string>();

  constructor(private readonly options: Pkcs11CardOptions) {
    const process = new ModuleProcess(options);
    this.#process = process;
    this.#watcher = new TokenWatcher({
      look: () => process.request('look', null),
      scan: () => process.request('scan', null),
      isBusy: () => process.isBusy,
    });
  }

  /** Of the child process, while there is one. */
  get processId(): number | undefined {
    return this.#process.pid;
  }

  async middleware(): Promise<Middleware> {
    const { modulePath, source } = this.options;
    return { path: modulePath, source, ...(await this.#process.open()) };
  }

  async scan(): Promise<CardScan> {
    const scan = await this.#process.request('scan', null);
    this.#watcher.observe(scan);
    return scan;
  }

  async tokens(): Promise<readonly TokenInfo[]> {
    return (await this.#process.request('look', null)).tokens;
  }

  async login(token: TokenKey, pin: string | null, purpose?: Purpose): Promise<void> {
    const isAsked = pin === null;
    await this.#withSecrets([pin], ([bytes = null]) => {
      const argument = { token: keyOf(token), pin: bytes, purpose: purpose ?? null };
      return this.#onToken(token, this.#process.request('login', argument, { waitsForPerson: isAsked }));
    });
    if (isAsked) this.#asking.add(nameOf(token));
    else this.#asking.delete(nameOf(token));
  }

  /** `null`s let the middleware ask. */
  async changePin(token: TokenKey, pins: { old: string | null; new: string | null }): Promise<void> {
    const waitsForPerson = pins.old === null || pins.new === null;
    await this.#withSecrets([pins.old, pins.new], ([old = null, next = null]) =>
      this.#onToken(token, this.#process.request('changePin', { token: keyOf(token), old, next }, { waitsForPerson })),
    );
  }

  /** `null`s let the middleware ask. */
  async unlockPin(token: TokenKey, codes: { puk: string | null; newPin: string | null }): Promise<void> {
    const waitsForPerson = codes.puk === null || codes.newPin === null;
    await this.#withSecrets([codes.puk, codes.newPin], ([puk = null, next = null]) =>
      this.#onToken(token, this.#process.request('unlockPin', { token: keyOf(token), puk, next }, { waitsForPerson })),
    );
  }

  async logout(token: TokenKey): Promise<void> {
    await this.#onToken(token, this.#process.request('logout', { token: keyOf(token) }));
  }

  keys(token: TokenKey): Promise<readonly KeyOnToken[]> {
    return this.#onToken(token, this.#process.request('keys', { token: keyOf(token) }));
  }

  publicKeys(token: TokenKey): Promise<readonly KeyOnToken[]> {
    return this.#onToken(token, this.#process.request('publicKeys', { token: keyOf(token) }));
  }

  keyTypes(token: TokenKey): Promise<readonly KeyType[]> {
    return this.#onToken(token, this.#process.request('keyTypes', { token: keyOf(token) }));
  }

  keyIds(token: TokenKey): Promise<readonly string[]> {
    return this.#onToken(token, this.#process.request('keyIds', { token: keyOf(token) }));
  }

  generateKeyPair(
    token: TokenKey,
    { ckaId, label, keyType, purpose = null }: { ckaId: string; label: string; keyType: KeyType; purpose?: Purpose | null },
  ): Promise<KeyOnToken> {
    const argument = { token: keyOf(token), ckaId, label, keyType, purpose };
    return this.#onToken(token, this.#process.request('generateKeyPair', argument));
  }

  async removeKeyPair(token: TokenKey, key: { ckaId: string; publicKey: Uint8Array | null }): Promise<void> {
    const publicKey = key.publicKey === null ? null : plain(key.publicKey);
    await this.#onToken(token, this.#process.request('removeKeyPair', { token: keyOf(token), ckaId: key.ckaId, publicKey }));
  }

  sign(token: TokenKey, ckaId: string, data: Uint8Array): Promise<CardSignature> {
    const argument = { token: keyOf(token), ckaId, data: plain(data) };
    // Where the middleware asked for the PIN, it may ask again for a signature.
    const waitsForPerson = this.#asking.has(nameOf(token));
    return this.#onToken(token, this.#process.request('sign', argument, { waitsForPerson }));
  }

  certificates(token: TokenKey): Promise<readonly CertificateOnToken[]> {
    return this.#onToken(token, this.#process.request('certificates', { token: keyOf(token) }));
  }

  async writeCertificate(token: TokenKey, certificate: { ckaId: string; label: string; der: Uint8Array }): Promise<void> {
    const { ckaId, label, der } = certificate;
    await this.#onToken(token, this.#process.request('writeCertificate', { token: keyOf(token), ckaId, label, der: plain(der) }));
  }

  async removeCertificate(token: TokenKey, certificate: { ckaId: string; der: Uint8Array }): Promise<void> {
    const { ckaId, der } = certificate;
    await this.#onToken(token, this.#process.request('removeCertificate', { token: keyOf(token), ckaId, der: plain(der) }));
  }

  async moveCertificate(token: TokenKey, certificate: { from: string; to: string; der: Uint8Array }): Promise<void> {
    const { from, to, der } = certificate;
    await this.#onToken(token, this.#process.request('moveCertificate', { token: keyOf(token), from, to, der: plain(der) }));
  }

  watch(onChange: (scan: CardScan) => void): () => void {
    return this.#watcher.watch(onChange);
  }

  millisecondsInCard(): number {
    return this.#process.milliseconds;
  }

  async close(): Promise<void> {
    this.#watcher.stop();
    await this.#process.close();
  }

  /** A failure that may mean a pulled card is one when the card turns out to be gone. */
  async #onToken<T>(token: TokenKey, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof CardError) || isOfProcess(error) || !mayMeanRemoved(error.returnValue)) throw error;
      if (await this.#staysInReader(token)) throw error;
      throw new CardError('CARD_REMOVED', error.functionName, error.returnValue, error.message);
    }
  }

  async #staysInReader(token: TokenKey): Promise<boolean> {
    // Looks are counted and not milliseconds: a PC that slept in between must still look afterwards.
    for (let look = 0; look < looksToNotice; look += 1) {
      if (!(await this.tokens()).some((candidate) => isToken(candidate, token))) return false;
      await new Promise((resolve) => setTimeout(resolve, millisecondsBetweenLooks));
    }
    return true;
  }

  /** PINs and PUKs become bytes, which are overwritten when the call is done. */
  async #withSecrets(
    secrets: readonly (string | null)[],
    use: (bytes: readonly (Uint8Array | null)[]) => Promise<null>,
  ): Promise<void> {
    const bytes = secrets.map((secret) => (secret === null ? null : new TextEncoder().encode(secret)));
    try {
      await use(bytes);
    } finally {
      for (const one of bytes) one?.fill(0);
    }
  }
}

/** The process ended, which says nothing about the card. */
function isOfProcess({ faultCode, returnValue }: CardError): boolean {
  return returnValue === null && (faultCode === 'MODULE_CRASHED' || faultCode === 'MODULE_TIMED_OUT');
}

function nameOf({ serialNumber, label }: TokenKey): string {
  return JSON.stringify([serialNumber, label]);
}

/** Without the other fields that a TokenInfo has. */
function keyOf({ serialNumber, label }: TokenKey): { serialNumber: string; label: string } {
  return { serialNumber, label };
}

/** A copy of its own: a view would send the whole buffer behind it. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
