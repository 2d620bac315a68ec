import { createHash, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { FaultError } from '../../common/fault.js';
import { Certificate, MalformedCertificate } from '../certificate.js';

/** Web eID authentication token (https://github.com/web-eid/web-eid-system-architecture-doc, "Web eID authentication token"). */
export interface AuthenticationToken {
  readonly format: string;
  /** DER. */
  readonly unverifiedCertificate: Uint8Array;
  /** JSON Web Algorithm (RFC 7518 section 3.1). */
  readonly algorithm: string;
  /** ECDSA: r ‖ s, as in RFC 7518 section 3.4. */
  readonly signature: Uint8Array;
  readonly appVersion: string;
}

/** Well-formed, and with a certificate that can be read; believed in nothing yet. */
export interface WellFormedToken {
  readonly certificate: Certificate;
  readonly algorithm: TokenAlgorithm;
  readonly signature: Uint8Array;
}

export interface TokenAlgorithm {
  readonly hash: 'sha256' | 'sha384' | 'sha512';
  readonly keyType: 'rsa' | 'ec';
  /** OpenSSL's name; RFC 7518 binds each ES algorithm to its curve. */
  readonly curve?: string;
}

const FORMAT = 'web-eid:1.0';
const LONGEST_CERTIFICATE = 10 * 1024;
/** RSA 8192. */
const LONGEST_SIGNATURE = 1024;
const LONGEST_APP_VERSION = 200;

const algorithms: Readonly<Record<string, TokenAlgorithm>> = {
  RS256: { hash: 'sha256', keyType: 'rsa' },
  RS384: { hash: 'sha384', keyType: 'rsa' },
  RS512: { hash: 'sha512', keyType: 'rsa' },
  ES256: { hash: 'sha256', keyType: 'ec', curve: 'prime256v1' },
  ES384: { hash: 'sha384', keyType: 'ec', curve: 'secp384r1' },
};

/** Lengths first, then form. @throws FaultError SIGN_IN_REJECTED */
export function readToken(token: AuthenticationToken): WellFormedToken {
  const { unverifiedCertificate, signature } = token;
  if (unverifiedCertificate.length > LONGEST_CERTIFICATE) throw rejected('the certificate is too long');
  if (signature.length > LONGEST_SIGNATURE) throw rejected('the signature is too long');
  if (signature.length === 0) throw rejected('there is no signature');
  if (token.appVersion.length > LONGEST_APP_VERSION) throw rejected('appVersion is too long');
  if (token.format !== FORMAT) throw rejected(`the format is not ${FORMAT}`);
  const algorithm = Object.hasOwn(algorithms, token.algorithm) ? algorithms[token.algorithm] : undefined;
  if (algorithm === undefined) throw rejected(`the algorithm is none of ${Object.keys(algorithms).join(', ')}`);
  const certificate = readCertificate(unverifiedCertificate);
  if (!fits(certificate.publicKey, algorithm)) throw rejected("the algorithm does not fit the certificate's key");
  return { certificate, algorithm, signature };
}

function readCertificate(der: Uint8Array): Certificate {
  try {
    return Certificate.parse(der);
  } catch (error) {
    if (error instanceof MalformedCertificate) throw rejected('the certificate can not be read', error);
    throw error;
  }
}

function fits(key: KeyObject, { keyType, curve }: TokenAlgorithm): boolean {
  return key.asymmetricKeyType === keyType && key.asymmetricKeyDetails?.namedCurve === curve;
}

/**
 * The signature is over hash(origin) ‖ hash(nonce); the nonce is hashed as the text that was sent.
 * @throws FaultError SIGN_IN_REJECTED
 */
export function checkSignature(token: WellFormedToken, expected: { readonly origin: string; readonly nonce: string }): void {
  const { algorithm, certificate, signature } = token;
  const digest = (text: string): Buffer => createHash(algorithm.hash).update(text, 'utf8').digest();
  const data = Buffer.concat([digest(expected.origin), digest(expected.nonce)]);
  const key = { key: certificate.publicKey, dsaEncoding: 'ieee-p1363' } as const;
  if (!verify(algorithm.hash, data, key, signature)) throw rejected('the signature does not verify');
}

function rejected(detail: string, cause?: unknown): FaultError {
  return new FaultError('SIGN_IN_REJECTED', { detail, cause });
}
