import { Entity } from 'typeorm';

import { BigCountColumn, BytesColumn, EnumColumn, InstantColumn, ShortTextColumn } from '../database/columns.js';
import { RevocationReason } from '../pki/authority/certificate-authority.js';
import { SERIAL_NUMBER_LENGTH } from './issued-certificate.entity.js';

/** Subject key identifier in hexadecimal: SHA-1, or SHA-256 with newer methods (RFC 7093). */
export const KEY_ID_LENGTH = 64;

/** A certificate that the embedded authority revoked; kept for good. */
@Entity('revoked_certificate')
export class RevokedCertificate {
  /** Subject key identifier of the authority. */
  @ShortTextColumn(KEY_ID_LENGTH, { primary: true })
  issuerKeyId!: string;

  @ShortTextColumn(SERIAL_NUMBER_LENGTH, { primary: true })
  serialNumber!: string;

  @InstantColumn()
  revokedAt!: Date;

  @EnumColumn(RevocationReason)
  reason!: RevocationReason;
}

/** The CRL in force of each authority, the same for every process. */
@Entity('published_crl')
export class PublishedCrl {
  @ShortTextColumn(KEY_ID_LENGTH, { primary: true })
  issuerKeyId!: string;

  @BigCountColumn()
  number!: number;

  @InstantColumn()
  thisUpdate!: Date;

  @InstantColumn()
  nextUpdate!: Date;

  @BytesColumn()
  der!: Uint8Array;
}
