import type { EntityManager } from 'typeorm';
import { z } from 'zod';

import type { IssuedCertificate, Offer, WebEidTokenInput } from './offer.types.js';

/**
 * What sessions need from issuance and pki. A global module (issuance) provides and exports the abstract
 * classes below as injection tokens; sessions never import their implementations.
 */

/** Who signed in, as certificate and holder directory say together. Stored with the session. */
export const holderIdentity = z.object({
  name: z.string(),
  givenName: z.string(),
  surname: z.string(),
  hsaId: z.string().nullable(),
  organisation: z.string().nullable(),
  /** Twelve digits; personal data, masked wherever it is shown. */
  personnummer: z.string(),
  cardNumber: z.string().nullable(),
  /** DER of the certificate that signed in, base64; its key is the card's authentication key. */
  signInCertificate: z.string(),
});
export type HolderIdentity = z.infer<typeof holderIdentity>;

export interface SignInExpectation {
  /** The one-time nonce as it was sent; hashed as text. */
  readonly nonce: string;
  readonly origin: string;
}

export abstract class SignInVerifier {
  /**
   * Form, then certificate (chain, dates, CA flag, key usage, revocation), then the signature.
   * @throws FaultError SIGN_IN_REJECTED or SIGN_IN_CERTIFICATE_*
   */
  abstract verify(token: WebEidTokenInput, expected: SignInExpectation): Promise<HolderIdentity>;

  /** Names the key of the holder's certificate: SHA-256 in base64url. */
  abstract signInKey(holder: HolderIdentity): string;

  /** DER Names of every authority whose certificates are accepted, each once. */
  abstract acceptedIssuers(): Promise<Uint8Array[]>;
}

export abstract class OfferProvider {
  /** The same holder gets the same offer. @throws FaultError CARD_NOT_ELIGIBLE when the card may not be upgraded */
  abstract offer(holder: HolderIdentity): Promise<Offer>;

  /** The same, but of certificates that were issued before, as they are. @throws FaultError CARD_NOT_ELIGIBLE */
  abstract offerAgain(holder: HolderIdentity, certificates: readonly IssuedCertificate[]): Promise<Offer>;
}

export abstract class IssuedCertificates {
  /** Read with the given manager: inside a write job its own, so that it sees the transaction. */
  abstract ofSession(manager: EntityManager, sessionId: string): Promise<IssuedCertificate[]>;
}

/** A session as issuance needs to know it to give it certificates that another one asked for. */
export interface Receiver {
  readonly sessionId: string;
  readonly holder: HolderIdentity;
}

export interface TakenOver {
  /** Orders and certificates that are the receiver's now. */
  readonly taken: number;
  /** How many of them were confirmed to be on the card. */
  readonly installed: number;
}

/** What was issued for a card, handed to a later session of the same card. */
export abstract class CertificateHandover {
  /** Whether certificates were ordered for the session, or handed to it. */
  abstract hasAny(manager: EntityManager, sessionId: string): Promise<boolean>;

  /**
   * Inside a write job: what another session of the card ordered becomes the receiver's, as far as it fits the receiver's
   * offer (subject, issuer, key policy) and is still valid. Orders that the authority has not answered go along: asking
   * again gives the one certificate.
   */
  abstract takeOver(manager: EntityManager, fromSessionId: string, to: Receiver, offer: Offer): Promise<TakenOver>;

  /**
   * The newest certificate of each profile that was issued for the card, unless it has expired or was revoked.
   * @param sessionIds every session of the card
   * @returns names for {@link handOut}
   */
  abstract restorable(to: Receiver, sessionIds: readonly string[]): Promise<string[]>;

  /** Inside a write job: the receiver gets them, as not installed yet; other sessions keep theirs. */
  abstract handOut(manager: EntityManager, sessionId: string, names: readonly string[]): Promise<void>;
}

/** What issuance gets to know about the session that asks for a certificate. */
export interface IssuingSession {
  readonly id: string;
  readonly holder: HolderIdentity;
}

export type IssuanceNote =
  | {
      readonly kind: 'CERTIFICATE_ISSUED';
      readonly profile: IssuedCertificate['profile'];
      readonly serialNumber: string;
      readonly milliseconds: number | null;
    }
  | {
      readonly kind: 'CERTIFICATE_INSTALLED';
      readonly profile: IssuedCertificate['profile'];
      readonly serialNumber: string;
      readonly installedCertificates: number;
    };

/** Provided by sessions for issuance: the only way in which issuance touches a session. */
export abstract class SessionIssuance {
  /**
   * Check before the slow work, with the read manager, and again inside the write job.
   * @param action ISSUE a new certificate, which only an upgrade does, or INSTALL one that was issued
   * @throws FaultError SESSION_ENDED, or SESSION_STATE while the terms are not accepted or when nothing new is issued
   */
  abstract require(manager: EntityManager, sessionId: string, action: 'ISSUE' | 'INSTALL'): Promise<IssuingSession>;

  /**
   * Inside a write job, in the same transaction as issuance's own rows: checks the state again, stores the event with
   * the server's next number, counts installed certificates. Call `announce` after the commit. CERTIFICATE_ISSUED is
   * recorded in an ended session too: the authority has signed.
   */
  abstract record(manager: EntityManager, sessionId: string, note: IssuanceNote): Promise<void>;

  /** In `afterCommit`: wakes the session's and the board's subscribers. */
  abstract announce(sessionId: string): void;
}
