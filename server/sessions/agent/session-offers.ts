import { Injectable } from '@nestjs/common';

import { ReadSource } from '../../database/read-source.js';
import type { Offer } from '../offer.types.js';
import { IssuedCertificates, OfferProvider } from '../ports.js';
import type { UpgradeSession } from '../session.entity.js';
import { holderOf } from './holder-of.js';

/** What a session puts on its card. */
@Injectable()
export class SessionOffers {
  constructor(
    private readonly source: ReadSource,
    private readonly offers: OfferProvider,
    private readonly issued: IssuedCertificates,
  ) {}

  /** @throws FaultError CARD_NOT_ELIGIBLE; SESSION_STATE while nobody has signed in */
  async of(session: UpgradeSession): Promise<Offer> {
    const holder = holderOf(session);
    if (session.purpose === 'UPGRADE') return this.offers.offer(holder);
    return this.offers.offerAgain(holder, await this.issued.ofSession(this.source.manager, session.id));
  }
}
