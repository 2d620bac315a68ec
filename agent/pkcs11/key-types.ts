import pkcs11js from 'pkcs11js';
import type { KeyType } from '../card/card-port.js';
import { rsaBits } from '../card/public-key.js';
import type { Cryptoki, Slot } from './cryptoki.js';

/** What makes keys of a kind, what signs with them, and their sizes in bits. */
const kinds: readonly {
  readonly generates: number;
  readonly signs: readonly number[];
  readonly sizes: readonly (readonly [KeyType, number])[];
}[] = [
  {
    generates: pkcs11js.CKM_RSA_PKCS_KEY_PAIR_GEN,
    signs: [pkcs11js.CKM_SHA256_RSA_PKCS, pkcs11js.CKM_RSA_PKCS],
    sizes: [
      ['RSA_2048', rsaBits.RSA_2048],
      ['RSA_3072', rsaBits.RSA_3072],
      ['RSA_4096', rsaBits.RSA_4096],
    ],
  },
  {
    generates: pkcs11js.CKM_EC_KEY_PAIR_GEN,
    signs: [pkcs11js.CKM_ECDSA, pkcs11js.CKM_ECDSA_SHA256, pkcs11js.CKM_ECDSA_SHA384],
    sizes: [
      ['P_256', 256],
      ['P_384', 384],
    ],
  },
];

/**
 * Which keys the token can make and sign with (PKCS#11 v2.40 section 3.5, CK_MECHANISM_INFO; sizes in bits for both kinds,
 * PKCS#11 mechanisms v2.40 sections 2.1 and 2.3). A largest size of 0 says nothing, and rules out nothing.
 */
export function keyTypesOf(cryptoki: Cryptoki, slot: Slot): KeyType[] {
  const offered = cryptoki.call('C_GetMechanismList', (module) => module.C_GetMechanismList(slot));
  return kinds.flatMap(({ generates, signs, sizes }) => {
    if (!offered.includes(generates) || !signs.some((mechanism) => offered.includes(mechanism))) return [];
    const info = cryptoki.call('C_GetMechanismInfo', (module) => module.C_GetMechanismInfo(slot, generates));
    const fits = (bits: number): boolean => info.maxKeySize === 0 || (info.minKeySize <= bits && bits <= info.maxKeySize);
    return sizes.filter(([, bits]) => fits(bits)).map(([type]) => type);
  });
}
