import { X509Certificate } from 'node:crypto';
import pkcs11js from 'pkcs11js';
import { objectIdentifier, rsaPublicKeyInfo } from '../card/der.js';
import { curves, ecPublicKeyInfo } from '../card/public-key.js';
import { ulong, type ObjectHandle } from './cryptoki.js';
import type { TokenObjects } from './objects.js';

/** What is asked of the token's objects. */
export type ReadableObjects = Pick<TokenObjects, 'findById' | 'idOf' | 'read' | 'readIfTold'>;

/**
 * The public part of keys, as DER SubjectPublicKeyInfo. Private keys often lack it (elliptic curve keys have no place for it,
 * PKCS#11 v2.40 section 2.3.3, and some modules tell no modulus): then the public key object, or else a certificate, with the
 * same CKA_ID tells.
 */
export class PublicParts {
  constructor(private readonly objects: ReadableObjects) {}

  /** Null when nothing on the token tells, or what tells does not agree. */
  ofPrivateKey(handle: ObjectHandle): Uint8Array | null {
    const own = this.ofKey(handle);
    if (own !== null) return own;
    const ckaId = this.objects.idOf(handle);
    const publicKeys = this.objects.findById(pkcs11js.CKO_PUBLIC_KEY, ckaId);
    const fromKeys = publicKeys.map((publicKey) => this.ofKey(publicKey)).filter((one) => one !== null);
    if (fromKeys.length > 0) return theOnly(fromKeys);
    const certificates = this.objects.findById(pkcs11js.CKO_CERTIFICATE, ckaId);
    const values = certificates.map((certificate) => this.objects.read(certificate, pkcs11js.CKA_VALUE));
    return theOnly(values.map((value) => publicKeyInCertificate(value)).filter((one) => one !== null));
  }

  /** From the key's own attributes; null for other kinds than RSA and elliptic curves, and when they are not told. */
  ofKey(handle: ObjectHandle): Uint8Array | null {
    const keyType = this.objects.readIfTold(handle, pkcs11js.CKA_KEY_TYPE);
    if (keyType === null) return null;
    if (ulong(keyType) === BigInt(pkcs11js.CKK_RSA)) return this.#ofRsaKey(handle);
    if (ulong(keyType) === BigInt(pkcs11js.CKK_EC)) return this.#ofCurveKey(handle);
    return null;
  }

  #ofRsaKey(handle: ObjectHandle): Uint8Array | null {
    const modulus = this.objects.readIfTold(handle, pkcs11js.CKA_MODULUS);
    const exponent = modulus === null ? null : this.objects.readIfTold(handle, pkcs11js.CKA_PUBLIC_EXPONENT);
    return modulus === null || exponent === null ? null : new Uint8Array(rsaPublicKeyInfo(modulus, exponent));
  }

  #ofCurveKey(handle: ObjectHandle): Uint8Array | null {
    const parameters = this.objects.readIfTold(handle, pkcs11js.CKA_EC_PARAMS);
    const point = parameters === null ? null : this.objects.readIfTold(handle, pkcs11js.CKA_EC_POINT);
    if (parameters === null || point === null) return null;
    return new Uint8Array(ecPublicKeyInfo(parameters, unwrapPoint(parameters, point)));
  }
}

/** Two of them that differ say nothing. */
function theOnly(found: readonly Uint8Array[]): Uint8Array | null {
  const [first] = found;
  return first !== undefined && found.every((one) => Buffer.compare(one, first) === 0) ? first : null;
}

function publicKeyInCertificate(der: Buffer): Uint8Array | null {
  try {
    return new Uint8Array(new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' }));
  } catch {
    // Whatever it is that lies there, it tells of no key.
    return null;
  }
}

/**
 * CKA_EC_POINT is the point in an OCTET STRING (PKCS#11 v2.40 section 2.3.3); older modules give the point as it is. Both can
 * begin with 04, so the curve's size decides.
 */
export function unwrapPoint(parameters: Uint8Array, value: Uint8Array): Uint8Array {
  const curve = Object.values(curves).find((one) => objectIdentifier(one.objectIdentifier).equals(parameters));
  if (curve !== undefined && value.length === 1 + 2 * curve.bytes) return value;
  const [tag, length = 0, longLength = 0] = value;
  if (tag !== 0x04) return value;
  if (length < 0x80 && length === value.length - 2) return value.subarray(2);
  if (length === 0x81 && longLength === value.length - 3) return value.subarray(3);
  return value;
}
