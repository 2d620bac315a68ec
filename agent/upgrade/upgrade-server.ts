import type {
  AgentSessionFieldsFragment,
  CertificateProfile,
  FaultCode,
  IssuedFieldsFragment,
  WebEidTokenInput,
} from '../generated/graphql.js';
import type { CardIdentity } from './card-pairing.js';
import type { Challenge, MiddlewareInfo, Offer } from './types.js';

export type AgentSession = Omit<AgentSessionFieldsFragment, '__typename'>;
export type IssuedCertificate = Omit<IssuedFieldsFragment, '__typename'>;

export interface OpenedSession {
  readonly resumed: boolean;
  /** The card that signed in to the session before the break. */
  readonly card: CardIdentity | null;
  /** DER Names, base64, of the authorities whose cards may sign in; none: the server does not tell. */
  readonly acceptedIssuers: readonly string[];
  /** The session that an earlier run completed, without hearing of it; null otherwise. */
  readonly completed: AgentSession | null;
}

/** The server refused, with a code of the catalogue. An unreachable server is not a fault: calls wait for it. */
export class ServerFault extends Error {
  override readonly name = 'ServerFault';

  constructor(
    readonly faultCode: FaultCode,
    readonly detail: string | null,
    readonly retriable: boolean,
  ) {
    super(detail === null ? faultCode : `${faultCode}: ${detail}`);
  }
}

/**
 * What the steps ask of the server. Every method may be repeated without harm, waits while the server is away, and
 * rejects with ServerFault when the server refuses, or with the signal's reason when it is aborted.
 */
export interface UpgradeServer {
  /** Opens a session, or finds the one that a former run of the agent left open. */
  open(middleware: MiddlewareInfo, readers: readonly string[], signal: AbortSignal): Promise<OpenedSession>;
  /** Keeps the card that signed in, so that after a break only that card goes on. */
  rememberCard(card: CardIdentity): void;
  requestChallenge(signal: AbortSignal): Promise<Challenge>;
  signIn(token: WebEidTokenInput, signal: AbortSignal): Promise<{ session: AgentSession; offer: Offer }>;
  /**
   * Makes the session one that puts on the card what was issued for it before; its offer lists that. Without terms and
   * without requests: `session.certificates` has the certificates.
   */
  restoreCertificates(signal: AbortSignal): Promise<{ session: AgentSession; offer: Offer }>;
  acceptTerms(version: string, signal: AbortSignal): Promise<AgentSession>;
  declineTerms(signal: AbortSignal): Promise<AgentSession>;
  /** @param request DER CertificationRequest (RFC 2986). */
  requestCertificate(profile: CertificateProfile, request: Uint8Array, signal: AbortSignal): Promise<IssuedCertificate>;
  confirmInstallation(
    confirmation: { profile: CertificateProfile; serialNumber: string; sha256: string },
    signal: AbortSignal,
  ): Promise<AgentSession>;
  finishSession(signal: AbortSignal): Promise<AgentSession>;
  cancelSession(reason: { faultCode: FaultCode | null; detail: string | null }, signal: AbortSignal): Promise<AgentSession>;
}
