import { createHash, createPublicKey, randomBytes, randomUUID, verify } from 'node:crypto';
import { algorithmOf } from './card/public-key.js';
import { readCertificate } from './card/x509.js';
import type { CardFile } from './card-tool/card-folder.js';
import type { SessionPurpose, SessionState, WebEidTokenInput } from './generated/graphql.js';
import type { CardIdentity } from './upgrade/card-pairing.js';
import { profiles, TestAuthority } from './upgrade/test-authority.spec-support.js';
import type { CertificateProfile, Challenge, FaultCode, KeyPolicy, Offer } from './upgrade/types.js';
import {
  ServerFault,
  type AgentSession,
  type IssuedCertificate,
  type OpenedSession,
  type UpgradeServer,
} from './upgrade/upgrade-server.js';

const origin = 'https://kortlots.example';

export interface TestServerOptions {
  readonly holder: CardFile['holder'];
  readonly keyPolicy?: KeyPolicy;
  /** What else the offer says otherwise than usual. */
  readonly offer?: Partial<Pick<Offer, 'keyTypes' | 'oldCertificates'>>;
}

/** A server in this process that keeps one session, checks what agents send, and really issues. */
export class TestServer implements UpgradeServer {
  readonly issued = new Map<CertificateProfile, IssuedCertificate>();
  readonly #issuing = new Map<CertificateProfile, Promise<IssuedCertificate>>();
  /** How often each profile was really issued: never more than once. */
  readonly issuings: CertificateProfile[] = [];
  readonly calls: string[] = [];
  state: SessionState = 'AWAITING_SIGN_IN';
  termsVersion = '2026-1';
  acceptedTerms: string | null = null;
  purpose: SessionPurpose = 'UPGRADE';
  /** Of an upgrade that began in another session, when a test says so. */
  upgradeId: string | null = null;
  /** DER Names, base64; none: the server does not tell. */
  acceptedIssuers: string[] = [];
  /** What was issued for the card in its life before, and can be fetched again. */
  restorable: IssuedCertificate[] = [];
  endedWith: { faultCode: FaultCode | null; detail: string | null } | null = null;
  #card: CardIdentity | null = null;
  readonly #id = randomUUID();
  #isOpen = false;
  #nonce: string | null = null;
  #faults: { call: string; fault: ServerFault }[] = [];

  private constructor(
    private readonly options: TestServerOptions,
    readonly authority: TestAuthority,
  ) {}

  /** @param authority of a server that knew the card before; otherwise one of its own. */
  static async create(options: TestServerOptions, authority?: TestAuthority): Promise<TestServer> {
    return new TestServer(options, authority ?? (await TestAuthority.create()));
  }

  /** The next call of that name is refused. */
  refuseNext(call: string, faultCode: FaultCode): void {
    this.#faults.push({ call, fault: new ServerFault(faultCode, 'as the test wants it', true) });
  }

  open(_middleware: unknown, _readers: readonly string[], signal: AbortSignal): Promise<OpenedSession> {
    return this.#answer('open', signal, () => {
      const resumed = this.#isOpen;
      this.#isOpen = true;
      return {
        resumed,
        card: this.#card,
        acceptedIssuers: this.acceptedIssuers,
        completed: this.state === 'COMPLETED' ? this.#session() : null,
      };
    });
  }

  rememberCard(card: CardIdentity): void {
    this.#card = card;
  }

  requestChallenge(signal: AbortSignal): Promise<Challenge> {
    return this.#answer('requestChallenge', signal, () => {
      this.#nonce = randomBytes(32).toString('base64');
      return { nonce: this.#nonce, origin, expiresAt: new Date(Date.now() + 60_000).toISOString() };
    });
  }

  signIn(token: WebEidTokenInput, signal: AbortSignal): Promise<{ session: AgentSession; offer: Offer }> {
    return this.#answer('signIn', signal, () => {
      this.#checkToken(token);
      if (this.state === 'AWAITING_SIGN_IN') this.state = 'SIGNED_IN';
      return { session: this.#session(), offer: this.#offer() };
    });
  }

  restoreCertificates(signal: AbortSignal): Promise<{ session: AgentSession; offer: Offer }> {
    return this.#answer('restoreCertificates', signal, () => {
      if (this.purpose === 'UPGRADE') {
        if (this.state === 'AWAITING_SIGN_IN' || this.issued.size > 0) throw new ServerFault('SESSION_STATE', null, false);
        if (this.restorable.length === 0) throw new ServerFault('NOTHING_TO_RESTORE', null, false);
        this.purpose = 'RESTORE';
        this.state = 'INSTALLING';
        for (const one of this.restorable) this.issued.set(one.profile, { ...one, installed: false });
      }
      return { session: this.#session(), offer: this.#offer() };
    });
  }

  acceptTerms(version: string, signal: AbortSignal): Promise<AgentSession> {
    return this.#answer('acceptTerms', signal, () => {
      if (version !== this.termsVersion) throw new ServerFault('TERMS_OUTDATED', null, true);
      this.acceptedTerms = version;
      this.state = 'INSTALLING';
      return this.#session();
    });
  }

  declineTerms(signal: AbortSignal): Promise<AgentSession> {
    return this.#answer('declineTerms', signal, () => this.#session());
  }

  requestCertificate(profile: CertificateProfile, request: Uint8Array, signal: AbortSignal): Promise<IssuedCertificate> {
    return this.#answer('requestCertificate', signal, async () => {
      if (this.acceptedTerms === null) throw new ServerFault('SESSION_STATE', 'terms', false);
      if (this.purpose === 'RESTORE') throw new ServerFault('SESSION_STATE', 'nothing is issued', false);
      const before = this.issued.get(profile);
      if (before !== undefined) return before;
      const issuing = this.#issuing.get(profile) ?? this.#issue(profile, request);
      this.#issuing.set(profile, issuing);
      return issuing;
    });
  }

  /** As the real server: a request that comes again while the first is still with the authority gets that one's answer. */
  async #issue(profile: CertificateProfile, request: Uint8Array): Promise<IssuedCertificate> {
    const certificate = this.#describe(profile, await this.authority.issue(profile, request));
    this.issuings.push(profile);
    this.issued.set(profile, certificate);
    return certificate;
  }

  confirmInstallation(
    { profile, serialNumber, sha256 }: { profile: CertificateProfile; serialNumber: string; sha256: string },
    signal: AbortSignal,
  ): Promise<AgentSession> {
    return this.#answer('confirmInstallation', signal, () => {
      const certificate = this.issued.get(profile);
      const hash = createHash('sha256')
        .update(Buffer.from(certificate?.certificate ?? '', 'base64'))
        .digest('hex');
      if (certificate?.serialNumber !== serialNumber || hash !== sha256)
        throw new ServerFault('CERTIFICATE_MISMATCH', null, false);
      this.issued.set(profile, { ...certificate, installed: true });
      return this.#session();
    });
  }

  finishSession(signal: AbortSignal): Promise<AgentSession> {
    return this.#answer('finishSession', signal, () => {
      const installed = [...this.issued.values()].filter((one) => one.installed).length;
      const isEnough = this.purpose === 'RESTORE' ? installed > 0 : installed === this.#offer().certificates.length;
      if (!isEnough) throw new ServerFault('SESSION_STATE', `${installed} installed`, false);
      this.state = 'COMPLETED';
      return this.#session();
    });
  }

  cancelSession(reason: { faultCode: FaultCode | null; detail: string | null }, signal: AbortSignal): Promise<AgentSession> {
    return this.#answer('cancelSession', signal, () => {
      this.endedWith = reason;
      this.state = reason.faultCode === null ? 'CANCELLED' : 'FAILED';
      return this.#session();
    });
  }

  async #answer<T>(call: string, signal: AbortSignal, work: () => T | Promise<T>): Promise<T> {
    signal.throwIfAborted();
    this.calls.push(call);
    const index = this.#faults.findIndex((planned) => planned.call === call);
    const [planned] = index < 0 ? [] : this.#faults.splice(index, 1);
    if (planned !== undefined) throw planned.fault;
    return work();
  }

  #checkToken({ format, algorithm, unverifiedCertificate, signature }: WebEidTokenInput): void {
    const nonce = this.#nonce;
    this.#nonce = null;
    if (nonce === null) throw new ServerFault('SIGN_IN_REJECTED', 'no challenge', true);
    const hash = algorithm === 'ES384' ? 'sha384' : 'sha256';
    const hashed = (text: string) => createHash(hash).update(text).digest();
    const { publicKey, keyUsage } = readCertificate(Buffer.from(unverifiedCertificate, 'base64'));
    const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
    const data = Buffer.concat([hashed(origin), hashed(nonce)]);
    const isRight = verify(hash, data, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64'));
    if (format !== 'web-eid:1.0' || algorithm !== algorithmOf(key) || !keyUsage.includes('digitalSignature') || !isRight)
      throw new ServerFault('SIGN_IN_REJECTED', 'not signed', true);
  }

  #describe(profile: CertificateProfile, der: Uint8Array): IssuedCertificate {
    const certificate = Buffer.from(der).toString('base64');
    return {
      profile,
      certificate,
      chain: this.authority.authorities,
      serialNumber: readCertificate(der).serialNumber,
      installed: false,
    };
  }

  #session(): AgentSession {
    const { name, hsaId, organisation, cardNumber } = this.options.holder;
    return {
      id: this.#id,
      upgradeId: this.upgradeId ?? this.#id,
      purpose: this.purpose,
      state: this.state,
      pairingCode: null,
      holder: { name, hsaId, organisation, personnummer: '19900101-••••', cardNumber },
      acceptedTermsVersion: this.acceptedTerms,
      certificates: [...this.issued.values()].map((one) => ({ __typename: 'IssuedCertificate' as const, ...one })),
      acceptedIssuers: this.acceptedIssuers,
      acknowledgedEvents: 0,
      watchers: [],
    };
  }

  #offer(): Offer {
    const { holder, keyPolicy = 'REUSE' } = this.options;
    const offered = profiles.filter(({ profile }) => this.purpose === 'UPGRADE' || this.issued.has(profile));
    const certificates = offered.map(({ profile, purpose, issuer }) => ({
      profile,
      purpose,
      issuer: this.authority.issuerName(profile),
      subject: [
        { type: '2.5.4.6', name: 'C', value: 'SE' },
        { type: '2.5.4.3', name: 'CN', value: holder.name },
        { type: '2.5.4.5', name: 'serialNumber', value: issuer === 'HSA' ? holder.hsaId : holder.personnummer },
      ],
    }));
    const terms = { version: this.termsVersion, title: { sv: 'Villkor', en: 'Terms' }, paragraphs: [] };
    return {
      keyPolicy,
      keyTypes: ['RSA_2048'],
      oldCertificates: 'KEEP',
      certificates,
      terms,
      authorities: this.authority.authorities,
      ...this.options.offer,
    };
  }
}
