import { createHash, X509Certificate } from 'node:crypto';

import { Table } from 'typeorm';
import type { MigrationInterface, QueryRunner, TableColumn } from 'typeorm';
import { z } from 'zod';

import { cascadingForeignKey, enumeration, id, index, instant, reference, shortText } from '../migration-columns.js';

const optional = { nullable: true };

const sessionCertificate = new Table({
  name: 'session_certificate',
  columns: [
    id('sessionId'),
    enumeration('profile', { primary: true }),
    shortText('orderId', 32),
    instant('installedAt', optional),
  ],
  indices: [index('ix_session_certificate_order', ['orderId'])],
  foreignKeys: [cascadingForeignKey('fk_session_certificate_session', 'sessionId', 'upgrade_session')],
});

const sessionIndices = [
  index('ix_upgrade_session_card', ['cardMark']),
  index('ix_upgrade_session_key', ['signInKey']),
  index('ix_upgrade_session_upgrade', ['upgradeId']),
];

const authentication = `('HSA_AUTHENTICATION', 'PERSON_AUTHENTICATION')`;

/**
 * An upgrade may take several sessions, on several PCs: what was issued is apart from who puts it on the card, and the
 * sessions of one card are found.
 */
export class Keeping1767225630000 implements MigrationInterface {
  name = 'Keeping1767225630000';

  async up(runner: QueryRunner): Promise<void> {
    await addFilled(runner, 'upgrade_session', enumeration('purpose'), `'UPGRADE'`);
    await addFilled(runner, 'upgrade_session', reference('upgradeId'), '"id"');
    await runner.addColumns('upgrade_session', [
      reference('continuesId', optional),
      shortText('cardMark', 43, optional),
      shortText('signInKey', 43, optional),
    ]);
    await markCards(runner);
    await runner.createIndices('upgrade_session', sessionIndices);
    await runner.createTable(sessionCertificate);
    await runner.query(
      `INSERT INTO "session_certificate" ("sessionId", "profile", "orderId", "installedAt") SELECT "sessionId", "profile", "orderId", "installedAt" FROM "issued_certificate"`,
    );
    await runner.query('ALTER TABLE "issued_certificate" DROP COLUMN "installedAt"');
    await addFilled(runner, 'issued_certificate', enumeration('keyPolicy'), `'REUSE'`);
    // Only with new keys does authentication leave the key that signed in.
    await runner.query(
      `UPDATE "issued_certificate" SET "keyPolicy" = 'GENERATE' WHERE "sessionId" IN (SELECT "issued"."sessionId" FROM "issued_certificate" "issued" JOIN "upgrade_session" "session" ON "session"."id" = "issued"."sessionId" WHERE "issued"."profile" IN ${authentication} AND "issued"."keyHash" <> "session"."signInKey")`,
    );
  }

  /** Without building tables anew: on SQLite that would delete what refers to them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "issued_certificate" DROP COLUMN "keyPolicy"');
    await runner.query('ALTER TABLE "issued_certificate" ADD COLUMN "installedAt" bigint');
    await runner.query(
      `UPDATE "issued_certificate" SET "installedAt" = (SELECT MAX("held"."installedAt") FROM "session_certificate" "held" WHERE "held"."orderId" = "issued_certificate"."orderId")`,
    );
    await runner.dropTable('session_certificate');
    for (const { name = '' } of sessionIndices) await runner.query(`DROP INDEX "${name}"`);
    for (const name of ['signInKey', 'cardMark', 'continuesId', 'upgradeId', 'purpose'])
      await runner.query(`ALTER TABLE "upgrade_session" DROP COLUMN "${name}"`);
  }
}

/** @param value SQL for the rows that are there */
async function addFilled(runner: QueryRunner, table: string, column: TableColumn, value: string): Promise<void> {
  const nullable = column.clone();
  nullable.isNullable = true;
  await runner.addColumn(table, nullable);
  await runner.query(`UPDATE "${table}" SET "${column.name}" = ${value}`);
  await runner.changeColumn(table, column.name, column);
}

const PAGE = 1_000;
const signedIn = z.array(z.object({ id: z.string(), holder: z.string() }));
const holderOf = z.object({ cardNumber: z.string().nullable(), signInCertificate: z.string() });

/** What new sessions write when the card signs in. */
async function markCards(runner: QueryRunner): Promise<void> {
  for (let after = ''; ;) {
    const found: unknown = await runner.query(
      `SELECT "id", "holder" FROM "upgrade_session" WHERE "holder" IS NOT NULL AND "id" > '${after}' ORDER BY "id" LIMIT ${PAGE}`,
    );
    const rows = signedIn.parse(found);
    for (const row of rows) {
      const { cardNumber, signInCertificate } = holderOf.parse(JSON.parse(row.holder));
      const cardMark = cardNumber === null ? 'NULL' : `'${createHash('sha256').update(cardNumber, 'utf8').digest('base64url')}'`;
      const key = new X509Certificate(Buffer.from(signInCertificate, 'base64')).publicKey;
      const signInKey = createHash('sha256')
        .update(key.export({ type: 'spki', format: 'der' }))
        .digest('base64url');
      await runner.query(
        `UPDATE "upgrade_session" SET "cardMark" = ${cardMark}, "signInKey" = '${signInKey}' WHERE "id" = '${row.id}'`,
      );
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
