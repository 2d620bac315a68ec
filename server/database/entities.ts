import { StoredEvent } from '../events/stored-event.entity.js';
import { PublishedCrl, RevokedCertificate } from '../issuance/ca-records.entities.js';
import { IssuedCertificateRow } from '../issuance/issued-certificate.entity.js';
import { SessionCertificate } from '../issuance/session-certificate.entity.js';
import { BoardRevision } from '../sessions/board-revision.entity.js';
import { SessionProfile } from '../sessions/session-profile.entity.js';
import { SessionStep } from '../sessions/session-step.entity.js';
import { SessionWatcher } from '../sessions/session-watcher.entity.js';
import { UpgradeSession } from '../sessions/session.entity.js';
import { StaffAccount } from '../staff/staff-account.entity.js';
import { StaffSession } from '../staff/staff-session.entity.js';
import { AttemptWindow } from './attempt-window.entity.js';

/** Every entity, explicitly; a feature adds its own here. */
export const entities = [
  AttemptWindow,
  StaffAccount,
  StaffSession,
  UpgradeSession,
  SessionProfile,
  SessionStep,
  SessionWatcher,
  StoredEvent,
  BoardRevision,
  IssuedCertificateRow,
  SessionCertificate,
  RevokedCertificate,
  PublishedCrl,
];
