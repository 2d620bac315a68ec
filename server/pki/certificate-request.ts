import { verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { FaultError } from '../common/fault.js';
import { childrenOf, childrenWith, DerError, readBits, readDer, readObjectIdentifier, readPositiveInteger, Tag } from './der.js';
import type { DerElement } from './der.js';
import { decodeName } from './distinguished-name.js';
import type { NameAttribute } from './distinguished-name.js';
import { openPublicKey } from './public-key.js';

/** A request with RSA 4096 and a long name has some 1,500 bytes. */
export const LONGEST_REQUEST = 8 * 1024;

const RSA = '1.2.840.113549.1.1.1';
/** Signature algorithm (RFC 4055 section 5) to hash. */
const signatureHashes: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
};

/** A PKCS#10 request (RFC 2986) that was signed with the key it holds. */
export interface CertificateRequest {
  readonly der: Uint8Array;
  readonly subject: readonly NameAttribute[];
  readonly publicKey: KeyObject;
}

/**
 * Takes a PKCS#10 request apart, strictly: DER, version 0, an RSA key, no attributes, RSASSA-PKCS1-v1_5 with SHA-2.
 * @throws FaultError REQUEST_REJECTED for another form, KEY_POLICY_VIOLATED for another kind of key,
 *   PROOF_OF_POSSESSION_FAILED when the signature was not made with the request's key
 */
export function readCertificateRequest(der: Uint8Array): CertificateRequest {
  if (der.length > LONGEST_REQUEST) throw rejected(`a request has at most ${LONGEST_REQUEST} bytes`);
  const { information, hash, signature } = orRejected(() => readOuter(der));
  const { subject, key } = orRejected(() => readInformation(information));
  const publicKey = readKey(key);
  if (!proves(publicKey, hash, information.raw, signature)) throw new FaultError('PROOF_OF_POSSESSION_FAILED');
  return { der, subject, publicKey };
}

interface Outer {
  readonly information: DerElement;
  readonly hash: string;
  readonly signature: Uint8Array;
}

function readOuter(der: Uint8Array): Outer {
  const [information, algorithm, signature] = childrenWith(readDer(der, Tag.SEQUENCE), [
    Tag.SEQUENCE,
    Tag.SEQUENCE,
    Tag.BIT_STRING,
  ]);
  const hash = signatureHashes[readAlgorithm(algorithm)];
  if (hash === undefined) throw new DerError('another signature algorithm than RSA with SHA-256, SHA-384 or SHA-512');
  return { information, hash, signature: readBits(signature) };
}

/** AlgorithmIdentifier whose parameters are NULL, as RFC 4055 has them for RSA. */
function readAlgorithm(element: DerElement): string {
  const [identifier, parameters] = childrenWith(element, [Tag.OBJECT_IDENTIFIER, Tag.NULL]);
  if (parameters.content.length > 0) throw new DerError('a NULL that holds something');
  return readObjectIdentifier(identifier);
}

function readInformation(information: DerElement): { subject: NameAttribute[]; key: DerElement } {
  const [version, subject, key, attributes] = childrenWith(information, [Tag.INTEGER, Tag.SEQUENCE, Tag.SEQUENCE, Tag.CONTEXT_0]);
  if (version.content.length !== 1 || version.content[0] !== 0) throw new DerError('another version');
  if (attributes.content.length > 0) throw new DerError('attributes, which are not accepted');
  return { subject: decodeName(subject.raw), key };
}

/** SubjectPublicKeyInfo with an RSAPublicKey (RFC 8017 appendix A.1.1). */
function readKey(element: DerElement): KeyObject {
  const [algorithm, bits] = orRejected(() => childrenWith(element, [Tag.SEQUENCE, Tag.BIT_STRING]));
  const kind = orRejected(() => kindOf(algorithm));
  if (kind !== RSA) throw new FaultError('KEY_POLICY_VIOLATED', { detail: 'not an RSA key' });
  return orRejected(() => {
    readAlgorithm(algorithm);
    const numbers = childrenWith(readDer(readBits(bits), Tag.SEQUENCE), [Tag.INTEGER, Tag.INTEGER]);
    numbers.forEach(readPositiveInteger);
    return openPublicKey(element.raw);
  });
}

function kindOf(algorithm: DerElement): string {
  const [identifier] = childrenOf(algorithm);
  if (identifier?.tag !== Tag.OBJECT_IDENTIFIER) throw new DerError('no kind of key');
  return readObjectIdentifier(identifier);
}

/** A key that OpenSSL can't verify with (an even exponent, say) proves nothing. */
function proves(publicKey: KeyObject, hash: string, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(hash, data, publicKey, signature);
  } catch (error) {
    throw rejected('a key that can not be used', error);
  }
}

function orRejected<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw rejected(error instanceof DerError ? error.message : 'a key that can not be read', error);
  }
}

function rejected(detail: string, cause?: unknown): FaultError {
  return new FaultError('REQUEST_REJECTED', { detail: `not an acceptable PKCS#10 request: ${detail}`, cause });
}
