import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { CertificateProfile } from '../common/certificate-profile.js';
import { CertificateAuthority } from '../pki/authority/certificate-authority.js';
import type { IssuedCertificate } from '../sessions/offer.types.js';
import { IssuedCertificates } from '../sessions/ports.js';
import { IssuedCertificateRow } from './issued-certificate.entity.js';

const order = Object.keys(CertificateProfile);

/** Issued certificates as agents see them. */
@Injectable()
export class CertificateViews extends IssuedCertificates {
  constructor(private readonly authority: CertificateAuthority) {
    super();
  }

  async ofSession(manager: EntityManager, sessionId: string): Promise<IssuedCertificate[]> {
    const rows = await manager.findBy(IssuedCertificateRow, { sessionId });
    return rows
      .filter((row) => row.certificate !== null)
      .sort((one, other) => order.indexOf(one.profile) - order.indexOf(other.profile))
      .map((row) => this.ofRow(row));
  }

  /** @param row of a certificate that has been issued */
  ofRow({ profile, certificate, serialNumber, installedAt }: IssuedCertificateRow): IssuedCertificate {
    if (certificate === null || serialNumber === null) throw new Error('an order that has not been answered yet');
    const chain = this.authority.chainOf(profile).map(({ der }) => der);
    return { profile, certificate, chain, serialNumber, installed: installedAt !== null };
  }
}
