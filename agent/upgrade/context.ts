import type { CardPort, CardScan, KeyOnToken, TokenKey } from '../card/card-port.js';
import { sameBytes } from '../card/x509.js';
import { CardGuard } from './card-guard.js';
import { identityOf, type CardIdentity, type UpgradeCard } from './card-pairing.js';
import type { Cardholder, Activity, Progress } from './cardholder.js';
import type { Journal } from './journal.js';
import { UpgradeTrouble } from './trouble.js';
import type { CertificateProfile, EventLog, FaultCode, Offer, UpgradeStep } from './types.js';
import type { AgentSession, UpgradeServer } from './upgrade-server.js';

export interface UpgradeParts {
  /** Finds and starts the middleware. @throws CardError MIDDLEWARE_NOT_FOUND */
  readonly openCard: () => Promise<CardPort>;
  readonly server: UpgradeServer;
  readonly cardholder: Cardholder;
  readonly log: EventLog;
  readonly journal: Journal;
  readonly severity: (code: FaultCode) => 'RETRIABLE' | 'FATAL';
  readonly appVersion: string;
  /** Aborted when the session ended elsewhere, or when the agent is told to stop. */
  readonly stop: AbortSignal;
}

/** Pieces of work for one certificate: request, fetch, write, verify. */
export const piecesPerCertificate = 4;

/** What the steps share while one card is upgraded. */
export class UpgradeContext {
  #port: CardPort | null = null;
  #guard: CardGuard | null = null;
  #card: UpgradeCard | null = null;
  #offer: Offer | null = null;
  session: AgentSession | null = null;
  /** The card that may go on with this session, from its sign-in on. */
  boundTo: CardIdentity | null = null;
  resumed = false;
  resumptionNoted = false;
  /** The last fault was a card that left its reader. */
  cardCameBack = false;
  /** DER SubjectPublicKeyInfo of the key that signed in. */
  signInKey: Uint8Array | null = null;
  readonly #pieces = new Map<CertificateProfile, number>();
  readonly #keysSeen = new Map<string, readonly Uint8Array[]>();

  constructor(readonly parts: UpgradeParts) {}

  get port(): CardPort {
    if (this.#port === null) throw new Error('No middleware is open');
    return this.#port;
  }

  get hasPort(): boolean {
    return this.#port !== null;
  }

  get card(): UpgradeCard {
    if (this.#card === null) throw new Error('No card was found');
    return this.#card;
  }

  get offer(): Offer {
    if (this.#offer === null) throw new Error('Nobody is signed in');
    return this.#offer;
  }

  get guard(): CardGuard | null {
    return this.#guard;
  }

  usePort(port: CardPort): void {
    this.#port = port;
  }

  useOffer(session: AgentSession, offer: Offer): void {
    this.session = session;
    this.#offer = offer;
  }

  /** Takes the card, and watches it from now on. */
  useCard(card: UpgradeCard): void {
    this.#guard?.stop();
    this.#card = card;
    this.#guard = new CardGuard(this.port, identityOf(card));
  }

  stopGuard(): void {
    this.#guard?.stop();
    this.#guard = null;
  }

  /** Aborted when the card is pulled or the session ends: for everything that waits. */
  get signal(): AbortSignal {
    return this.#guard === null ? this.parts.stop : AbortSignal.any([this.parts.stop, this.#guard.removed]);
  }

  /** @throws UpgradeTrouble CARD_REMOVED, or the reason to stop. */
  throwIfStopped(): void {
    this.signal.throwIfAborted();
  }

  /** Public keys that a token has shown: with a PIN it shows more than without. */
  rememberKeys(token: TokenKey, keys: readonly Pick<KeyOnToken, 'publicKey'>[]): void {
    const known = this.keysSeen(token);
    const fresh = keys.map(({ publicKey }) => publicKey).filter((key) => !known.some((other) => sameBytes(other, key)));
    this.#keysSeen.set(nameOf(token), [...known, ...fresh]);
  }

  keysSeen(token: TokenKey): readonly Uint8Array[] {
    return this.#keysSeen.get(nameOf(token)) ?? [];
  }

  async scan(): Promise<CardScan> {
    return this.port.scan();
  }

  get progress(): Progress {
    const total = this.#offer === null ? 0 : this.#offer.certificates.length * piecesPerCertificate;
    let done = 0;
    for (const pieces of this.#pieces.values()) done += pieces;
    return { done, total };
  }

  /** Notes how far a certificate has come; never backwards, since what was done is not undone by a retry. */
  reach(profile: CertificateProfile, pieces: number): void {
    this.#pieces.set(profile, Math.max(pieces, this.#pieces.get(profile) ?? 0));
  }

  showWork(step: UpgradeStep, activity: Activity, profile: CertificateProfile | null = null): void {
    this.parts.cardholder.show({ kind: 'WORKING', step, activity, profile, progress: this.progress });
  }
}

function nameOf({ serialNumber, label }: TokenKey): string {
  return JSON.stringify([serialNumber, label]);
}

/** The trouble of a certificate that is not what was asked for. Nothing is removed, and nothing is tried again. */
export function mismatch(detail: string): UpgradeTrouble {
  return new UpgradeTrouble('CERTIFICATE_MISMATCH', detail);
}
