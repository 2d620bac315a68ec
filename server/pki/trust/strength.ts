import type { Certificate } from '../certificate.js';
import { rsaBits } from '../public-key.js';
import { untrusted } from './untrusted.js';

const LEAST_RSA_BITS = 2048;
/** RSASSA-PKCS1-v1_5 (RFC 4055) and ECDSA (RFC 5758) with SHA-256, SHA-384 and SHA-512. */
const strongSignatures: readonly string[] = [
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
];

/** Critical extensions that the checks of this folder act on, or that restrict nothing here (policies). */
const understood: readonly string[] = [
  '2.5.29.15', // key usage
  '2.5.29.19', // basic constraints
  '2.5.29.37', // extended key usage
  '2.5.29.32', // certificate policies
];

/** RFC 5280 section 4.2: a critical extension that is not understood must be refused. @throws FaultError SIGN_IN_CERTIFICATE_UNTRUSTED */
export function checkCriticalExtensions(certificate: Certificate): void {
  const unknown = certificate.criticalExtensions.find((type) => !understood.includes(type));
  if (unknown !== undefined) throw untrusted(`critical extension ${unknown} is not supported`);
}

/** Forged signatures are practical with MD5 and SHA-1. @throws FaultError SIGN_IN_CERTIFICATE_UNTRUSTED */
export function checkSignatureStrength(certificate: Certificate): void {
  const { signatureAlgorithm } = certificate;
  if (!strongSignatures.includes(signatureAlgorithm))
    throw untrusted(`signature algorithm ${signatureAlgorithm} is not accepted`);
}

/** @throws FaultError SIGN_IN_CERTIFICATE_UNTRUSTED */
export function checkKeyStrength(certificate: Certificate): void {
  const bits = rsaBits(certificate.publicKey);
  if (bits !== null && bits < LEAST_RSA_BITS) throw untrusted(`RSA key of ${bits} bits, at least ${LEAST_RSA_BITS} are needed`);
}
