import { Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';

import type { KeyType } from '../../common/certificate-profile.js';
import { Offer } from '../offer.types.js';

const bits: Readonly<Partial<Record<KeyType, number>>> = { RSA_2048: 2048, RSA_3072: 3072, RSA_4096: 4096 };

/** What agents of before key types ask for: they know RSA alone. */
@Resolver(() => Offer)
export class OfferResolver {
  @ResolveField(() => Int, { deprecationReason: 'keyTypes says more', description: 'modulus bits of a new RSA key' })
  keyBits(@Parent() { keyTypes }: Offer): number {
    return keyTypes.map((type) => bits[type]).find((count) => count !== undefined) ?? 2048;
  }
}
