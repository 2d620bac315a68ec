import { createHash } from 'node:crypto';
import type { CertificateOnToken, KeyOnToken, TokenKey } from '../card/card-port.js';
import { createRequest } from '../card/pkcs10.js';
import { keyOf } from './card-pairing.js';
import { checkIssued, chooseKey, labelFor, sameBytes, verifySignature } from './certificates.js';
import { mismatch, type UpgradeContext } from './context.js';
import { CancelledByCardholder } from './trouble.js';
import type { Activity } from './cardholder.js';
import type { OfferedCertificate, Purpose, UpgradeRecord, UpgradeStep } from './types.js';
import { ServerFault, type AgentSession, type IssuedCertificate } from './upgrade-server.js';

const millisecondsBeforeNextTry = 2_000;
const longestWait = 30_000;
const stepOf: Record<Purpose, UpgradeStep> = { AUTHENTICATION: 'INSTALL_AUTHENTICATION', SIGNATURE: 'INSTALL_SIGNATURE' };

/**
 * Installs the offered certificates of one purpose on the token that is logged in. The card works while the server does: the
 * next request is signed while a certificate is issued, the next certificate written while one is confirmed. What an earlier
 * run got as far as is looked up on the card and on the server, and not done again.
 * @throws CardError, ServerFault, UpgradeTrouble, CancelledByCardholder
 */
export async function installPurpose(context: UpgradeContext, purpose: Purpose): Promise<void> {
  const offered = context.offer.certificates.filter((certificate) => certificate.purpose === purpose);
  const token = keyOf(purpose === 'AUTHENTICATION' ? context.card.authentication : context.card.signature);
  const content = await readContent(context, token);
  const installations = offered.map((certificate) => new Installation(context, token, content, certificate));
  for (const installation of installations) {
    context.throwIfStopped();
    await installation.request();
  }
  for (const installation of installations) {
    context.throwIfStopped();
    await installation.install();
  }
  for (const installation of installations) await installation.confirmed();
}

/** What the token holds before anything is installed: read once, since a slow card takes its time. */
interface TokenContent {
  readonly keys: readonly KeyOnToken[];
  readonly certificates: readonly CertificateOnToken[];
}

async function readContent(context: UpgradeContext, token: TokenKey): Promise<TokenContent> {
  const keys = await context.port.keys(token);
  context.rememberKeys(token, keys);
  return { keys, certificates: await context.port.certificates(token) };
}

/** One certificate on its way to the card: it counts only when the card has proved that it works. */
class Installation {
  readonly #step: UpgradeStep;
  #key: KeyOnToken | null = null;
  #issue: () => Promise<IssuedCertificate> = () => Promise.reject(new Error('Nothing was requested'));
  #issuing: Promise<IssuedCertificate> | null = null;
  #confirming: Promise<AgentSession> | null = null;

  constructor(
    private readonly context: UpgradeContext,
    private readonly token: TokenKey,
    private readonly content: TokenContent,
    private readonly offered: OfferedCertificate,
  ) {
    this.#step = stepOf[offered.purpose];
  }

  /** Asks for the certificate, unless it was issued before a break. The answer is waited for in `install`. */
  async request(): Promise<void> {
    const before = this.#issuedBefore();
    if (before !== null) {
      this.#key = before.key;
      this.#issue = () => Promise.resolve(before.issued);
    } else await this.#signRequest();
    this.#issuing = laterLookedAt(this.#issue());
  }

  /** Takes the certificate, writes it, and lets the card prove that it works. */
  async install(): Promise<void> {
    const { profile } = this.offered;
    const key = this.#key;
    if (key === null) throw new Error('Nothing was requested');
    const issued = await this.#receive();
    this.context.reach(profile, 2);
    const der = Buffer.from(issued.certificate, 'base64');
    this.#check(key, der);
    await this.#write(key, der);
    this.context.reach(profile, 3);
    await this.#verify(key, der);
    this.context.reach(profile, 4);
    if (!issued.installed) this.#confirming = laterLookedAt(this.#confirm(issued, der));
  }

  /** Resolves when the server knows that the certificate is on the card. */
  async confirmed(): Promise<void> {
    if (this.#confirming !== null) this.context.session = await this.#confirming;
  }

  /** A certificate that the server issued for this session before a break, when its key is still on the card. */
  #issuedBefore(): { key: KeyOnToken; issued: IssuedCertificate } | null {
    const issued = this.context.session?.certificates.find((candidate) => candidate.profile === this.offered.profile);
    if (issued === undefined) return null;
    const publicKey = checkIssued(Buffer.from(issued.certificate, 'base64'), this.offered, this.context.offer.authorities);
    const key = this.content.keys.find((candidate) => sameBytes(candidate.publicKey, publicKey));
    return key === undefined ? null : { key, issued };
  }

  async #signRequest(): Promise<void> {
    const { port, parts } = this.context;
    const key = this.context.offer.keyPolicy === 'GENERATE' ? await this.#generateKey() : this.#existingKey();
    this.#key = key;
    this.#show('SIGNING_REQUEST');
    const request = await this.#timed('REQUEST_SIGNED', () => createRequest(port, this.token, key, this.offered.subject));
    this.context.reach(this.offered.profile, 1);
    this.#issue = () => parts.server.requestCertificate(this.offered.profile, request, this.context.signal);
  }

  /** A certificate authority that is away is asked again, while the card keeps its login, until it answers or somebody gives up. */
  async #receive(): Promise<IssuedCertificate> {
    const { log } = this.context.parts;
    const fault = { step: this.#step, profile: this.offered.profile, faultCode: 'CA_UNREACHABLE' } as const;
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
    const pause = AbortSignal.timeout(Math.min(millisecondsBeforeNextTry * tries, longestWait));
    const { progress } = context;
    const view = { kind: 'FAULT', step: this.#step, code: 'CA_UNREACHABLE', canRetry: true, waits: true, progress } as const;
    try {
      const { id } = await context.parts.cardholder.ask(view, AbortSignal.any([context.signal, pause]));
      if (id === 'cancel') throw new CancelledByCardholder();
    } catch (error) {
      context.throwIfStopped();
      if (!pause.aborted) throw error;
    }
  }

  #existingKey(): KeyOnToken {
    const { keys, certificates } = this.content;
    return chooseKey(keys, certificates, this.offered, this.context.signInKey);
  }

  /** The CKA_ID comes from session and profile, so that a key made before a break is found and used. */
  async #generateKey(): Promise<KeyOnToken> {
    const { port, session, offer, parts } = this.context;
    const ckaId = createHash('sha256')
      .update(`${session?.id ?? ''} ${this.offered.profile}`)
      .digest('hex')
      .slice(0, 40);
    const existing = this.content.keys.find((key) => key.ckaId === ckaId);
    if (existing !== undefined) return existing;
    this.#show('GENERATING_KEY');
    const change = { change: 'GENERATE_KEY', token: this.token, profile: this.offered.profile, ckaId, sha256: null } as const;
    parts.journal.before(change);
    const key = await this.#timed('KEY_GENERATED', () =>
      port.generateKeyPair(this.token, { ckaId, label: labelFor(this.offered), bits: offer.keyBits }),
    );
    parts.journal.after(change);
    this.context.rememberKeys(this.token, [key]);
    return key;
  }

  /** Chained, as offered, and for this key: what is not never gets to the card. */
  #check(key: KeyOnToken, der: Buffer): void {
    const publicKey = checkIssued(der, this.offered, this.context.offer.authorities);
    if (!sameBytes(key.publicKey, publicKey)) throw mismatch('The certificate is for another key');
  }

  /** Writes the certificate unless it is there already, as after a break between writing and confirming. */
  async #write(key: KeyOnToken, der: Buffer): Promise<void> {
    const { port, parts } = this.context;
    if (isAmong(this.content.certificates, der)) return;
    this.context.throwIfStopped();
    this.#show('WRITING');
    const change = {
      change: 'WRITE_CERTIFICATE',
      token: this.token,
      profile: this.offered.profile,
      ckaId: key.ckaId,
      sha256: sha256(der),
    } as const;
    parts.journal.before(change);
    await this.#timed('CERTIFICATE_WRITTEN', () =>
      port.writeCertificate(this.token, { ckaId: key.ckaId, label: labelFor(this.offered), der }),
    );
    parts.journal.after(change);
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
  }

  #confirm({ profile, serialNumber }: IssuedCertificate, der: Buffer): Promise<AgentSession> {
    const { server } = this.context.parts;
    return server.confirmInstallation({ profile, serialNumber, sha256: sha256(der) }, this.context.signal);
  }

  #show(activity: Activity): void {
    this.context.showWork(this.#step, activity, this.offered.profile);
  }

  async #timed<T>(kind: UpgradeRecord['kind'], work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await work();
    const milliseconds = Math.round(performance.now() - started);
    this.context.parts.log.record({
      kind,
      step: this.#step,
      profile: this.offered.profile,
      purpose: this.offered.purpose,
      milliseconds,
    });
    return result;
  }
}

function isAmong(certificates: readonly CertificateOnToken[], der: Uint8Array): boolean {
  return certificates.some((certificate) => sameBytes(certificate.der, der));
}

function sha256(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex');
}

/** A failure is seen by whoever awaits the promise in its turn; until then it is no unhandled one. */
function laterLookedAt<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
