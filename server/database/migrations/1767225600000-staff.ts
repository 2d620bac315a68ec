import { Table } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';

import {
  cascadingForeignKey,
  count,
  id,
  index,
  instant,
  json,
  reference,
  shortText,
  text,
  uniqueIndex,
} from '../migration-columns.js';

export class Staff1767225600000 implements MigrationInterface {
  name = 'Staff1767225600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'attempt_window',
        columns: [shortText('key', 64, { primary: true }), instant('startedAt'), count('count')],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'staff_account',
        columns: [
          id(),
          shortText('userName', 64),
          shortText('name', 100),
          shortText('desk', 100),
          json('roles'),
          text('passwordHash'),
          instant('createdAt'),
          instant('disabledAt', { nullable: true }),
        ],
        indices: [uniqueIndex('uq_staff_account_user_name', ['userName'])],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'staff_session',
        columns: [
          shortText('tokenHash', 43, { primary: true }),
          reference('staffId'),
          instant('createdAt'),
          instant('expiresAt'),
        ],
        indices: [index('ix_staff_session_staff', ['staffId']), index('ix_staff_session_expiry', ['expiresAt'])],
        foreignKeys: [cascadingForeignKey('fk_staff_session_staff', 'staffId', 'staff_account')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('staff_session');
    await runner.dropTable('staff_account');
    await runner.dropTable('attempt_window');
  }
}
