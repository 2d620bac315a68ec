import { In, IsNull, Not } from 'typeorm';
import type { EntityManager } from 'typeorm';

import type { CertificateProfile } from '../common/certificate-profile.js';
import { IssuedCertificateRow } from './issued-certificate.entity.js';
import { SessionCertificate } from './session-certificate.entity.js';

/** An order as a session has it. */
export interface HeldOrder {
  readonly order: IssuedCertificateRow;
  /** null: not confirmed to be on the card. */
  readonly installedAt: Date | null;
}

/** What a session has ordered, or was handed. */
export async function heldBy(manager: EntityManager, sessionId: string): Promise<HeldOrder[]> {
  const held = await manager.findBy(SessionCertificate, { sessionId });
  if (held.length === 0) return [];
  const orders = await manager.findBy(IssuedCertificateRow, { orderId: In(held.map(({ orderId }) => orderId)) });
  return held.flatMap(({ orderId, installedAt }) => {
    const order = orders.find((one) => one.orderId === orderId);
    return order === undefined ? [] : [{ order, installedAt }];
  });
}

export async function heldOrder(
  manager: EntityManager,
  sessionId: string,
  profile: CertificateProfile,
): Promise<HeldOrder | null> {
  return (await heldBy(manager, sessionId)).find(({ order }) => order.profile === profile) ?? null;
}

/** Which of the orders' certificates have been on the card, by the word of any session. */
export async function everInstalled(manager: EntityManager, orderIds: readonly string[]): Promise<Set<string>> {
  if (orderIds.length === 0) return new Set();
  const where = { orderId: In([...orderIds]), installedAt: Not(IsNull()) };
  return new Set((await manager.findBy(SessionCertificate, where)).map(({ orderId }) => orderId));
}
