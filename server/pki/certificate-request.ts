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

/** How a request may be signed; ECDSA has no parameters (RFC 5758 section 3.2), RSA has NULL (RFC 4055 section 5). */
interface SignatureAlgorithm {
  readonly key: 'rsa' | 'ec';
  readonly hash: string;
}

/** By object identifier. */
const signatureAlgorithms: Readonly<Record<string, SignatureAlgorithm>> = {
  '1.2.840.113549.1.1.11': { key: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { key: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { key: 'rsa', hash: 'sha512' },
  '1.2.840.10045.4.3.2': { key: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { key: 'ec', hash: 'sha384' },
};

const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';
/** Named curves (RFC 5480 section 2.1.1.1): bytes of a coordinate. */
const curves: Readonly<Record<string, number>> = { '1.2.840.10045.3.1.7': 32, '1.3.132.0.34': 48 };
/** SEC 1 section 2.3.3; RFC 5480 section 2.2 wants every reader to know this form. */
const UNCOMPRESSED = 0x04;

/** A PKCS#10 request (RFC 2986) that was signed with the key it holds. */
export interface CertificateRequest {
  readonly der: Uint8Array;
  readonly subject: readonly NameAttribute[];
  readonly publicKey: KeyObject;
}

/**
 * Takes a PKCS#10 request apart, strictly: DER, version 0, no attributes; an RSA key and RSASSA-PKCS1-v1_5 with SHA-2, or
 * a key on P-256 or P-384 and ECDSA with SHA-256 or SHA-384.
 * @throws FaultError REQUEST_REJECTED for another form, KEY_POLICY_VIOLATED for another kind of key,
 *   PROOF_OF_POSSESSION_FAILED when the signature was not made with the request's key
 */
export function readCertificateRequest(der: Uint8Array): CertificateRequest {
  if (der.length > LONGEST_REQUEST) throw rejected(`a request has at most ${LONGEST_REQUEST} bytes`);
  const { information, algorithm, signature } = orRejected(() => readOuter(der));
  const { subject, key } = orRejected(() => readInformation(information));
  const publicKey = readKey(key);
  if (publicKey.asymmetricKeyType !== algorithm.key) throw rejected('the signature algorithm is not one of the key');
  const { hash } = algorithm;
  if (!proves(publicKey, hash, information.raw, signature)) throw new FaultError('PROOF_OF_POSSESSION_FAILED');
  return { der, subject, publicKey };
}

interface Outer {
  readonly information: DerElement;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}

function readOuter(der: Uint8Array): Outer {
  const [information, algorithm, signature] = childrenWith(readDer(der, Tag.SEQUENCE), [
    Tag.SEQUENCE,
    Tag.SEQUENCE,
    Tag.BIT_STRING,
  ]);
  return { information, algorithm: readSignatureAlgorithm(algorithm), signature: readBits(signature) };
}

function readSignatureAlgorithm(element: DerElement): SignatureAlgorithm {
  const kind = kindOf(element);
  const known = Object.hasOwn(signatureAlgorithms, kind) ? signatureAlgorithms[kind] : undefined;
  if (known === undefined)
    throw new DerError('another signature algorithm than RSA with SHA-256, -384 or -512, or ECDSA with SHA-256 or -384');
  if (known.key === 'rsa') checkNullParameters(element);
  else childrenWith(element, [Tag.OBJECT_IDENTIFIER]);
  return known;
}

/** AlgorithmIdentifier as RFC 4055 has it for RSA. */
function checkNullParameters(element: DerElement): void {
  const [, parameters] = childrenWith(element, [Tag.OBJECT_IDENTIFIER, Tag.NULL]);
  if (parameters.content.length > 0) throw new DerError('a NULL that holds something');
}

function readInformation(information: DerElement): { subject: NameAttribute[]; key: DerElement } {
  const [version, subject, key, attributes] = childrenWith(information, [Tag.INTEGER, Tag.SEQUENCE, Tag.SEQUENCE, Tag.CONTEXT_0]);
  if (version.content.length !== 1 || version.content[0] !== 0) throw new DerError('another version');
  if (attributes.content.length > 0) throw new DerError('attributes, which are not accepted');
  return { subject: decodeName(subject.raw), key };
}

/** SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7). */
function readKey(element: DerElement): KeyObject {
  const [algorithm, bits] = orRejected(() => childrenWith(element, [Tag.SEQUENCE, Tag.BIT_STRING]));
  const kind = orRejected(() => kindOf(algorithm));
  if (kind === RSA) orRejected(() => checkRsaKey(algorithm, readBits(bits)));
  else if (kind === EC) checkCurve(algorithm, bits);
  else throw new FaultError('KEY_POLICY_VIOLATED', { detail: 'neither an RSA key nor one on a curve' });
  return orRejected(() => openPublicKey(element.raw));
}

/** RSAPublicKey (RFC 8017 appendix A.1.1). */
function checkRsaKey(algorithm: DerElement, key: Uint8Array): void {
  checkNullParameters(algorithm);
  childrenWith(readDer(key, Tag.SEQUENCE), [Tag.INTEGER, Tag.INTEGER]).forEach(readPositiveInteger);
}

/** Whether the point is on the curve, OpenSSL tells. @throws FaultError KEY_POLICY_VIOLATED for another curve, REQUEST_REJECTED */
function checkCurve(algorithm: DerElement, bits: DerElement): void {
  const curve = orRejected(() =>
    readObjectIdentifier(childrenWith(algorithm, [Tag.OBJECT_IDENTIFIER, Tag.OBJECT_IDENTIFIER])[1]),
  );
  const size = Object.hasOwn(curves, curve) ? curves[curve] : undefined;
  if (size === undefined) throw new FaultError('KEY_POLICY_VIOLATED', { detail: `on the curve ${curve}` });
  const point = orRejected(() => readBits(bits));
  if (point.length !== 1 + 2 * size || point[0] !== UNCOMPRESSED) throw rejected('a point in another form');
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
