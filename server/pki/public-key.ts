import { createHash, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import type { Bytes } from './der.js';

/** A public key, as DER SubjectPublicKeyInfo in the one encoding that OpenSSL gives. */
export function publicKeyDer(key: KeyObject): Bytes {
  return new Uint8Array(key.export({ type: 'spki', format: 'der' }));
}

/** @param spki DER SubjectPublicKeyInfo @throws Error when it holds no key */
export function openPublicKey(spki: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
}

/** Names a key: SHA-256 of its SubjectPublicKeyInfo, base64url, 43 characters. */
export function keyHash(key: KeyObject): string {
  return createHash('sha256').update(publicKeyDer(key)).digest('base64url');
}

/** OpenSSL's name of the curve of a key on one; null for other kinds. */
export function curveOf(key: KeyObject): string | null {
  return key.asymmetricKeyType === 'ec' ? (key.asymmetricKeyDetails?.namedCurve ?? '') : null;
}

/** Modulus bits of an RSA key; null for other kinds. */
export function rsaBits(key: KeyObject): number | null {
  return key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) : null;
}
