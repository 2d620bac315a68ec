import type { EntityManager } from 'typeorm';
import { z } from 'zod';

import type { IssuedCertificate, Offer, WebEidTokenInput } from './offer.types.js';

/**
 * What sessions need from issuance and pki. A global module (issuance) provides and exports the three abstract
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
}

export abstract class OfferProvider {
  /** The same holder gets the same offer. @throws FaultError CARD_NOT_ELIGIBLE when the card may not be upgraded */
  abstract offer(holder: HolderIdentity): Promise<Offer>;
}

export abstract class IssuedCertificates {
  /** Read with the given manager: inside a write job its own, so that it sees the transaction. */
  abstract ofSession(manager: EntityManager, sessionId: string): Promise<IssuedCertificate[]>;
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
   * @throws FaultError SESSION_ENDED, or SESSION_STATE while the terms are not accepted
   */
  abstract require(manager: EntityManager, sessionId: string): Promise<IssuingSession>;

  /**
   * Inside a write job, in the same transaction as issuance's own rows: checks the state again, stores the event with
   * the server's next number, counts installed certificates. Call `announce` after the commit. CERTIFICATE_ISSUED is
   * recorded in an ended session too: the authority has signed.
   */
  abstract record(manager: EntityManager, sessionId: string, note: IssuanceNote): Promise<void>;

  /** In `afterCommit`: wakes the session's and the board's subscribers. */
  abstract announce(sessionId: string): void;
}
