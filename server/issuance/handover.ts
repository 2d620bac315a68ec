import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';

import { ReadSource } from '../database/read-source.js';
import { CertificateAuthority } from '../pki/authority/certificate-authority.js';
import { Certificate } from '../pki/certificate.js';
import { decodeName, describeName, isSameName } from '../pki/distinguished-name.js';
import type { Offer } from '../sessions/offer.types.js';
import { CertificateHandover } from '../sessions/ports.js';
import type { Receiver, TakenOver } from '../sessions/ports.js';
import { IssuedCertificateRow } from './issued-certificate.entity.js';
import { isAskedFor, isKeyOfPolicy } from './key-policy.js';
import { SessionCertificate } from './session-certificate.entity.js';
import { everInstalled, heldBy } from './session-certificates.js';

/** Certificates of a card, from one of its sessions to a later one. */
@Injectable()
export class StoredHandover extends CertificateHandover {
  constructor(
    private readonly source: ReadSource,
    private readonly authority: CertificateAuthority,
  ) {
    super();
  }

  async hasAny(manager: EntityManager, sessionId: string): Promise<boolean> {
    return manager.existsBy(SessionCertificate, { sessionId });
  }

  async takeOver(manager: EntityManager, fromSessionId: string, to: Receiver, offer: Offer): Promise<TakenOver> {
    const held = await heldBy(manager, fromSessionId);
    const fitting = held.filter(({ order }) => fits(order, to, offer));
    for (const { order } of fitting) {
      const { profile, orderId } = order;
      await manager.update(SessionCertificate, { sessionId: fromSessionId, profile, orderId }, { sessionId: to.sessionId });
    }
    return { taken: fitting.length, installed: fitting.filter(({ installedAt }) => installedAt !== null).length };
  }

  async restorable(_to: Receiver, sessionIds: readonly string[]): Promise<string[]> {
    const { manager } = this.source;
    const orders = await manager.findBy(IssuedCertificateRow, { sessionId: In([...sessionIds]) });
    const issued = orders.filter(({ certificate }) => certificate !== null);
    const proven = await everInstalled(
      manager,
      issued.map(({ orderId }) => orderId),
    );
    const newest = new Map<string, IssuedCertificateRow>();
    for (const order of issued) {
      const other = newest.get(order.profile);
      if (other === undefined || isRather(order, other, proven)) newest.set(order.profile, order);
    }
    const good = await Promise.all(
      [...newest.values()].map(async (order) => ((await this.isGood(order)) ? [order.orderId] : [])),
    );
    return good.flat();
  }

  async handOut(manager: EntityManager, sessionId: string, names: readonly string[]): Promise<void> {
    const orders = await manager.findBy(IssuedCertificateRow, { orderId: In([...names]) });
    for (const { profile, orderId } of orders)
      await manager.insert(SessionCertificate, { sessionId, profile, orderId, installedAt: null });
  }

  private async isGood({ certificate, revokedAt, profile }: IssuedCertificateRow): Promise<boolean> {
    if (certificate === null || revokedAt !== null) return false;
    const [parsed, now] = [Certificate.parse(certificate), new Date()];
    const [issuer] = this.authority.chainOf(profile);
    if (parsed.notAfter <= now || issuer === undefined || !parsed.isIssuedBy(issuer)) return false;
    return (await this.authority.revocationOf(parsed, issuer, now)) !== 'REVOKED';
  }
}

/**
 * Of two certificates of a profile: one that has been on the card goes before one that never was, whose key may be gone;
 * then the newer.
 */
function isRather(one: IssuedCertificateRow, other: IssuedCertificateRow, proven: ReadonlySet<string>): boolean {
  const [first, second] = [one, other].map(({ orderId }) => proven.has(orderId));
  if (first !== second) return first === true;
  return (one.issuedAt ?? one.orderedAt) > (other.issuedAt ?? other.orderedAt);
}

/** Whether the order would be placed, and answered, in the same way today. */
function fits(order: IssuedCertificateRow, { holder }: Receiver, offer: Offer): boolean {
  const offered = offer.certificates.find(({ profile }) => profile === order.profile);
  if (offered === undefined || order.revokedAt !== null || !isKeyOfPolicy(order, holder, offer.keyPolicy)) return false;
  if (order.certificate === null) return true;
  const certificate = Certificate.parse(order.certificate);
  return (
    certificate.notAfter > new Date() &&
    isSameName(certificate.subject, offered.subject) &&
    describeName(decodeName(certificate.issuerDer)) === offered.issuer &&
    isAskedFor(certificate.publicKey, offer)
  );
}
