import { Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import type { Relation } from 'typeorm';

import { InstantColumn, ReferenceColumn, ShortTextColumn } from '../database/columns.js';
import { StaffAccount } from './staff-account.entity.js';

/** SHA-256 in base64url. */
export const TOKEN_HASH_LENGTH = 43;

/** A sign-in. Only the hash of its cookie's token is stored. */
@Entity('staff_session')
@Index('ix_staff_session_staff', ['staffId'])
@Index('ix_staff_session_expiry', ['expiresAt'])
export class StaffSession {
  @ShortTextColumn(TOKEN_HASH_LENGTH, { primary: true })
  tokenHash!: string;

  @ReferenceColumn()
  staffId!: string;

  @ManyToOne(() => StaffAccount, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'staffId', foreignKeyConstraintName: 'fk_staff_session_staff' })
  staff!: Relation<StaffAccount>;

  @InstantColumn()
  createdAt!: Date;

  @InstantColumn()
  expiresAt!: Date;
}
