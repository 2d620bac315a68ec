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
  readonly version?: number;
  readonly attributes?: Uint8Array;
  readonly signer?: (data: Uint8Array) => Uint8Array;
}

const sha256WithRsa = '1.2.840.113549.1.1.11';

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
  const { hash = 'sha256', algorithm = sha256WithRsa, version = 0, attributes = new Uint8Array() } = options;
  const information = encodeDer(
    Tag.SEQUENCE,
    encodeInteger(BigInt(version)),
    name,
    publicKeyDer(keys.publicKey),
    encodeDer(Tag.CONTEXT_0, attributes),
  );
  const signature = options.signer?.(information) ?? sign(hash, information, keys.privateKey);
  return encodeDer(
    Tag.SEQUENCE,
    information,
    encodeDer(Tag.SEQUENCE, encodeObjectIdentifier(algorithm), encodeDer(Tag.NULL)),
    encodeDer(Tag.BIT_STRING, Buffer.from([0]), signature),
  );
}
