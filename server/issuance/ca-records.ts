import { Injectable } from '@nestjs/common';

import { ReadSource } from '../database/read-source.js';
import { WriteQueue } from '../database/write-queue.js';
import { CaRecords } from '../pki/authority/ca-records.js';
import type { PublishedList, Revocation } from '../pki/authority/ca-records.js';
import { PublishedCrl, RevokedCertificate } from './ca-records.entities.js';
import { IssuedCertificateRow } from './issued-certificate.entity.js';

/** What the embedded authority remembers, in the database. */
@Injectable()
export class StoredCaRecords extends CaRecords {
  constructor(
    private readonly source: ReadSource,
    private readonly writeQueue: WriteQueue,
  ) {
    super();
  }

  revocations(issuerKeyId: string): Promise<Revocation[]> {
    const order = { revokedAt: 'ASC', serialNumber: 'ASC' } as const;
    return this.source.manager.find(RevokedCertificate, { where: { issuerKeyId }, order });
  }

  isRevoked(issuerKeyId: string, serialNumber: string): Promise<boolean> {
    return this.source.manager.existsBy(RevokedCertificate, { issuerKeyId, serialNumber });
  }

  async revoke(issuerKeyId: string, { serialNumber, revokedAt, reason }: Revocation): Promise<void> {
    await this.writeQueue.run(async (manager) => {
      if (await manager.existsBy(RevokedCertificate, { issuerKeyId, serialNumber })) return;
      await manager.insert(RevokedCertificate, { issuerKeyId, serialNumber, revokedAt, reason });
      await manager.update(IssuedCertificateRow, { serialNumber }, { revokedAt });
    });
  }

  async publishedList(issuerKeyId: string): Promise<PublishedList | null> {
    return this.source.manager.findOneBy(PublishedCrl, { issuerKeyId });
  }

  publish(issuerKeyId: string, after: number | null, list: PublishedList): Promise<boolean> {
    const { number, thisUpdate, nextUpdate, der } = list;
    const row = { number, thisUpdate, nextUpdate, der };
    return this.writeQueue.run(async (manager) => {
      if (after !== null) return (await manager.update(PublishedCrl, { issuerKeyId, number: after }, row)).affected === 1;
      const insert = manager
        .createQueryBuilder()
        .insert()
        .into(PublishedCrl)
        .values({ issuerKeyId, ...row });
      await insert.orIgnore().updateEntity(false).execute();
      return (await manager.findOneByOrFail(PublishedCrl, { issuerKeyId })).number === number;
    });
  }
}
