import 'reflect-metadata';
import { createHash, randomUUID, sign } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { DataSource } from 'typeorm';

import { publicOrigin, parseConfiguration } from '../config/configuration.js';
import type { Configuration } from '../config/configuration.js';
import { AttemptLimiter } from '../database/attempt-limiter.js';
import { createReadDataSource, createWriteDataSource } from '../database/data-source.js';
import { ReadSource } from '../database/read-source.js';
import { WriteQueue } from '../database/write-queue.js';
import { EventStore } from '../events/event-store.js';
import { InProcessDoorbell } from '../live/doorbell.js';
import { CaFolder } from '../pki/authority/ca-folder.js';
import type { CertificateAuthority } from '../pki/authority/certificate-authority.js';
import { EmbeddedAuthority } from '../pki/authority/embedded-authority.js';
import { PkiAddresses } from '../pki/authority/pki-addresses.js';
import { WebEidValidator } from '../pki/sign-in/web-eid-validator.js';
import { hsaSubject, makeAuthority, makeCertificate, rsaKeys } from '../pki/test-certificates.spec-support.js';
import type { KeyPair, Made, MakeOptions } from '../pki/test-certificates.spec-support.js';
import { makeRequest } from '../pki/test-request.spec-support.js';
import { writePem } from '../pki/trust/pem.js';
import { TrustStore } from '../pki/trust/trust-store.js';
import { Agreement } from '../sessions/agent/agreement.js';
import { Outcome } from '../sessions/agent/outcome.js';
import { CardSignIn } from '../sessions/agent/card-sign-in.js';
import { Continuing } from '../sessions/agent/continuing.js';
import { Restoring } from '../sessions/agent/restoring.js';
import { SessionOffers } from '../sessions/agent/session-offers.js';
import { SessionOpening } from '../sessions/agent/session-opening.js';
import type { IssuedCertificate, Offer } from '../sessions/offer.types.js';
import { SessionChanges } from '../sessions/session-changes.js';
import { SessionsForIssuance } from '../sessions/session-issuance.js';
import { SessionReader } from '../sessions/session-reader.js';
import { StoredCaRecords } from './ca-records.js';
import { CardHolderVerifier } from './card-holder-verifier.js';
import { CertificateOrders } from './certificate-orders.js';
import { CertificateViews } from './certificate-views.js';
import { StoredHandover } from './handover.js';
import { HolderDirectory } from './holder-directory.js';
import { Installation } from './installation.js';
import { Issuing } from './issuing.js';
import { DirectoryOffers } from './offers.js';

export const CARD_NUMBER = '975226912345678901';

/** An invented person, as the directory has them. */
export const entry = {
  personnummer: '199001012385',
  hsaId: 'TSTNMT2321000156-ABCD',
  givenName: 'Åsa',
  surname: 'Testsson',
  name: 'Åsa Testsson',
  organisation: 'Region Exempel',
  locality: 'Exempelstad',
  cardNumber: CARD_NUMBER,
  cardStatus: 'RECEIVED',
  cardKind: 'ORDINARY',
};

/** Valid around the real now, which sessions go by. */
export const aroundNow = {
  notBefore: new Date(Date.now() - 86_400_000),
  notAfter: new Date(Date.now() + 86_400_000),
};

/** A card before its upgrade: both keys, and the old certificate that signs in. */
export interface OldCard {
  readonly authentication: Made;
  readonly signature: KeyPair;
}

export interface ReadySession {
  readonly sessionId: string;
  readonly offer: Offer;
}

export interface IssuanceOptions {
  readonly variables?: Readonly<Record<string, string>>;
  /** null: no holder directory. */
  readonly directory?: readonly unknown[] | null;
  readonly issuerName?: string;
  /** Stands before the embedded authority, to see or disturb what it is asked. */
  readonly wrap?: (authority: EmbeddedAuthority) => CertificateAuthority;
}

/** Making keys takes a second and more, so one authority is made and copied, and cards share their keys. */
const keysMade = { authentication: rsaKeys(), signature: rsaKeys() };
let template: string | null = null;

async function copyAuthority(to: string, addresses: PkiAddresses): Promise<void> {
  template ??= mkdtempSync(join(tmpdir(), 'kortlots-ca-template-'));
  const from = join(template, 'ca');
  if (!readdirSync(template).includes('ca')) await new CaFolder(from, addresses).open();
  mkdirSync(to, { mode: 0o700 });
  for (const name of readdirSync(from)) cpSync(join(from, name), join(to, name));
}

/** After the last test of a file. */
export function clearTemplate(): void {
  if (template !== null) rmSync(template, { recursive: true, force: true });
}

/** Sessions, issuance and the embedded authority on a database of their own: SQLite in a temporary folder. */
export class RealIssuance {
  readonly reader: SessionReader;
  readonly issuing: Issuing;
  readonly installation: Installation;
  readonly orders: CertificateOrders;
  readonly offers: DirectoryOffers;
  readonly verifier: CardHolderVerifier;
  readonly directory: HolderDirectory;
  readonly records: StoredCaRecords;
  readonly cardSignIn: CardSignIn;
  readonly restoring: Restoring;
  readonly agreement: Agreement;
  readonly outcome: Outcome;
  private readonly opening: SessionOpening;

  private constructor(
    readonly folder: string,
    readonly configuration: Configuration,
    readonly queue: WriteQueue,
    readonly source: ReadSource,
    readonly authority: EmbeddedAuthority,
    private readonly oldIssuer: Made,
    private readonly sources: readonly DataSource[],
    asked: CertificateAuthority,
  ) {
    const limiter = new AttemptLimiter(queue);
    const changes = new SessionChanges(queue, new EventStore(), new InProcessDoorbell());
    const sessions = new SessionsForIssuance(changes);
    const views = new CertificateViews(asked);
    this.records = new StoredCaRecords(source, queue);
    this.directory = new HolderDirectory(configuration);
    const trust = new TrustStore(configuration, asked);
    this.verifier = new CardHolderVerifier(new WebEidValidator(trust), this.directory, trust);
    this.reader = new SessionReader(source, new EventStore(), views, limiter, this.verifier);
    this.offers = new DirectoryOffers(configuration, this.directory, asked);
    this.orders = new CertificateOrders(queue, sessions);
    const handover = new StoredHandover(source, asked);
    const continuing = new Continuing(changes, handover, configuration);
    const sessionOffers = new SessionOffers(source, this.offers, views);
    this.issuing = new Issuing(source, sessions, this.offers, this.orders, asked, views);
    this.installation = new Installation(queue, sessions, this.reader);
    this.opening = new SessionOpening(queue, changes, limiter, configuration, this.verifier);
    this.cardSignIn = new CardSignIn(changes, this.reader, this.verifier, this.offers, sessionOffers, continuing, configuration);
    this.restoring = new Restoring(source, changes, this.reader, handover, this.offers, sessionOffers);
    this.agreement = new Agreement(changes, this.reader, this.offers);
    this.outcome = new Outcome(changes, this.reader, sessionOffers, views);
  }

  static async start(options: IssuanceOptions = {}): Promise<RealIssuance> {
    const { variables = {}, directory = [entry], issuerName = 'TEST SITHS Type 1 CA v1', wrap } = options;
    const folder = mkdtempSync(join(tmpdir(), 'kortlots-issuance-'));
    const [anchors, holders] = [join(folder, 'anchors.pem'), join(folder, 'holders.json')];
    const oldIssuer = await makeAuthority(issuerName, aroundNow);
    writeFileSync(anchors, writePem('CERTIFICATE', oldIssuer.certificate.der));
    if (directory !== null) writeFileSync(holders, JSON.stringify(directory));
    const configuration = parseConfiguration({
      DATA_DIR: folder,
      TRUST_ANCHORS: anchors,
      ...(directory === null ? {} : { HOLDER_DIRECTORY: holders }),
      ...variables,
    });
    const writer = await createWriteDataSource(configuration).initialize();
    await writer.runMigrations();
    const read = createReadDataSource(configuration, writer);
    const reader = read.isInitialized ? read : await read.initialize();
    const [queue, source] = [new WriteQueue(writer), new ReadSource(reader)];
    const addresses = new PkiAddresses(configuration);
    await copyAuthority(join(folder, 'ca'), addresses);
    const caFolder = new CaFolder(join(folder, 'ca'), addresses);
    const authority = await EmbeddedAuthority.open(caFolder, new StoredCaRecords(source, queue), addresses);
    const asked = wrap?.(authority) ?? authority;
    return new RealIssuance(folder, configuration, queue, source, authority, oldIssuer, [reader, writer], asked);
  }

  async stop(): Promise<void> {
    await this.queue.close();
    for (const source of new Set(this.sources)) await source.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The directory's file is read again by itself. */
  replaceDirectory(directory: readonly unknown[]): void {
    writeFileSync(join(this.folder, 'holders.json'), JSON.stringify(directory));
  }

  async card(options: MakeOptions = {}): Promise<OldCard> {
    const keys = keysMade.authentication;
    const old = { issuer: this.oldIssuer, subject: hsaSubject, keys, cardNumber: CARD_NUMBER, ...aroundNow };
    return { authentication: await makeCertificate({ ...old, ...options }), signature: keysMade.signature };
  }

  async open(): Promise<string> {
    const input = { requestId: randomUUID(), agentVersion: '0.1.0', operatingSystem: 'Debian 12', language: 'SV' } as const;
    return (await this.opening.open({ ...input, middleware: null, readers: [] }, '192.0.2.1')).sessionId;
  }

  /** Signs in as the card does. */
  async signIn(sessionId: string, { authentication: { certificate, privateKey } }: OldCard): Promise<Offer> {
    const { nonce, origin } = await this.cardSignIn.requestChallenge(sessionId);
    const data = Buffer.concat([origin, nonce].map((text) => createHash('sha256').update(text, 'utf8').digest()));
    const { offer } = await this.cardSignIn.signIn(sessionId, {
      format: 'web-eid:1.0',
      unverifiedCertificate: certificate.der,
      algorithm: privateKey.asymmetricKeyType === 'rsa' ? 'RS256' : 'ES256',
      signature: sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
      appVersion: publicOrigin(this.configuration),
    });
    return offer;
  }

  /** A session that is ready for requests: signed in, terms accepted. */
  async ready(card: OldCard): Promise<ReadySession> {
    const sessionId = await this.open();
    const offer = await this.signIn(sessionId, card);
    await this.agreement.accept(sessionId, offer.terms.version);
    return { sessionId, offer };
  }

  /** Another PC: a new session that the card signs in to, and nothing more. */
  async signedIn(card: OldCard): Promise<ReadySession> {
    const sessionId = await this.open();
    return { sessionId, offer: await this.signIn(sessionId, card) };
  }

  /** The agent's word that it is on the card. */
  confirm(sessionId: string, { profile, serialNumber, certificate }: IssuedCertificate) {
    const sha256 = createHash('sha256').update(certificate).digest('hex');
    return this.installation.confirm(sessionId, { profile, serialNumber, sha256 });
  }

  async kinds(sessionId: string): Promise<string[]> {
    return (await this.reader.events(sessionId, 0, null)).map(({ kind }) => kind);
  }
}

/** The request for an offered certificate, signed by a key. */
export function requestFor(offer: Offer, profile: string, keys: KeyPair): Uint8Array {
  const offered = offer.certificates.find((certificate) => certificate.profile === profile);
  return makeRequest(keys, offered?.subject ?? []);
}
