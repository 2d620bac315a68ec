import { Table } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';

import {
  bigCount,
  bytes,
  cascadingForeignKey,
  enumeration,
  id,
  index,
  instant,
  json,
  shortText,
  uniqueIndex,
} from '../migration-columns.js';

const optional = { nullable: true };
const primary = { primary: true };

const issuedCertificate = new Table({
  name: 'issued_certificate',
  columns: [
    id('sessionId'),
    enumeration('profile', primary),
    shortText('orderId', 32),
    instant('orderedAt'),
    shortText('keyHash', 43),
    json('holderMarks'),
    shortText('serialNumber', 40, optional),
    bytes('certificate', optional),
    instant('issuedAt', optional),
    instant('installedAt', optional),
    instant('revokedAt', optional),
  ],
  indices: [
    uniqueIndex('uq_issued_certificate_order', ['orderId']),
    index('ix_issued_certificate_key', ['keyHash']),
    index('ix_issued_certificate_serial', ['serialNumber']),
  ],
  foreignKeys: [cascadingForeignKey('fk_issued_certificate_session', 'sessionId', 'upgrade_session')],
});

const revokedCertificate = new Table({
  name: 'revoked_certificate',
  columns: [
    shortText('issuerKeyId', 64, primary),
    shortText('serialNumber', 40, primary),
    instant('revokedAt'),
    enumeration('reason'),
  ],
});

const publishedCrl = new Table({
  name: 'published_crl',
  columns: [
    shortText('issuerKeyId', 64, primary),
    bigCount('number'),
    instant('thisUpdate'),
    instant('nextUpdate'),
    bytes('der'),
  ],
});

export class Issuance1767225620000 implements MigrationInterface {
  name = 'Issuance1767225620000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [issuedCertificate, revokedCertificate, publishedCrl]) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [publishedCrl, revokedCertificate, issuedCertificate]) await runner.dropTable(table);
  }
}
