import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { z } from 'zod';

import { CertificateProfile, KeyPolicy } from '../common/certificate-profile.js';
import {
  BytesColumn,
  ENUM_LENGTH,
  EnumColumn,
  ID_LENGTH,
  InstantColumn,
  JsonColumn,
  ShortTextColumn,
} from '../database/columns.js';

/** 128 bits in hexadecimal. */
export const ORDER_ID_LENGTH = 32;
/** RFC 5280 section 4.1.2.2: at most 20 bytes, in hexadecimal. */
export const SERIAL_NUMBER_LENGTH = 40;
/** SHA-256 in base64url. */
export const KEY_HASH_LENGTH = 43;

const marks = z.array(z.string());

/**
 * One order for a certificate, and the certificate when it has been issued: one for each session and profile, whatever is
 * repeated. Which session puts it on the card is in SessionCertificate. The order is stored before the authority is asked, so that a crash in between does not order twice.
 */
@Entity('issued_certificate')
@Index('uq_issued_certificate_order', ['orderId'], { unique: true })
@Index('ix_issued_certificate_key', ['keyHash'])
@Index('ix_issued_certificate_serial', ['serialNumber'])
export class IssuedCertificateRow {
  @PrimaryColumn({ type: 'varchar', length: ID_LENGTH })
  sessionId!: string;

  /** Named, not imported: only the port SessionIssuance touches sessions. */
  @ManyToOne('UpgradeSession', { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'sessionId', foreignKeyConstraintName: 'fk_issued_certificate_session' })
  session?: unknown;

  @PrimaryColumn({ type: 'varchar', length: ENUM_LENGTH })
  profile!: CertificateProfile;

  @ShortTextColumn(ORDER_ID_LENGTH)
  orderId!: string;

  @InstantColumn()
  orderedAt!: Date;

  @ShortTextColumn(KEY_HASH_LENGTH)
  keyHash!: string;

  /** Of the offer that it was ordered by. */
  @EnumColumn(KeyPolicy)
  keyPolicy!: KeyPolicy;

  /** Hashes of what identifies holder and card, to tell whether a key belongs to another one. */
  @JsonColumn(marks)
  holderMarks!: string[];

  /** Lower-case hexadecimal, as in the certificate. */
  @ShortTextColumn(SERIAL_NUMBER_LENGTH, { nullable: true })
  serialNumber!: string | null;

  /** DER; null while the authority has not answered. */
  @BytesColumn({ nullable: true })
  certificate!: Uint8Array | null;

  @InstantColumn({ nullable: true })
  issuedAt!: Date | null;

  @InstantColumn({ nullable: true })
  revokedAt!: Date | null;
}
