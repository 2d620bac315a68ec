import type { KeyObject } from 'node:crypto';

import type { CertificateProfile } from '../../common/certificate-profile.js';
import type { Certificate } from '../certificate.js';
import type { NameAttribute } from '../distinguished-name.js';
import type { RevocationSource, RevocationStatus } from '../trust/revocation.js';

/** What is asked of an authority, after the request has been checked. */
export interface CertificateOrder {
  /** Names the order: 128 random bits, positive, lower-case hexadecimal. Ordering again with it gives the same certificate. */
  readonly id: string;
  readonly placedAt: Date;
  readonly profile: CertificateProfile;
  /** DER PKCS#10 as the agent sent it, with proof of possession. */
  readonly request: Uint8Array;
  /** The request's key. */
  readonly publicKey: KeyObject;
  /** In the order that the certificate must have. */
  readonly subject: readonly NameAttribute[];
  /** As printed on the card. */
  readonly cardNumber: string | null;
}

/** RFC 5280 section 5.3.1, those that happen to cards' certificates. */
export const RevocationReason = {
  KEY_COMPROMISE: 'KEY_COMPROMISE',
  AFFILIATION_CHANGED: 'AFFILIATION_CHANGED',
  SUPERSEDED: 'SUPERSEDED',
  CESSATION_OF_OPERATION: 'CESSATION_OF_OPERATION',
} as const;
export type RevocationReason = keyof typeof RevocationReason;

/** Port: the embedded test authority implements it; a real one (EST, RFC 7030) can take its place. */
export abstract class CertificateAuthority implements RevocationSource {
  /** Root and issuing authorities. */
  abstract authorities(): readonly Certificate[];

  /** Name of the authority that issues certificates of the profile, such as `C=SE, O=…, CN=…`. */
  abstract issuerName(profile: CertificateProfile): string;

  /**
   * @returns DER certificate for the order, the same one however often the order is repeated
   * @throws FaultError CA_UNREACHABLE when asking again may help, REQUEST_REJECTED with the authority's reason
   */
  abstract issue(order: CertificateOrder): Promise<Uint8Array>;

  /** From the issuing authority to the root, for a certificate that it issued. */
  abstract chainOf(profile: CertificateProfile): readonly Certificate[];

  /** Revokes a certificate that it issued, and publishes that. Revoking again changes nothing. */
  abstract revoke(certificate: Certificate, reason: RevocationReason): Promise<void>;

  abstract revocationOf(certificate: Certificate, issuer: Certificate, now: Date): Promise<RevocationStatus>;
}
