import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { EntityManager } from 'typeorm';

import type { CertificateProfile } from '../common/certificate-profile.js';
import { Configuration } from '../config/configuration.js';
import { WriteQueue } from '../database/write-queue.js';
import { randomSerialNumber } from '../pki/authority/certificate-maker.js';
import { SessionIssuance } from '../sessions/ports.js';
import { IssuedCertificateRow } from './issued-certificate.entity.js';
import { checkKeyUse, holderMarks, violated } from './key-policy.js';

/** The rows of orders and what was issued for them: one for each session and profile. */
@Injectable()
export class CertificateOrders {
  constructor(
    private readonly writeQueue: WriteQueue,
    private readonly sessions: SessionIssuance,
    private readonly configuration: Configuration,
  ) {}

  /**
   * Places an order, or finds the one that was placed before with the same key. Stored before the authority is asked.
   * @throws FaultError KEY_POLICY_VIOLATED, also for another key than the order's; SESSION_ENDED, SESSION_STATE
   */
  place(sessionId: string, profile: CertificateProfile, keyHash: string): Promise<IssuedCertificateRow> {
    return this.writeQueue.run(async (manager) => {
      const { holder } = await this.sessions.require(manager, sessionId);
      const others = await manager.find(IssuedCertificateRow, { where: [{ sessionId }, { keyHash }] });
      const existing = others.find((row) => row.sessionId === sessionId && row.profile === profile);
      if (existing !== undefined) return sameKey(existing, keyHash);
      checkKeyUse({ sessionId, profile, keyHash, holder }, this.configuration.keyPolicy, others);
      return sameKey(await insertOrder(manager, { sessionId, profile, keyHash, holderMarks: holderMarks(holder) }), keyHash);
    });
  }

  /**
   * Stores what the authority issued for an order, unless a request at the same time did so already.
   * @param milliseconds that the authority took
   * @returns the row as it is stored
   */
  async complete(
    { sessionId, profile }: IssuedCertificateRow,
    issued: { readonly certificate: Uint8Array; readonly serialNumber: string },
    milliseconds: number,
  ): Promise<IssuedCertificateRow> {
    const job = async (manager: EntityManager): Promise<{ row: IssuedCertificateRow; isNew: boolean }> => {
      const unanswered = { sessionId, profile, certificate: IsNull() };
      const { affected } = await manager.update(IssuedCertificateRow, unanswered, { ...issued, issuedAt: new Date() });
      const { serialNumber } = issued;
      const isNew = affected === 1;
      if (isNew)
        await this.sessions.record(manager, sessionId, { kind: 'CERTIFICATE_ISSUED', profile, serialNumber, milliseconds });
      return { row: await manager.findOneByOrFail(IssuedCertificateRow, { sessionId, profile }), isNew };
    };
    const { row } = await this.writeQueue.run(job, ({ isNew }) => {
      if (isNew) this.sessions.announce(sessionId);
    });
    return row;
  }
}

type NewOrder = Pick<IssuedCertificateRow, 'sessionId' | 'profile' | 'keyHash' | 'holderMarks'>;

function sameKey(row: IssuedCertificateRow, keyHash: string): IssuedCertificateRow {
  if (row.keyHash === keyHash) return row;
  throw violated('the certificate was ordered for another key');
}

/** @returns the order as it is stored: another process may have been first */
async function insertOrder(manager: EntityManager, order: NewOrder): Promise<IssuedCertificateRow> {
  const row = { ...order, orderId: randomSerialNumber(), orderedAt: new Date() };
  await manager.createQueryBuilder().insert().into(IssuedCertificateRow).values(row).orIgnore().updateEntity(false).execute();
  const { sessionId, profile } = order;
  return manager.findOneByOrFail(IssuedCertificateRow, { sessionId, profile });
}
