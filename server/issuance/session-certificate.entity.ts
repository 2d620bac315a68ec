import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

import { CertificateProfile } from '../common/certificate-profile.js';
import { ENUM_LENGTH, ID_LENGTH, InstantColumn, ShortTextColumn } from '../database/columns.js';
import { ORDER_ID_LENGTH } from './issued-certificate.entity.js';

/**
 * A certificate, or its order, that a session puts on its card: one that the session asked for itself, or that an earlier
 * session of the card did.
 */
@Entity('session_certificate')
@Index('ix_session_certificate_order', ['orderId'])
export class SessionCertificate {
  @PrimaryColumn({ type: 'varchar', length: ID_LENGTH })
  sessionId!: string;

  /** Named, not imported: only the port SessionIssuance touches sessions. */
  @ManyToOne('UpgradeSession', { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'sessionId', foreignKeyConstraintName: 'fk_session_certificate_session' })
  session?: unknown;

  @PrimaryColumn({ type: 'varchar', length: ENUM_LENGTH })
  profile!: CertificateProfile;

  /** Of the row in issued_certificate. */
  @ShortTextColumn(ORDER_ID_LENGTH)
  orderId!: string;

  /** When the agent confirmed that it is on the card and works. */
  @InstantColumn({ nullable: true })
  installedAt!: Date | null;
}
