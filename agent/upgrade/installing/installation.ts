import type { KeyOnToken, TokenKey } from '../../card/card-port.js';
import { createRequest } from '../../card/pkcs10.js';
import { timeLimit } from '../../config/time-limit.js';
import { checkIssued, sameBytes, verifySignature } from '../certificates.js';
import type { Activity } from '../cardholder.js';
import { mismatch, type UpgradeContext } from '../context.js';
import { CancelledByCardholder } from '../trouble.js';
import type { OfferedCertificate, UpgradeRecord, UpgradeStep } from '../types.js';
import { ServerFault, type AgentSession, type IssuedCertificate } from '../upgrade-server.js';
import { existingKey, newKey } from './obtain-key.js';
import { fingerprint, isAmong, type TokenContent } from './token-content.js';
import { moveToKey, writeCertificate } from './write-certificate.js';

const millisecondsBeforeNextTry = 2_000;
const longestWait = 30_000;

/** One certificate on its way to the card: it counts only when the card has proved that it works. */
export class Installation {
  #key: KeyOnToken | null = null;
  #der: Uint8Array | null = null;
  /** Its CKA_ID differs from its key's, as some middleware wants it. */
  #isApart = false;
  #issue: () => Promise<IssuedCertificate> = () => Promise.reject(new Error('Nothing was requested'));
  #issuing: Promise<IssuedCertificate> | null = null;
  #confirming: Promise<AgentSession> | null = null;

  constructor(
    private readonly context: UpgradeContext,
    private readonly step: UpgradeStep,
    private readonly token: TokenKey,
    private readonly content: TokenContent,
    private readonly offered: OfferedCertificate,
  ) {}

  /** Asks for the certificate, unless it was issued before a break. The answer is waited for in `install`. */
  async request(): Promise<void> {
    const before = this.#issuedBefore();
    if (before !== null) {
      this.#key = before.key;
      this.#issue = () => Promise.resolve(before.issued);
    } else await this.#signRequest();
    this.#issuing = laterLookedAt(this.#issue());
  }

  /**
   * Takes the certificate, writes it, and lets the card prove that it works.
   * @returns its DER.
   */
  async install(): Promise<Uint8Array> {
    const { profile } = this.offered;
    const key = this.#key;
    if (key === null) throw new Error('Nothing was requested');
    const issued = await this.#receive();
    this.context.reach(profile, 2);
    const der = Buffer.from(issued.certificate, 'base64');
    this.#check(key, der);
    this.context.noteIssued(issued);
    await this.#write(key, der);
    this.context.reach(profile, 3);
    await this.#verify(key, der);
    this.context.reach(profile, 4);
    this.#der = der;
    if (!issued.installed) this.#confirming = laterLookedAt(this.#confirm(issued, der));
    return der;
  }

  /** When old certificates are gone: what had to be written apart from its key gets its key's CKA_ID. */
  async settle(): Promise<void> {
    if (this.#isApart && this.#key !== null && this.#der !== null)
      await moveToKey(this.context, this.#place, this.#key, this.#der);
  }

  /** Resolves when the server knows that the certificate is on the card. */
  async confirmed(): Promise<void> {
    if (this.#confirming !== null) this.context.session = await this.#confirming;
  }

  get #place(): { token: TokenKey; content: TokenContent; offered: OfferedCertificate } {
    return { token: this.token, content: this.content, offered: this.offered };
  }

  /** A certificate that the server issued for this upgrade before a break, when its key is still on the card. */
  #issuedBefore(): { key: KeyOnToken; issued: IssuedCertificate } | null {
    const { session, offer, parts } = this.context;
    const issued = session?.certificates.find((candidate) => candidate.profile === this.offered.profile);
    if (issued === undefined) return null;
    const publicKey = checkIssued(Buffer.from(issued.certificate, 'base64'), this.offered, offer.authorities, parts.now());
    const key = this.content.keys.find((candidate) => sameBytes(candidate.publicKey, publicKey));
    return key === undefined ? null : { key, issued };
  }

  async #signRequest(): Promise<void> {
    const { port, parts } = this.context;
    const key = await this.#requestKey();
    this.#key = key;
    this.#show('SIGNING_REQUEST');
    const request = await this.#timed('REQUEST_SIGNED', () => createRequest(port, this.token, key, this.offered.subject));
    this.context.reach(this.offered.profile, 1);
    this.#issue = () => parts.server.requestCertificate(this.offered.profile, request, this.context.signal);
  }

  async #requestKey(): Promise<KeyOnToken> {
    if (this.context.offer.keyPolicy === 'REUSE') return existingKey(this.context, this.content, this.offered);
    return newKey(this.context, this.#place, (options) => {
      this.#show('GENERATING_KEY');
      return this.#timed('KEY_GENERATED', () =>
        this.context.port.generateKeyPair(this.token, { ...options, purpose: this.offered.purpose }),
      );
    });
  }

  /** A certificate authority that is away is asked again, while the card keeps its login, until it answers or somebody gives up. */
  async #receive(): Promise<IssuedCertificate> {
    const { log } = this.context.parts;
    const fault = { step: this.step, profile: this.offered.profile, faultCode: 'CA_UNREACHABLE' } as const;
    for (let tries = 1; ; tries += 1) {
      this.#show('FETCHING');
      try {
        const issued = await (this.#issuing ?? this.#issue());
        if (tries > 1) log.record({ kind: 'FAULT_CLEARED', ...fault });
        return issued;
      } catch (error) {
        if (!(error instanceof ServerFault) || error.faultCode !== 'CA_UNREACHABLE') throw error;
        if (tries === 1) log.record({ kind: 'FAULT_RAISED', ...fault, detail: error.detail });
        this.#issuing = null;
        await this.#waitForAuthority(tries);
      }
    }
  }

  /** @throws CancelledByCardholder */
  async #waitForAuthority(tries: number): Promise<void> {
    const { context } = this;
    const pause = timeLimit(context.signal, Math.min(millisecondsBeforeNextTry * tries, longestWait));
    const { progress } = context;
    const how = { canRetry: true, waits: true, canUnlock: false } as const;
    const view = { kind: 'FAULT', step: this.step, code: 'CA_UNREACHABLE', ...how, progress } as const;
    try {
      const { id } = await context.parts.cardholder.ask(view, pause.signal);
      if (id === 'cancel') throw new CancelledByCardholder();
    } catch (error) {
      context.throwIfStopped();
      if (!pause.isOver) throw error;
    } finally {
      pause.clear();
    }
  }

  /** Chained, as offered, and for this key: what is not never gets to the card. */
  #check(key: KeyOnToken, der: Buffer): void {
    const publicKey = checkIssued(der, this.offered, this.context.offer.authorities, this.context.parts.now());
    if (!sameBytes(key.publicKey, publicKey)) throw mismatch('The certificate is for another key');
  }

  /** Writes the certificate unless it is there already, as after a break between writing and confirming. */
  async #write(key: KeyOnToken, der: Buffer): Promise<void> {
    const there = this.content.certificates.find((certificate) => sameBytes(certificate.der, der));
    this.#isApart = there !== undefined && there.ckaId !== key.ckaId;
    if (there !== undefined) return;
    this.context.throwIfStopped();
    this.#show('WRITING');
    await this.#timed('CERTIFICATE_WRITTEN', async () => {
      this.#isApart = (await writeCertificate(this.context, this.#place, key, der)) !== key.ckaId;
    });
  }

  /** The bytes that were checked are on the card, and its key signs for them. */
  async #verify(key: KeyOnToken, der: Buffer): Promise<void> {
    const { port } = this.context;
    this.#show('VERIFYING');
    await this.#timed('CERTIFICATE_VERIFIED', async () => {
      if (!isAmong(await port.certificates(this.token), der))
        throw mismatch('The certificate read back from the card is not the one written');
      const challenge = crypto.getRandomValues(new Uint8Array(32));
      const signature = await port.sign(this.token, key.ckaId, challenge);
      if (!verifySignature(der, challenge, signature)) throw mismatch('The test signature does not verify');
    });
    this.context.parts.journal.proven({ token: this.token, ckaId: key.ckaId, sha256: fingerprint(der) });
  }

  #confirm({ profile, serialNumber }: IssuedCertificate, der: Buffer): Promise<AgentSession> {
    const { server } = this.context.parts;
    return server.confirmInstallation({ profile, serialNumber, sha256: fingerprint(der) }, this.context.signal);
  }

  #show(activity: Activity): void {
    this.context.showWork(this.step, activity, this.offered.profile);
  }

  async #timed<T>(kind: UpgradeRecord['kind'], work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await work();
    const milliseconds = Math.round(performance.now() - started);
    this.context.parts.log.record({
      kind,
      step: this.step,
      profile: this.offered.profile,
      purpose: this.offered.purpose,
      milliseconds,
    });
    return result;
  }
}

/** A failure is seen by whoever awaits the promise in its turn; until then it is no unhandled one. */
function laterLookedAt<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
