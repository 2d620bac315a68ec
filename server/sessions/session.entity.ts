import { Entity, Index } from 'typeorm';

import { UpgradeStep } from '../common/upgrade-step.js';
import {
  BigCountColumn,
  CountColumn,
  EnumColumn,
  FlagColumn,
  IdColumn,
  InstantColumn,
  JsonColumn,
  ReferenceColumn,
  ShortTextColumn,
} from '../database/columns.js';
import { FaultCode } from '../faults/fault-code.js';
import { PAIRING_CODE_LENGTH } from './pairing-code.js';
import { holderIdentity } from './ports.js';
import type { HolderIdentity } from './ports.js';
import { SessionPurpose } from './session-purpose.js';
import { SessionState } from './session-state.js';

export const HASH_LENGTH = 43;
/** 32 bytes in base64. */
export const NONCE_LENGTH = 44;
export const NAME_LENGTH = 100;
export const TERMS_VERSION_LENGTH = 32;

/** A session as the board needs it; what only the session's own view shows is in SessionProfile. */
@Entity('upgrade_session')
@Index('uq_upgrade_session_request', ['requestHash'], { unique: true })
@Index('uq_upgrade_session_token', ['tokenHash'], { unique: true })
@Index('uq_upgrade_session_pairing_code', ['pairingCode'], { unique: true })
@Index('ix_upgrade_session_revision', ['revision'])
@Index('ix_upgrade_session_state', ['state', 'agentSeenAt'])
@Index('ix_upgrade_session_card', ['cardMark'])
@Index('ix_upgrade_session_key', ['signInKey'])
@Index('ix_upgrade_session_upgrade', ['upgradeId'])
export class UpgradeSession {
  @IdColumn()
  id!: string;

  /** SHA-256 of the agent's request id, which can renew the token of a session that nobody signed in to. */
  @ShortTextColumn(HASH_LENGTH)
  requestHash!: string;

  @ShortTextColumn(HASH_LENGTH)
  tokenHash!: string;

  @ShortTextColumn(PAIRING_CODE_LENGTH, { nullable: true })
  pairingCode!: string | null;

  @InstantColumn({ nullable: true })
  pairingCodeExpiresAt!: Date | null;

  @EnumColumn(SessionState)
  state!: SessionState;

  @EnumColumn(SessionPurpose)
  purpose!: SessionPurpose;

  /** One upgrade of one card, whichever sessions it took: the id of its first session. */
  @ReferenceColumn()
  upgradeId!: string;

  /** The session that this one goes on from. */
  @ReferenceColumn({ nullable: true })
  continuesId!: string | null;

  @EnumColumn(UpgradeStep)
  step!: UpgradeStep;

  @InstantColumn()
  stepStartedAt!: Date;

  @InstantColumn()
  openedAt!: Date;

  @InstantColumn()
  lastEventAt!: Date;

  @InstantColumn({ nullable: true })
  endedAt!: Date | null;

  @EnumColumn(FaultCode, { nullable: true })
  faultCode!: FaultCode | null;

  @JsonColumn(holderIdentity, { nullable: true })
  holder!: HolderIdentity | null;

  /** Hash of the card's number, when the card tells it: what the sessions of one card are found by. */
  @ShortTextColumn(HASH_LENGTH, { nullable: true })
  cardMark!: string | null;

  /** Hash of the key that signed in, for cards without a number. */
  @ShortTextColumn(HASH_LENGTH, { nullable: true })
  signInKey!: string | null;

  @ReferenceColumn({ nullable: true })
  handlerId!: string | null;

  @ShortTextColumn(NAME_LENGTH, { nullable: true })
  handlerName!: string | null;

  @FlagColumn()
  agentConnected!: boolean;

  @InstantColumn()
  agentSeenAt!: Date;

  @CountColumn()
  installedCertificates!: number;

  @ShortTextColumn(TERMS_VERSION_LENGTH, { nullable: true })
  acceptedTermsVersion!: string | null;

  @InstantColumn({ nullable: true })
  acceptedTermsAt!: Date | null;

  /** The nonce that the next sign-in must carry; taken away by the first attempt. */
  @ShortTextColumn(NONCE_LENGTH, { nullable: true })
  challengeNonce!: string | null;

  @InstantColumn({ nullable: true })
  challengeExpiresAt!: Date | null;

  /** Of the server's numbering, without a gap. */
  @CountColumn()
  lastEventNumber!: number;

  /** Of the agent's numbering: everything up to here is stored. */
  @CountColumn()
  acknowledgedEvents!: number;

  /** The board's revision at the last change that anybody sees. */
  @BigCountColumn()
  revision!: number;

  /** The board's revision at the last change that the agent sees (state, watchers, certificates, pairing code). */
  @BigCountColumn()
  agentRevision!: number;
}
