import { Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

import { CertificateProfile, CertificatePurpose } from '../common/certificate-profile.js';
import { UpgradeStep } from '../common/upgrade-step.js';
import {
  BigCountColumn,
  CountColumn,
  EnumColumn,
  ID_LENGTH,
  InstantColumn,
  JsonColumn,
  ShortTextColumn,
  TextColumn,
} from '../database/columns.js';
import { FaultCode } from '../faults/fault-code.js';
import { storedCard } from './card.types.js';
import type { Card } from './card.types.js';
import { EventKind } from './event-kind.js';
import { storedScreen } from './screen.types.js';
import type { Screen } from './screen.types.js';

export const STAFF_NAME_LENGTH = 100;

/** One row for each event, only ever added. The session's row counts the numbers, in the same transaction. */
@Entity('session_event')
export class StoredEvent {
  @PrimaryColumn({ type: 'varchar', length: ID_LENGTH })
  sessionId!: string;

  /** Named, not imported: events stand below sessions. */
  @ManyToOne('UpgradeSession', { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'sessionId', foreignKeyConstraintName: 'fk_session_event_session' })
  session?: unknown;

  @CountColumn({ primary: true })
  number!: number;

  /** The agent's own number; null for what the server said. */
  @CountColumn({ nullable: true })
  agentNumber!: number | null;

  @EnumColumn(EventKind)
  kind!: EventKind;

  /** By the clock of whoever reports. */
  @InstantColumn()
  occurredAt!: Date;

  @InstantColumn()
  receivedAt!: Date;

  @EnumColumn(UpgradeStep, { nullable: true })
  step!: UpgradeStep | null;

  @EnumColumn(CertificateProfile, { nullable: true })
  profile!: CertificateProfile | null;

  @EnumColumn(CertificatePurpose, { nullable: true })
  purpose!: CertificatePurpose | null;

  @EnumColumn(FaultCode, { nullable: true })
  faultCode!: FaultCode | null;

  @TextColumn({ nullable: true })
  functionName!: string | null;

  /** CK_RV, unsigned. */
  @BigCountColumn({ nullable: true })
  returnValue!: number | null;

  @TextColumn({ nullable: true })
  detail!: string | null;

  @CountColumn({ nullable: true })
  milliseconds!: number | null;

  @CountColumn({ nullable: true })
  triesLeft!: number | null;

  @ShortTextColumn(STAFF_NAME_LENGTH, { nullable: true })
  staffName!: string | null;

  @JsonColumn(storedCard, { nullable: true })
  card!: Card | null;

  @JsonColumn(storedScreen, { nullable: true })
  screen!: Screen | null;
}
