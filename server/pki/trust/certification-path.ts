import 'reflect-metadata';
import { KeyUsageFlags } from '@peculiar/x509';

import { FaultError } from '../../common/fault.js';
import { sameBytes } from '../certificate.js';
import type { Certificate } from '../certificate.js';
import { untrusted } from './untrusted.js';
import { checkCriticalExtensions, checkSignatureStrength } from './strength.js';

/** Longer chains are no card's. */
const LONGEST_PATH = 5;

/**
 * Looks for a path from a certificate up to a trust anchor and checks each authority on it: names, signatures, dates, CA
 * flag, path length and key usage (RFC 5280 section 6.1, without policies, and without name constraints, which are
 * refused when critical). A trusted authority is an anchor when it is self-issued, or when its own issuer is not among
 * the trusted.
 * @returns the issuing authority first, the anchor last
 * @throws FaultError SIGN_IN_CERTIFICATE_UNTRUSTED
 */
export function findPath(certificate: Certificate, trusted: readonly Certificate[], now: Date): Certificate[] {
  return extend([certificate], trusted, now);
}

function extend(path: readonly [Certificate, ...Certificate[]], trusted: readonly Certificate[], now: Date): Certificate[] {
  const child = path.at(-1) ?? path[0];
  const issuers = trusted.filter(
    (candidate) => !path.some(({ der }) => sameBytes(der, candidate.der)) && child.isIssuedBy(candidate),
  );
  if (issuers.length === 0 && path.length > 1) return [];
  let problem: unknown = untrusted('no trusted authority issued it');
  if (path.length > LONGEST_PATH) throw untrusted('the chain is too long');
  for (const issuer of issuers) {
    try {
      checkSignatureStrength(child);
      checkAuthority(issuer, path.length - 1, now);
      return issuer.isSelfIssued ? [issuer] : [issuer, ...extend([...path, issuer], trusted, now)];
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      problem = error;
    }
  }
  throw problem;
}

/** @param below how many authorities stand between this one and the certificate */
function checkAuthority(authority: Certificate, below: number, now: Date): void {
  const name = authority.authorityName;
  if (authority.authority === null) throw untrusted(`${name} is no certificate authority`);
  const { pathLength } = authority.authority;
  if (pathLength !== null && below > pathLength) throw untrusted(`${name} allows only ${pathLength} authorities below it`);
  if (!authority.allows(KeyUsageFlags.keyCertSign)) throw untrusted(`${name} may not sign certificates`);
  if (now < authority.notBefore) throw untrusted(`${name} is not valid yet`);
  if (now > authority.notAfter) throw untrusted(`${name} has expired`);
  checkCriticalExtensions(authority);
}
