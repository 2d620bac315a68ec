import { CardError } from '../card/card-error.js';
import type { CardPort, CardScan, CertificateOnToken, KeyOnToken, Middleware, TokenInfo, TokenKey } from '../card/card-port.js';
import { ModuleProcess, type ModuleProcessOptions } from './module-process.js';
import { isToken } from './readers.js';
import { mayMeanRemoved } from './return-values.js';
import { TokenWatcher } from './token-watcher.js';

export interface Pkcs11CardOptions extends ModuleProcessOptions {
  readonly source: Middleware['source'];
}

/** How long a card that failed is looked for before the failure is taken as its own. */
const millisecondsToNotice = 500;
const millisecondsBetweenLooks = 100;

/** The card port over a PKCS#11 module in a child process. */
export class Pkcs11Card implements CardPort {
  readonly #process: ModuleProcess;
  readonly #watcher: TokenWatcher;

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

  async login(token: TokenKey, pin: string | null): Promise<void> {
    const bytes = pin === null ? null : new TextEncoder().encode(pin);
    try {
      await this.#onToken(token, this.#process.request('login', { token: keyOf(token), pin: bytes }));
    } finally {
      bytes?.fill(0);
    }
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

  generateKeyPair(token: TokenKey, options: { ckaId: string; label: string; bits: number }): Promise<KeyOnToken> {
    return this.#onToken(token, this.#process.request('generateKeyPair', { ...options, token: keyOf(token) }));
  }

  sign(token: TokenKey, ckaId: string, data: Uint8Array): Promise<Uint8Array> {
    return this.#onToken(token, this.#process.request('sign', { token: keyOf(token), ckaId, data: plain(data) }));
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
    const until = performance.now() + millisecondsToNotice;
    do {
      if (!(await this.tokens()).some((candidate) => isToken(candidate, token))) return false;
      await new Promise((resolve) => setTimeout(resolve, millisecondsBetweenLooks));
    } while (performance.now() < until);
    return true;
  }
}

function isOfProcess({ faultCode }: CardError): boolean {
  return faultCode === 'MODULE_CRASHED' || faultCode === 'MODULE_TIMED_OUT';
}

/** Without the other fields that a TokenInfo has. */
function keyOf({ serialNumber, label }: TokenKey): { serialNumber: string; label: string } {
  return { serialNumber, label };
}

/** A copy of its own: a view would send the whole buffer behind it. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
