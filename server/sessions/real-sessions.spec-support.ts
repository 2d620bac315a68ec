import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { DataSource } from 'typeorm';

import type { FaultError } from '../common/fault.js';
import { hashToken } from '../common/token.js';
import { parseConfiguration } from '../config/configuration.js';
import type { Configuration } from '../config/configuration.js';
import { AttemptLimiter } from '../database/attempt-limiter.js';
import { createReadDataSource, createWriteDataSource } from '../database/data-source.js';
import { ReadSource } from '../database/read-source.js';
import { WriteQueue } from '../database/write-queue.js';
import { EventStore } from '../events/event-store.js';
import type { EventInput } from '../events/event.types.js';
import { InProcessDoorbell } from '../live/doorbell.js';
import { AgentPresence } from './agent/agent-presence.js';
import { Agreement } from './agent/agreement.js';
import { CardSignIn } from './agent/card-sign-in.js';
import { Continuing } from './agent/continuing.js';
import { EventReporting } from './agent/event-reporting.js';
import { Outcome } from './agent/outcome.js';
import { PairingCodes } from './agent/pairing-codes.js';
import { Restoring } from './agent/restoring.js';
import { SessionOffers } from './agent/session-offers.js';
import { SessionOpening } from './agent/session-opening.js';
import type { SessionOpened } from './agent-session.types.js';
import { Handling } from './helpdesk/handling.js';
import { SessionSweeper } from './lifecycle/session-sweeper.js';
import type { IssuedCertificate, Offer, WebEidTokenInput } from './offer.types.js';
import { CertificateHandover, IssuedCertificates, OfferProvider, SignInVerifier } from './ports.js';
import type { HolderIdentity, TakenOver } from './ports.js';
import { SessionChanges } from './session-changes.js';
import { SessionsForIssuance } from './session-issuance.js';
import { SessionReader } from './session-reader.js';
import type { OpenSessionInput } from './session.types.js';

/** An invented person. */
export const holder: HolderIdentity = {
  name: 'Test Testsson',
  givenName: 'Test',
  surname: 'Testsson',
  hsaId: 'TSTNMT2321000156-T001',
  organisation: 'Region Exempel',
  personnummer: '199001012385',
  cardNumber: '9752269875123456789',
  signInCertificate: 'AA==',
};

export const offer: Offer = {
  keyPolicy: 'REUSE',
  keyTypes: ['RSA_2048'],
  oldCertificates: 'KEEP',
  certificates: [
    { profile: 'HSA_AUTHENTICATION', purpose: 'AUTHENTICATION', issuer: 'CN=Test CA', subject: [] },
    { profile: 'HSA_SIGNATURE', purpose: 'SIGNATURE', issuer: 'CN=Test CA', subject: [] },
  ],
  terms: { version: '2026-1', title: { sv: 'Villkor', en: 'Terms' }, paragraphs: [] },
  authorities: [],
};

/** Stands for a signed token; the verifier below looks at nothing of it. */
export const signInToken: WebEidTokenInput = {
  format: 'web-eid:1.0',
  unverifiedCertificate: new Uint8Array([0]),
  algorithm: 'RS256',
  signature: new Uint8Array([0]),
  appVersion: 'test',
};

/** At the port: whoever a test says signs in, with the nonces that were asked about. */
class ScriptedVerifier extends SignInVerifier {
  readonly nonces: string[] = [];
  card = holder;
  answer: () => Promise<HolderIdentity> = () => Promise.resolve(this.card);

  /** A card has its number; only those without one go by their key. */
  signInKey = ({ signInCertificate }: HolderIdentity): string => hashToken(signInCertificate);
  acceptedIssuers = (): Promise<Uint8Array[]> => Promise.resolve([new Uint8Array([0x30, 0x00])]);

  verify(_token: WebEidTokenInput, { nonce }: { nonce: string }): Promise<HolderIdentity> {
    this.nonces.push(nonce);
    return this.answer();
  }
}

class FixedOffer extends OfferProvider {
  terms = offer.terms;
  refuses: FaultError | null = null;

  offer(): Promise<Offer> {
    return this.refuses === null ? Promise.resolve({ ...offer, terms: this.terms }) : Promise.reject(this.refuses);
  }

  offerAgain(): Promise<Offer> {
    return this.offer();
  }
}

/** Nothing to hand over; what is handed over for real is proven in issuance. */
class EmptyHandover extends CertificateHandover {
  hasAny = (): Promise<boolean> => Promise.resolve(false);
  takeOver = (): Promise<TakenOver> => Promise.resolve({ taken: 0, installed: 0 });
  restorable = (): Promise<string[]> => Promise.resolve([]);
  handOut = (): Promise<void> => Promise.resolve();
}

class ListedCertificates extends IssuedCertificates {
  list: IssuedCertificate[] = [];
  ofSession(): Promise<IssuedCertificate[]> {
    return Promise.resolve(this.list);
  }
}

export function openInput(changes: Partial<OpenSessionInput> = {}): OpenSessionInput {
  return {
    requestId: randomUUID(),
    agentVersion: '0.1.0',
    operatingSystem: 'Debian 12',
    language: 'SV',
    middleware: null,
    readers: ['Reader 0'],
    ...changes,
  };
}

export function event(number: number, changes: Partial<EventInput> = {}): EventInput {
  return { number, kind: 'PIN_REQUESTED', occurredAt: new Date(), ...changes };
}

/** Everything of sessions on a database of its own: by default SQLite in a temporary folder. */
export class RealSessions {
  readonly doorbell = new InProcessDoorbell();
  readonly eventStore = new EventStore();
  readonly verifier = new ScriptedVerifier();
  readonly offers = new FixedOffer();
  readonly issued = new ListedCertificates();
  private readonly cards = new Map<string, number>();
  readonly queue: WriteQueue;
  readonly source: ReadSource;
  readonly changes: SessionChanges;
  readonly reader: SessionReader;
  readonly opening: SessionOpening;
  readonly pairingCodes: PairingCodes;
  readonly cardSignIn: CardSignIn;
  readonly restoring: Restoring;
  readonly agreement: Agreement;
  readonly outcome: Outcome;
  readonly reporting: EventReporting;
  readonly handling: Handling;
  readonly presence: AgentPresence;
  readonly sweeper: SessionSweeper;
  readonly issuance: SessionsForIssuance;

  private constructor(
    private readonly folder: string,
    readonly configuration: Configuration,
    private readonly writer: DataSource,
    private readonly read: DataSource,
  ) {
    this.queue = new WriteQueue(writer);
    this.source = new ReadSource(read);
    const limiter = new AttemptLimiter(this.queue);
    this.changes = new SessionChanges(this.queue, this.eventStore, this.doorbell);
    this.reader = new SessionReader(this.source, this.eventStore, this.issued, limiter, this.verifier);
    this.opening = new SessionOpening(this.queue, this.changes, limiter, configuration, this.verifier);
    this.pairingCodes = new PairingCodes(this.changes, configuration);
    const handover = new EmptyHandover();
    const continuing = new Continuing(this.changes, handover, configuration);
    const sessionOffers = new SessionOffers(this.source, this.offers, this.issued);
    const { changes, reader, verifier, offers } = this;
    this.cardSignIn = new CardSignIn(changes, reader, verifier, offers, sessionOffers, continuing, configuration);
    this.restoring = new Restoring(this.source, changes, reader, handover, offers, sessionOffers);
    this.agreement = new Agreement(this.changes, this.reader, this.offers);
    this.outcome = new Outcome(this.changes, this.reader, sessionOffers, this.issued);
    this.reporting = new EventReporting(this.changes);
    this.handling = new Handling(this.changes, this.reader);
    this.presence = new AgentPresence(this.source, this.changes);
    this.sweeper = new SessionSweeper(this.source, this.changes, configuration);
    this.issuance = new SessionsForIssuance(this.changes);
  }

  static async start(variables: Record<string, string> = {}): Promise<RealSessions> {
    const folder = mkdtempSync(join(tmpdir(), 'kortlots-sessions-'));
    const configuration = parseConfiguration({ DATA_DIR: folder, ...variables });
    const writer = await createWriteDataSource(configuration).initialize();
    await writer.runMigrations();
    const reader = createReadDataSource(configuration, writer);
    return new RealSessions(folder, configuration, writer, reader.isInitialized ? reader : await reader.initialize());
  }

  async stop(): Promise<void> {
    await this.queue.close();
    for (const source of new Set([this.read, this.writer])) await source.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }

  open(changes: Partial<OpenSessionInput> = {}): Promise<SessionOpened> {
    return this.opening.open(openInput(changes), '192.0.2.1');
  }

  /** @returns the id of a session that {@link holder} has signed in to */
  async openSignedIn(): Promise<string> {
    const { sessionId } = await this.open();
    await this.signIn(sessionId);
    return sessionId;
  }

  /** With the first session the card of {@link holder}, with each further session another card of theirs. */
  async signIn(sessionId: string): Promise<void> {
    const number = this.cards.get(sessionId) ?? this.cards.size;
    this.cards.set(sessionId, number);
    this.verifier.card = number === 0 ? holder : { ...holder, cardNumber: `975226987512345678${number}` };
    await this.cardSignIn.requestChallenge(sessionId);
    await this.cardSignIn.signIn(sessionId, signInToken);
  }

  /** @returns the id of a session whose terms are accepted */
  async openInstalling(): Promise<string> {
    const sessionId = await this.openSignedIn();
    await this.agreement.accept(sessionId, offer.terms.version);
    return sessionId;
  }

  async kinds(sessionId: string): Promise<string[]> {
    return (await this.reader.events(sessionId, 0, null)).map(({ kind }) => kind);
  }

  tokenHashOf(token: string): string {
    return hashToken(token);
  }
}
