import { Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import type { Relation } from 'typeorm';

import { IdColumn, InstantColumn, ReferenceColumn, ShortTextColumn } from '../database/columns.js';
import { NAME_LENGTH, UpgradeSession } from './session.entity.js';

/**
 * One open view of a session. The server process that serves it renews the lease; what is not renewed, because the
 * process was killed, is swept away by any other.
 */
@Entity('session_watcher')
@Index('ix_session_watcher_session', ['sessionId', 'staffId'])
@Index('ix_session_watcher_lease', ['leaseUntil'])
export class SessionWatcher {
  @IdColumn()
  id!: string;

  @ReferenceColumn()
  sessionId!: string;

  @ManyToOne(() => UpgradeSession, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'sessionId', foreignKeyConstraintName: 'fk_session_watcher_session' })
  session?: Relation<UpgradeSession>;

  @ReferenceColumn()
  staffId!: string;

  @ShortTextColumn(NAME_LENGTH)
  name!: string;

  @ShortTextColumn(NAME_LENGTH)
  desk!: string;

  @InstantColumn()
  since!: Date;

  @InstantColumn()
  leaseUntil!: Date;
}
