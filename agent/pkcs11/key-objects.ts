import pkcs11js from 'pkcs11js';
import type { KeyOnToken, KeyType } from '../card/card-port.js';
import { objectIdentifier } from '../card/der.js';
import { curves, rsaBits } from '../card/public-key.js';
import { Pkcs11Failure, type ObjectHandle } from './cryptoki.js';
import type { TokenObjects } from './objects.js';
import { PublicParts } from './public-parts.js';

const publicExponent = Buffer.from([1, 0, 1]);

export interface NewKeyPair {
  readonly ckaId: string;
  readonly label: string;
  readonly keyType: KeyType;
  /** A signature key decrypts nothing. */
  readonly signOnly: boolean;
  /** CKA_ALWAYS_AUTHENTICATE. */
  readonly alwaysAuthenticate: boolean;
}

/** Keys of one token. */
export class KeyObjects {
  readonly #publicParts: PublicParts;

  constructor(private readonly objects: TokenObjects) {
    this.#publicParts = new PublicParts(objects);
  }

  /** Private keys whose public part the token tells. Any other could be matched with nothing, and must hide none of these. */
  privateKeys(): KeyOnToken[] {
    return this.#all(pkcs11js.CKO_PRIVATE_KEY).flatMap((handle) => {
      const publicKey = this.#publicParts.ofPrivateKey(handle);
      if (publicKey === null) return [];
      return [{ ...this.objects.namesOf(handle), publicKey, alwaysAuthenticate: this.alwaysAuthenticates(handle) }];
    });
  }

  publicKeys(): KeyOnToken[] {
    return this.#all(pkcs11js.CKO_PUBLIC_KEY).flatMap((handle) => this.#readPublicKey(handle) ?? []);
  }

  /** CKA_IDs of private and public keys, each once. */
  ids(): string[] {
    const handles = [...this.#all(pkcs11js.CKO_PRIVATE_KEY), ...this.#all(pkcs11js.CKO_PUBLIC_KEY)];
    return [...new Set(handles.map((handle) => this.objects.idOf(handle)))];
  }

  /** @throws Pkcs11Failure when there is none. */
  privateKey(ckaId: string): ObjectHandle {
    const [found] = this.objects.findById(pkcs11js.CKO_PRIVATE_KEY, ckaId);
    if (found === undefined) throw new Pkcs11Failure('C_FindObjects', null, `No private key has CKA_ID ${ckaId}`);
    return found;
  }

  /** Private keys that need a PIN for each signature. */
  alwaysAuthenticating(): ObjectHandle[] {
    return this.#all(pkcs11js.CKO_PRIVATE_KEY).filter((handle) => this.alwaysAuthenticates(handle));
  }

  alwaysAuthenticates(handle: ObjectHandle): boolean {
    return this.objects.readIfTold(handle, pkcs11js.CKA_ALWAYS_AUTHENTICATE)?.some((byte) => byte !== 0) ?? false;
  }

  /** Makes a key pair whose private key never leaves the card. */
  generate(pair: NewKeyPair): KeyOnToken {
    const { mechanism, publicAttributes, privateAttributes } = templatesOf(pair);
    const { publicKey } = this.objects.cryptoki.call('C_GenerateKeyPair', (module) =>
      module.C_GenerateKeyPair(this.objects.session, { mechanism }, publicAttributes, privateAttributes),
    );
    const made = this.#readPublicKey(publicKey);
    if (made === null) throw new Pkcs11Failure('C_GetAttributeValue', null, 'The token does not tell the public key it made');
    return { ...made, alwaysAuthenticate: pair.alwaysAuthenticate };
  }

  /**
   * Destroys the private and public key objects with that CKA_ID; with `publicKey`, only those that are that key. The private
   * one first: what is left after a break still tells which key it was.
   */
  removePair({ ckaId, publicKey }: { readonly ckaId: string; readonly publicKey: Uint8Array | null }): void {
    const isMeant = (tell: () => Uint8Array | null): boolean => {
      if (publicKey === null) return true;
      const told = tell();
      return told !== null && Buffer.compare(told, publicKey) === 0;
    };
    for (const handle of this.objects.findById(pkcs11js.CKO_PRIVATE_KEY, ckaId)) {
      if (isMeant(() => this.#publicParts.ofPrivateKey(handle))) this.objects.destroy(handle);
    }
    // Looked for only now, since some modules remove both at once.
    for (const handle of this.objects.findById(pkcs11js.CKO_PUBLIC_KEY, ckaId)) {
      if (isMeant(() => this.#publicParts.ofKey(handle))) this.objects.destroy(handle);
    }
  }

  #all(objectClass: number): ObjectHandle[] {
    return this.objects.find([{ type: pkcs11js.CKA_CLASS, value: objectClass }]);
  }

  #readPublicKey(handle: ObjectHandle): KeyOnToken | null {
    const publicKey = this.#publicParts.ofKey(handle);
    return publicKey === null ? null : { ...this.objects.namesOf(handle), publicKey, alwaysAuthenticate: false };
  }
}

function templatesOf({ ckaId, label, keyType, signOnly, alwaysAuthenticate }: NewKeyPair): {
  mechanism: number;
  publicAttributes: pkcs11js.Template;
  privateAttributes: pkcs11js.Template;
} {
  const common: pkcs11js.Template = [
    { type: pkcs11js.CKA_TOKEN, value: true },
    { type: pkcs11js.CKA_ID, value: Buffer.from(ckaId, 'hex') },
    { type: pkcs11js.CKA_LABEL, value: label },
  ];
  const isCurve = keyType === 'P_256' || keyType === 'P_384';
  const kind: pkcs11js.Template = isCurve
    ? [{ type: pkcs11js.CKA_EC_PARAMS, value: objectIdentifier(curves[keyType].objectIdentifier) }]
    : [
        { type: pkcs11js.CKA_MODULUS_BITS, value: rsaBits[keyType] },
        { type: pkcs11js.CKA_PUBLIC_EXPONENT, value: publicExponent },
      ];
  return {
    mechanism: isCurve ? pkcs11js.CKM_EC_KEY_PAIR_GEN : pkcs11js.CKM_RSA_PKCS_KEY_PAIR_GEN,
    publicAttributes: [
      ...common,
      { type: pkcs11js.CKA_PRIVATE, value: false },
      ...kind,
      { type: pkcs11js.CKA_VERIFY, value: true },
    ],
    privateAttributes: [
      ...common,
      { type: pkcs11js.CKA_PRIVATE, value: true },
      { type: pkcs11js.CKA_SENSITIVE, value: true },
      { type: pkcs11js.CKA_EXTRACTABLE, value: false },
      { type: pkcs11js.CKA_SIGN, value: true },
      ...(isCurve ? [] : [{ type: pkcs11js.CKA_DECRYPT, value: !signOnly }]),
      // Named only when wanted: modules without it refuse the name.
      ...(alwaysAuthenticate ? [{ type: pkcs11js.CKA_ALWAYS_AUTHENTICATE, value: true }] : []),
    ],
  };
}
