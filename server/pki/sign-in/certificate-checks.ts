import 'reflect-metadata';
import { KeyUsageFlags } from '@peculiar/x509';

import { FaultError } from '../../common/fault.js';
import type { Certificate } from '../certificate.js';
import type { RevocationSource } from '../trust/revocation.js';
import { untrusted } from '../trust/untrusted.js';

const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';
const ANY_USAGE = '2.5.29.37.0';

/** @throws FaultError SIGN_IN_CERTIFICATE_EXPIRED, or SIGN_IN_CERTIFICATE_UNTRUSTED when it is not valid yet */
export function checkDates(certificate: Certificate, now: Date): void {
  if (now < certificate.notBefore) throw untrusted(`not valid before ${certificate.notBefore.toISOString()}`);
  if (now > certificate.notAfter) {
    throw new FaultError('SIGN_IN_CERTIFICATE_EXPIRED', { detail: `valid until ${certificate.notAfter.toISOString()}` });
  }
}

/** @throws FaultError SIGN_IN_CERTIFICATE_UNTRUSTED */
export function checkIsNoAuthority(certificate: Certificate): void {
  if (certificate.authority !== null) throw untrusted('the certificate is one of an authority, not of a person');
}

/** Legitimation, not signature: RFC 5280 section 4.2.1.3. @throws FaultError SIGN_IN_CERTIFICATE_UNTRUSTED */
export function checkKeyUsage(certificate: Certificate): void {
  if (!certificate.allows(KeyUsageFlags.digitalSignature)) throw untrusted('its key usage is not authentication');
}

/** A certificate without the extension is not restricted (RFC 5280 section 4.2.1.12). @throws FaultError SIGN_IN_CERTIFICATE_UNTRUSTED */
export function checkExtendedKeyUsage(certificate: Certificate): void {
  const usages = certificate.extendedKeyUsage;
  if (usages === null || usages.includes(CLIENT_AUTHENTICATION) || usages.includes(ANY_USAGE)) return;
  throw untrusted('its extended key usage is not client authentication');
}

/**
 * The certificate by its issuer, each authority by the one above it.
 * @throws FaultError SIGN_IN_CERTIFICATE_REVOKED, or SIGN_IN_CERTIFICATE_UNTRUSTED for a revoked authority
 */
export async function checkRevocation(
  certificate: Certificate,
  path: readonly Certificate[],
  source: RevocationSource,
  now: Date,
): Promise<void> {
  for (const [index, one] of [certificate, ...path].entries()) {
    const issuer = path[index];
    if (issuer === undefined || (await source.revocationOf(one, issuer, now)) !== 'REVOKED') continue;
    if (index === 0) throw new FaultError('SIGN_IN_CERTIFICATE_REVOKED');
    throw untrusted(`${one.authorityName} is revoked`);
  }
}
