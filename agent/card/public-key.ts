import { createPublicKey, type KeyObject } from 'node:crypto';
import type { CardSignature, KeyType } from './card-port.js';
import { bitString, objectIdentifier, sequence } from './der.js';

/** A named curve (RFC 5480 section 2.1.1.1; FIPS 186-4 appendix D.1.2). */
export interface Curve {
  readonly objectIdentifier: string;
  /** Size of a coordinate, and of each half of a signature. */
  readonly bytes: number;
}

export const curves: Readonly<Record<'P_256' | 'P_384', Curve>> = {
  P_256: { objectIdentifier: '1.2.840.10045.3.1.7', bytes: 32 },
  P_384: { objectIdentifier: '1.3.132.0.34', bytes: 48 },
};

/** RSA key types by their modulus; the order is that of their strength. */
export const rsaBits: Readonly<Record<Exclude<KeyType, 'P_256' | 'P_384'>, number>> = {
  RSA_2048: 2048,
  RSA_3072: 3072,
  RSA_4096: 4096,
};

const idEcPublicKey = '1.2.840.10045.2.1';
/** As OpenSSL, and so Node, names the curves. */
const typesByCurve: ReadonlyMap<string, KeyType> = new Map([
  ['prime256v1', 'P_256'],
  ['secp384r1', 'P_384'],
]);
const typesByModulus: ReadonlyMap<number, KeyType> = new Map([
  [2048, 'RSA_2048'],
  [3072, 'RSA_3072'],
  [4096, 'RSA_4096'],
]);

/** @param publicKey DER SubjectPublicKeyInfo. @returns null for any other kind of key, and for what is no key at all. */
export function keyTypeOf(publicKey: Uint8Array): KeyType | null {
  const key = openPublicKey(publicKey);
  if (key?.asymmetricKeyType === 'rsa') return typesByModulus.get(key.asymmetricKeyDetails?.modulusLength ?? 0) ?? null;
  if (key?.asymmetricKeyType === 'ec') return typesByCurve.get(key.asymmetricKeyDetails?.namedCurve ?? '') ?? null;
  return null;
}

/**
 * What a key of that kind signs with (RFC 7518 section 3.1): RS256 whatever the modulus, the curve's own hash otherwise.
 * @returns null for keys that the card layer does not use.
 */
export function algorithmOf(key: KeyObject): CardSignature['algorithm'] | null {
  if (key.asymmetricKeyType === 'rsa') return 'RS256';
  if (key.asymmetricKeyType !== 'ec') return null;
  const type = typesByCurve.get(key.asymmetricKeyDetails?.namedCurve ?? '');
  return type === 'P_256' ? 'ES256' : type === 'P_384' ? 'ES384' : null;
}

/** Node's name of the hash that the algorithm names. */
export function hashOf(algorithm: CardSignature['algorithm']): 'sha256' | 'sha384' {
  return algorithm === 'ES384' ? 'sha384' : 'sha256';
}

/** Null when the bytes are no SubjectPublicKeyInfo of a key that OpenSSL knows. */
export function openPublicKey(publicKey: Uint8Array): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

/**
 * SubjectPublicKeyInfo of an elliptic curve key (RFC 5480 section 2).
 * @param parameters DER ECParameters, such as the curve's object identifier.
 * @param point the point itself (SEC 1 section 2.3.3), not wrapped.
 */
export function ecPublicKeyInfo(parameters: Uint8Array, point: Uint8Array): Buffer {
  return sequence(sequence(objectIdentifier(idEcPublicKey), parameters), bitString(point));
}
