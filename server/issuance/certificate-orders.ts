import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { EntityManager } from 'typeorm';

import type { CertificateProfile, KeyPolicy } from '../common/certificate-profile.js';
import { WriteQueue } from '../database/write-queue.js';
import { randomSerialNumber } from '../pki/authority/certificate-maker.js';
import { SessionIssuance } from '../sessions/ports.js';
import { IssuedCertificateRow } from './issued-certificate.entity.js';
import { checkKeyUse, holderMarks, violated } from './key-policy.js';
import type { OtherOrder } from './key-policy.js';
import { SessionCertificate } from './session-certificate.entity.js';
import { everInstalled, heldBy } from './session-certificates.js';
import type { HeldOrder } from './session-certificates.js';

/** The rows of orders and what was issued for them: one for each upgrade, profile and key. */
@Injectable()
export class CertificateOrders {
  constructor(
    private readonly writeQueue: WriteQueue,
    private readonly sessions: SessionIssuance,
  ) {}

  /**
   * Places an order, or finds the one that was placed before with the same key, by an earlier session of the upgrade too.
   * Stored before the authority is asked. Another key than that of an earlier session is a new order: the old key was not
   * found on the card.
   * @throws FaultError KEY_POLICY_VIOLATED, also for another key than this session's own order has; SESSION_ENDED,
   *   SESSION_STATE
   */
  place(sessionId: string, profile: CertificateProfile, keyHash: string, keyPolicy: KeyPolicy): Promise<HeldOrder> {
    return this.writeQueue.run(async (manager) => {
      const { holder } = await this.sessions.require(manager, sessionId, 'ISSUE');
      const held = await heldBy(manager, sessionId);
      const existing = held.find(({ order }) => order.profile === profile);
      if (existing?.order.keyHash === keyHash) return existing;
      if (existing?.order.sessionId === sessionId) throw violated('the certificate was ordered for another key');
      checkKeyUse({ profile, keyHash, holder }, keyPolicy, await otherOrders(manager, held, keyHash));
      return insertOrder(manager, { sessionId, profile, keyHash, keyPolicy, holderMarks: holderMarks(holder) });
    });
  }

  /**
   * Stores what the authority issued for an order, unless a request at the same time did so already. It is told in the
   * session that has the order now: the card may have gone to another PC meanwhile.
   * @param milliseconds that the authority took
   * @returns the row as it is stored
   */
  async complete(
    { orderId, sessionId: orderedBy, profile }: IssuedCertificateRow,
    issued: { readonly certificate: Uint8Array; readonly serialNumber: string },
    milliseconds: number,
  ): Promise<IssuedCertificateRow> {
    const job = async (manager: EntityManager): Promise<{ row: IssuedCertificateRow; tell: string | null }> => {
      const { affected } = await manager.update(
        IssuedCertificateRow,
        { orderId, certificate: IsNull() },
        { ...issued, issuedAt: new Date() },
      );
      const row = await manager.findOneByOrFail(IssuedCertificateRow, { orderId });
      if (affected !== 1) return { row, tell: null };
      const { serialNumber } = issued;
      const tell = (await manager.findOneBy(SessionCertificate, { orderId }))?.sessionId ?? orderedBy;
      await this.sessions.record(manager, tell, { kind: 'CERTIFICATE_ISSUED', profile, serialNumber, milliseconds });
      return { row, tell };
    };
    const { row } = await this.writeQueue.run(job, ({ tell }) => {
      if (tell !== null) this.sessions.announce(tell);
    });
    return row;
  }
}

async function otherOrders(manager: EntityManager, held: readonly HeldOrder[], keyHash: string): Promise<OtherOrder[]> {
  const ours = held.map(({ order }) => order.orderId);
  const sameKey = await manager.findBy(IssuedCertificateRow, { keyHash });
  const installed = await everInstalled(
    manager,
    sameKey.map(({ orderId }) => orderId),
  );
  return sameKey.map((order) => ({
    order,
    isOurs: ours.includes(order.orderId),
    wasInstalled: installed.has(order.orderId),
  }));
}

type NewOrder = Pick<IssuedCertificateRow, 'sessionId' | 'profile' | 'keyHash' | 'keyPolicy' | 'holderMarks'>;

/** Writers are one after another: what was not there a moment ago is not there now. */
async function insertOrder(manager: EntityManager, order: NewOrder): Promise<HeldOrder> {
  const orderId = randomSerialNumber();
  const { sessionId, profile } = order;
  await manager.insert(IssuedCertificateRow, { ...order, orderId, orderedAt: new Date() });
  await manager.upsert(SessionCertificate, { sessionId, profile, orderId, installedAt: null }, ['sessionId', 'profile']);
  return { order: await manager.findOneByOrFail(IssuedCertificateRow, { orderId }), installedAt: null };
}
