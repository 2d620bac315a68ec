import { Injectable } from '@nestjs/common';

import type { Certificate } from '../certificate.js';
import { findPath } from '../trust/certification-path.js';
import { checkCriticalExtensions, checkKeyStrength } from '../trust/strength.js';
import { TrustStore } from '../trust/trust-store.js';
import { checkDates, checkExtendedKeyUsage, checkIsNoAuthority, checkKeyUsage, checkRevocation } from './certificate-checks.js';
import { checkSignature, readToken } from './web-eid-token.js';
import type { AuthenticationToken } from './web-eid-token.js';

/** Validates a Web eID authentication token: form, then the certificate, and only then the signature. */
@Injectable()
export class WebEidValidator {
  constructor(private readonly trust: TrustStore) {}

  /**
   * @param expected our origin, and the nonce as it was sent
   * @returns the certificate whose holder has signed in
   * @throws FaultError SIGN_IN_REJECTED, SIGN_IN_CERTIFICATE_UNTRUSTED, _EXPIRED or _REVOKED
   */
  async validate(
    token: AuthenticationToken,
    expected: { readonly origin: string; readonly nonce: string },
    now = new Date(),
  ): Promise<Certificate> {
    const read = readToken(token);
    await this.checkCertificate(read.certificate, now);
    checkSignature(read, expected);
    return read.certificate;
  }

  private async checkCertificate(certificate: Certificate, now: Date): Promise<void> {
    checkKeyStrength(certificate);
    const path = findPath(certificate, await this.trust.authorities(), now);
    checkDates(certificate, now);
    checkIsNoAuthority(certificate);
    checkKeyUsage(certificate);
    checkExtendedKeyUsage(certificate);
    checkCriticalExtensions(certificate);
    await checkRevocation(certificate, path, this.trust, now);
  }
}
