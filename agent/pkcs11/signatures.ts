import { createHash } from 'node:crypto';
import pkcs11js from 'pkcs11js';
import type { CardSignature } from '../card/card-port.js';
import { encode, nullValue, objectIdentifier, sequence } from '../card/der.js';
import { algorithmOf, hashOf, openPublicKey } from '../card/public-key.js';
import { Pkcs11Failure, ulong, type ObjectHandle, type Slot } from './cryptoki.js';
import type { TokenObjects } from './objects.js';
import { PublicParts } from './public-parts.js';
import { curveNotSupported, userNotLoggedIn } from './return-values.js';

type Algorithm = CardSignature['algorithm'];

/** For each algorithm the mechanism that hashes on the token, and the one that takes what was hashed here. */
const mechanisms: Readonly<Record<Algorithm, { readonly hashing: number; readonly plain: number }>> = {
  RS256: { hashing: pkcs11js.CKM_SHA256_RSA_PKCS, plain: pkcs11js.CKM_RSA_PKCS },
  ES256: { hashing: pkcs11js.CKM_ECDSA_SHA256, plain: pkcs11js.CKM_ECDSA },
  ES384: { hashing: pkcs11js.CKM_ECDSA_SHA384, plain: pkcs11js.CKM_ECDSA },
};
/** Room for RSA 8192. */
const longestSignature = 1024;

/** The PIN of a key that always authenticates; `bytes: null`: the middleware asks for it. */
export interface ContextPin {
  readonly bytes: Uint8Array | null;
}

/**
 * Signs with the algorithm that belongs to the key. The token hashes when it can; otherwise the digest is made here.
 * @param pin for a key that always authenticates (CKU_CONTEXT_SPECIFIC, PKCS#11 v2.40 section 5.6); costs a try when wrong.
 */
export function signWith(
  objects: TokenObjects,
  slot: Slot,
  key: { readonly handle: ObjectHandle; readonly alwaysAuthenticates: boolean },
  data: Uint8Array,
  pin: ContextPin | null,
): CardSignature {
  const { cryptoki, session } = objects;
  if (key.alwaysAuthenticates && pin === null) {
    throw new Pkcs11Failure('C_Login', userNotLoggedIn, 'The key needs its own PIN', { user: 'CONTEXT' });
  }
  const algorithm = algorithmOfKey(objects, key.handle);
  const { hashing, plain } = mechanisms[algorithm];
  const hashesItself = cryptoki.call('C_GetMechanismList', (module) => module.C_GetMechanismList(slot)).includes(hashing);
  const input = hashesItself ? Buffer.from(data) : digestFor(algorithm, data);
  const mechanism = hashesItself ? hashing : plain;
  cryptoki.call('C_SignInit', (module) => module.C_SignInit(session, { mechanism }, key.handle));
  if (key.alwaysAuthenticates && pin !== null) cryptoki.logIn(session, 'CONTEXT', pin.bytes);
  const bytes = cryptoki.call('C_Sign', (module) => module.C_Sign(session, input, Buffer.alloc(longestSignature)));
  return { algorithm, bytes: new Uint8Array(bytes) };
}

function algorithmOfKey(objects: TokenObjects, handle: ObjectHandle): Algorithm {
  const keyType = objects.readIfTold(handle, pkcs11js.CKA_KEY_TYPE);
  if (keyType !== null && ulong(keyType) === BigInt(pkcs11js.CKK_RSA)) return 'RS256';
  const publicKey = new PublicParts(objects).ofPrivateKey(handle);
  const key = publicKey === null ? null : openPublicKey(publicKey);
  const algorithm = key === null ? null : algorithmOf(key);
  if (algorithm === null) throw new Pkcs11Failure('C_SignInit', curveNotSupported, 'The key is of a kind that is not used here');
  return algorithm;
}

/** What CKM_RSA_PKCS takes is a DigestInfo (RFC 8017 section 9.2), what CKM_ECDSA takes is the hash alone. */
function digestFor(algorithm: Algorithm, data: Uint8Array): Buffer {
  const digest = createHash(hashOf(algorithm)).update(data).digest();
  if (algorithm !== 'RS256') return digest;
  return sequence(sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), nullValue()), encode(0x04, digest));
}
