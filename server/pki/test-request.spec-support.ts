import { sign } from 'node:crypto';

import { encodeDer, encodeInteger, encodeObjectIdentifier, Tag } from './der.js';
import { encodeName } from './distinguished-name.js';
import type { NameAttribute } from './distinguished-name.js';
import { publicKeyDer } from './public-key.js';
import type { KeyPair } from './test-certificates.spec-support.js';

export interface RequestOptions {
  readonly hash?: string;
  /** Object identifier of the signature algorithm. */
  readonly algorithm?: string;
  /** Of the signature algorithm, DER; left out: as the RFCs want them. */
  readonly parameters?: Uint8Array;
  readonly version?: number;
  readonly attributes?: Uint8Array;
  /** DER SubjectPublicKeyInfo, or what stands in its place. */
  readonly key?: Uint8Array;
  readonly signer?: (data: Uint8Array) => Uint8Array;
}

const RSA_SHA_256 = '1.2.840.113549.1.1.11';
const ECDSA_SHA_256 = '1.2.840.10045.4.3.2';
export const ECDSA_SHA_384 = '1.2.840.10045.4.3.3';

/** DER PKCS#10 as the agent makes it. */
export function makeRequest(
  keys: KeyPair,
  subject: readonly Pick<NameAttribute, 'type' | 'value'>[],
  options: RequestOptions = {},
): Uint8Array {
  return signInformation(keys, encodeName(subject), options);
}

/** @param name DER Name, or what stands in its place */
export function signInformation(keys: KeyPair, name: Uint8Array, options: RequestOptions = {}): Uint8Array {
  const isRsa = keys.publicKey.asymmetricKeyType === 'rsa';
  const {
    hash = 'sha256',
    algorithm = isRsa ? RSA_SHA_256 : ECDSA_SHA_256,
    version = 0,
    attributes = new Uint8Array(),
  } = options;
  const parameters = options.parameters ?? (isRsa ? encodeDer(Tag.NULL) : new Uint8Array());
  const information = encodeDer(
    Tag.SEQUENCE,
    encodeInteger(BigInt(version)),
    name,
    options.key ?? publicKeyDer(keys.publicKey),
    encodeDer(Tag.CONTEXT_0, attributes),
  );
  const signature = options.signer?.(information) ?? sign(hash, information, keys.privateKey);
  return encodeDer(
    Tag.SEQUENCE,
    information,
    encodeDer(Tag.SEQUENCE, encodeObjectIdentifier(algorithm), parameters),
    encodeDer(Tag.BIT_STRING, Buffer.from([0]), signature),
  );
}
