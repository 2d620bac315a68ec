import type { CardPort, CardScan, KeyOnToken, TokenInfo, TokenKey } from '../card/card-port.js';
import { sameBytes } from '../card/x509.js';
import { CardGuard } from './card-guard.js';
import { identityOf, keyOf, sameCard, type CardIdentity, type UpgradeCard } from './card-pairing.js';
import type { Cardholder, Activity, PinView, Progress } from './cardholder.js';
import type { Journal } from './journal/journal.js';
import { UpgradeTrouble } from './trouble.js';
import type { CertificateProfile, EventLog, FaultCode, Offer, Purpose, UpgradeStep } from './types.js';
import type { AgentSession, IssuedCertificate, UpgradeServer } from './upgrade-server.js';

export interface UpgradeParts {
  /** Finds and starts the middleware. @throws CardError MIDDLEWARE_NOT_FOUND */
  readonly openCard: () => Promise<CardPort>;
  readonly server: UpgradeServer;
  readonly cardholder: Cardholder;
  readonly log: EventLog;
  readonly journal: Journal;
  readonly severity: (code: FaultCode) => 'RETRIABLE' | 'FATAL';
  readonly appVersion: string;
  /** The time by which certificates are judged: the server's, when the PC's clock is wrong. */
  readonly now: () => Date;
  /** Holds the card among all agents of this PC; null while another has it. */
  readonly claimCard: (card: CardIdentity) => Promise<{ release(): Promise<void> } | null>;
  /** Name of the remote desktop that the agent runs in, or null. */
  readonly remoteDesktop: string | null;
  /** Aborted when the session ended elsewhere, or when the agent is told to stop. */
  readonly stop: AbortSignal;
}

/** Pieces of work for one certificate: request, fetch, write, verify. */
export const piecesPerCertificate = 4;

const mostAutomaticTries = 2;

/** Another agent of this PC works with the card. */
export class CardInUse extends UpgradeTrouble {
  constructor(readonly card: CardIdentity) {
    super('CARD_IN_USE');
  }
}

/** What the steps share while one card is upgraded. */
export class UpgradeContext {
  #port: CardPort | null = null;
  #guard: CardGuard | null = null;
  #card: UpgradeCard | null = null;
  #offer: Offer | null = null;
  session: AgentSession | null = null;
  /** The card that may go on with this session, from its sign-in on. */
  boundTo: CardIdentity | null = null;
  /** DER Names of the CAs whose certificates may sign in; empty: the server did not say. */
  acceptedIssuers: readonly Uint8Array[] = [];
  resumed = false;
  resumptionNoted = false;
  /** Why the next PIN is asked, when it is not in its turn. */
  pinReason: PinView['reason'] | null = null;
  /** The cardholder goes on over a remote desktop all the same. */
  remoteDesktopAccepted = false;
  /** The module can't unlock PINs: what it says once is not asked again. */
  canUnlock = true;
  /** The card said that it is full: what it says of its free memory is not believed any more. */
  memoryWasFull = false;
  /** Old certificates that were removed as the policy says. */
  removedOld = 0;
  readonly #logins = new Set<Purpose>();
  #claim: { readonly card: CardIdentity; release(): Promise<void> } | null = null;
  #automaticTries = 0;
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

  get hasCard(): boolean {
    return this.#card !== null;
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

  /** A try after a failure finds what was issued in this run as if it had been issued before. */
  noteIssued(issued: IssuedCertificate): void {
    if (this.session === null) return;
    const others = this.session.certificates.filter(({ profile }) => profile !== issued.profile);
    this.session = { ...this.session, certificates: [...others, { __typename: 'IssuedCertificate', ...issued }] };
  }

  /** Takes the card, and watches it from now on. */
  useCard(card: UpgradeCard): void {
    if (this.#card !== null && !sameCard(this.#card, card)) this.forgetLogins(null);
    this.#guard?.stop();
    this.#card = card;
    this.#guard = new CardGuard(this.port, identityOf(card), [card.authentication.reader, card.signature.reader]);
  }

  tokenOf(purpose: Purpose): TokenInfo {
    return purpose === 'AUTHENTICATION' ? this.card.authentication : this.card.signature;
  }

  keyOfToken(purpose: Purpose): TokenKey {
    return keyOf(this.tokenOf(purpose));
  }

  /** @throws UpgradeTrouble CARD_IN_USE while another agent of this PC holds the card. */
  async claim(card: CardIdentity): Promise<void> {
    if (this.#claim !== null && sameCard(this.#claim.card, card)) return;
    await this.releaseClaim();
    const claim = await this.parts.claimCard(card);
    if (claim === null) throw new CardInUse(card);
    this.#claim = { card, release: () => claim.release() };
  }

  async releaseClaim(): Promise<void> {
    const claim = this.#claim;
    this.#claim = null;
    await claim?.release();
  }

  isLoggedIn(purpose: Purpose): boolean {
    return this.#logins.has(purpose);
  }

  noteLogin(purpose: Purpose): void {
    this.#logins.add(purpose);
    this.pinReason = null;
  }

  noteLogout(purpose: Purpose): void {
    this.#logins.delete(purpose);
  }

  /** A card that was out, or a module that was started anew, knows of no login. */
  forgetLogins(reason: PinView['reason'] | null): void {
    this.#logins.clear();
    this.pinReason = reason;
  }

  /** Whether something may be tried again without asking: twice, until the work gets further. */
  takeAutomaticTry(): number | null {
    if (this.#automaticTries >= mostAutomaticTries) return null;
    this.#automaticTries += 1;
    return this.#automaticTries;
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
    const before = this.#pieces.get(profile) ?? 0;
    if (pieces > before) this.#automaticTries = 0;
    this.#pieces.set(profile, Math.max(pieces, before));
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
