import { Table } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';

import {
  bigCount,
  cascadingForeignKey,
  count,
  enumeration,
  flag,
  id,
  index,
  instant,
  json,
  reference,
  shortText,
  text,
  uniqueIndex,
} from '../migration-columns.js';

const optional = { nullable: true };

const upgradeSession = new Table({
  name: 'upgrade_session',
  columns: [
    id(),
    shortText('requestHash', 43),
    shortText('tokenHash', 43),
    shortText('pairingCode', 8, optional),
    instant('pairingCodeExpiresAt', optional),
    enumeration('state'),
    enumeration('step'),
    instant('stepStartedAt'),
    instant('openedAt'),
    instant('lastEventAt'),
    instant('endedAt', optional),
    enumeration('faultCode', optional),
    json('holder', optional),
    reference('handlerId', optional),
    shortText('handlerName', 100, optional),
    flag('agentConnected'),
    instant('agentSeenAt'),
    count('installedCertificates'),
    shortText('acceptedTermsVersion', 32, optional),
    instant('acceptedTermsAt', optional),
    shortText('challengeNonce', 44, optional),
    instant('challengeExpiresAt', optional),
    count('lastEventNumber'),
    count('acknowledgedEvents'),
    bigCount('revision'),
    bigCount('agentRevision'),
  ],
  indices: [
    uniqueIndex('uq_upgrade_session_request', ['requestHash']),
    uniqueIndex('uq_upgrade_session_token', ['tokenHash']),
    uniqueIndex('uq_upgrade_session_pairing_code', ['pairingCode']),
    index('ix_upgrade_session_revision', ['revision']),
    index('ix_upgrade_session_state', ['state', 'agentSeenAt']),
  ],
});

const sessionProfile = new Table({
  name: 'session_profile',
  columns: [
    id('sessionId'),
    text('agentVersion'),
    text('operatingSystem'),
    enumeration('language'),
    json('middleware', optional),
    json('readers'),
    json('cardBefore', optional),
    json('cardNow', optional),
    json('screen', optional),
  ],
  foreignKeys: [cascadingForeignKey('fk_session_profile_session', 'sessionId', 'upgrade_session')],
});

const sessionStep = new Table({
  name: 'session_step',
  columns: [id('sessionId'), enumeration('step', { primary: true }), instant('startedAt'), instant('completedAt', optional)],
  foreignKeys: [cascadingForeignKey('fk_session_step_session', 'sessionId', 'upgrade_session')],
});

const sessionWatcher = new Table({
  name: 'session_watcher',
  columns: [
    id(),
    reference('sessionId'),
    reference('staffId'),
    shortText('name', 100),
    shortText('desk', 100),
    instant('since'),
    instant('leaseUntil'),
  ],
  indices: [index('ix_session_watcher_session', ['sessionId', 'staffId']), index('ix_session_watcher_lease', ['leaseUntil'])],
  foreignKeys: [cascadingForeignKey('fk_session_watcher_session', 'sessionId', 'upgrade_session')],
});

const sessionEvent = new Table({
  name: 'session_event',
  columns: [
    id('sessionId'),
    count('number', { primary: true }),
    count('agentNumber', optional),
    enumeration('kind'),
    instant('occurredAt'),
    instant('receivedAt'),
    enumeration('step', optional),
    enumeration('profile', optional),
    enumeration('purpose', optional),
    enumeration('faultCode', optional),
    text('functionName', optional),
    bigCount('returnValue', optional),
    text('detail', optional),
    count('milliseconds', optional),
    count('triesLeft', optional),
    shortText('staffName', 100, optional),
    json('card', optional),
    json('screen', optional),
  ],
  foreignKeys: [cascadingForeignKey('fk_session_event_session', 'sessionId', 'upgrade_session')],
});

const boardRevision = new Table({
  name: 'board_revision',
  columns: [count('id', { primary: true }), bigCount('value')],
});

export class Sessions1767225610000 implements MigrationInterface {
  name = 'Sessions1767225610000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [upgradeSession, sessionProfile, sessionStep, sessionWatcher, sessionEvent, boardRevision]) {
      await runner.createTable(table);
    }
    await runner.query('INSERT INTO "board_revision" ("id", "value") VALUES (1, 0)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [boardRevision, sessionEvent, sessionWatcher, sessionStep, sessionProfile, upgradeSession]) {
      await runner.dropTable(table);
    }
  }
}
