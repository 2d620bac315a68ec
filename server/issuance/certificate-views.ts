import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { CertificateProfile } from '../common/certificate-profile.js';
import { CertificateAuthority } from '../pki/authority/certificate-authority.js';
import type { IssuedCertificate } from '../sessions/offer.types.js';
import { IssuedCertificates } from '../sessions/ports.js';
import { heldBy } from './session-certificates.js';
import type { HeldOrder } from './session-certificates.js';

const profiles = Object.keys(CertificateProfile);

/** Issued certificates as agents see them. */
@Injectable()
export class CertificateViews extends IssuedCertificates {
  constructor(private readonly authority: CertificateAuthority) {
    super();
  }

  async ofSession(manager: EntityManager, sessionId: string): Promise<IssuedCertificate[]> {
    const held = await heldBy(manager, sessionId);
    return held
      .filter(({ order }) => order.certificate !== null)
      .sort((one, other) => profiles.indexOf(one.order.profile) - profiles.indexOf(other.order.profile))
      .map((one) => this.ofOrder(one));
  }

  /** @throws Error for an order whose certificate has not been issued */
  ofOrder({ order: { profile, certificate, serialNumber }, installedAt }: HeldOrder): IssuedCertificate {
    if (certificate === null || serialNumber === null) throw new Error('an order that has not been answered yet');
    const chain = this.authority.chainOf(profile).map(({ der }) => der);
    return { profile, certificate, chain, serialNumber, installed: installedAt !== null };
  }
}
