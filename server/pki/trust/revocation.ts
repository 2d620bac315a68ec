import type { Certificate } from '../certificate.js';

/** UNKNOWN: this source does not speak for the certificate's issuer. */
export type RevocationStatus = 'GOOD' | 'REVOKED' | 'UNKNOWN';

export interface RevocationSource {
  /**
   * @param issuer whose signature on the certificate was verified
   * @throws FaultError SIGN_IN_CERTIFICATE_UNTRUSTED when the source speaks for the issuer but its news are too old
   */
  revocationOf(certificate: Certificate, issuer: Certificate, now: Date): Promise<RevocationStatus>;
}
