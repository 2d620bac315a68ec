import { Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';

import { UpgradeStep } from '../common/upgrade-step.js';
import { ENUM_LENGTH, ID_LENGTH, InstantColumn } from '../database/columns.js';
import { UpgradeSession } from './session.entity.js';

/** When a step was first started, and last completed. */
@Entity('session_step')
export class SessionStep {
  @PrimaryColumn({ type: 'varchar', length: ID_LENGTH })
  sessionId!: string;

  @ManyToOne(() => UpgradeSession, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'sessionId', foreignKeyConstraintName: 'fk_session_step_session' })
  session?: Relation<UpgradeSession>;

  @PrimaryColumn({ type: 'varchar', length: ENUM_LENGTH })
  step!: UpgradeStep;

  @InstantColumn()
  startedAt!: Date;

  @InstantColumn({ nullable: true })
  completedAt!: Date | null;
}
