import { createHash } from 'node:crypto';

import type { DataSource } from 'typeorm';

import { createWriteDataSource } from '../../server/database/data-source.js';
import { migrate } from '../../server/database/migrate.js';
import { migrations } from '../../server/database/migrations/index.js';
import { openDatabase } from '../../server/database/open-database.js';
import { IssuedCertificateRow } from '../../server/issuance/issued-certificate.entity.js';
import { SessionCertificate } from '../../server/issuance/session-certificate.entity.js';
import { keyHash } from '../../server/pki/public-key.js';
import { makeCertificate } from '../../server/pki/test-certificates.spec-support.js';
import { UpgradeSession } from '../../server/sessions/session.entity.js';
import { StaffAccount } from '../../server/staff/staff-account.entity.js';
import { StaffSession } from '../../server/staff/staff-session.entity.js';
import { databaseKinds } from '../support/databases.js';

const account = {
  id: '00000000-0000-4000-8000-000000000001',
  userName: 'tora',
  name: 'Tora Testdotter',
  desk: 'Kundservice',
  roles: ['HELPDESK' as const],
  passwordHash: '$argon2id$none',
  createdAt: new Date('2026-01-01T08:00:00.123Z'),
  disabledAt: null,
};

const invented = {
  name: 'Test Testsson',
  givenName: 'Test',
  surname: 'Testsson',
  hsaId: 'TSTNMT2321000156-T001',
  organisation: null,
  personnummer: '199001012385',
  cardNumber: '9752269875123456789',
};

/** Rows as they were before sessions went on from one another. */
const sessionBefore = (id: string, holder: object | null) => ({
  ...{ id, requestHash: id, tokenHash: id, state: 'INSTALLING', step: 'SIGN_IN', agentConnected: false },
  ...{ stepStartedAt: 1, openedAt: 1, lastEventAt: 1, agentSeenAt: 1 },
  ...{ installedCertificates: 0, lastEventNumber: 0, acknowledgedEvents: 0, revision: 0, agentRevision: 0 },
  ...(holder === null ? {} : { holder: JSON.stringify(holder) }),
});
const orderBefore = (sessionId: string, key: string, installedAt: number | null) => ({
  ...{ sessionId, profile: 'HSA_AUTHENTICATION', orderId: sessionId.replaceAll('-', ''), orderedAt: 1, keyHash: key },
  ...{ holderMarks: '[]', ...(installedAt === null ? {} : { installedAt }) },
});

/** As SQL that both databases take. */
function insertion(table: string, row: Readonly<Record<string, string | number | boolean>>): string {
  const values = Object.values(row).map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  const names = Object.keys(row).map((name) => `"${name}"`);
  return `INSERT INTO "${table}" (${names.join(', ')}) VALUES (${values.join(', ')})`;
}

/** What TypeORM would change to make the tables as the entities say. */
async function drift(source: DataSource): Promise<string[]> {
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

async function applied(source: DataSource): Promise<string[]> {
  const rows: { name: string }[] = await source.query('SELECT "name" FROM "migrations" ORDER BY "timestamp"');
  return rows.map(({ name }) => name);
}

async function tablesLeft(source: DataSource): Promise<string[]> {
  const runner = source.createQueryRunner();
  try {
    const names = source.entityMetadatas.map(({ tableName }) => tableName);
    const there = await Promise.all(names.map((name) => runner.hasTable(name)));
    return names.filter((_name, index) => there[index]);
  } finally {
    await runner.release();
  }
}

describe.each(databaseKinds())('migrations on $name', (kind) => {
  const open: DataSource[] = [];
  const opened = (source: DataSource): DataSource => {
    open.push(source);
    return source;
  };

  beforeAll(() => kind.start());
  afterEach(async () => {
    for (const source of open.splice(0)) if (source.isInitialized) await source.destroy();
  });
  afterAll(() => kind.stop());

  it('build from nothing exactly what the entities say', async () => {
    const source = opened(await openDatabase(await kind.fresh()));
    expect(await drift(source)).toEqual([]);
    expect(await applied(source)).toEqual(migrations.map(({ name }) => name));
  });

  it('notice an entity that no migration has built', async () => {
    const source = opened(await openDatabase(await kind.fresh()));
    await source.query('ALTER TABLE "staff_account" DROP COLUMN "desk"');
    expect((await drift(source)).join('\n')).toContain('desk');
  });

  it('are taken back one by one, to an empty database, and applied again', async () => {
    const source = opened(await openDatabase(await kind.fresh()));
    for (const _ of migrations) await source.undoLastMigration();
    expect(await applied(source)).toEqual([]);
    expect(await tablesLeft(source)).toEqual([]);
    await migrate(source);
    expect(await drift(source)).toEqual([]);
  });

  it('keep the rows of every earlier state', async () => {
    for (let first = 1; first < migrations.length; first += 1) {
      const settings = await kind.fresh();
      const earlier = opened(createWriteDataSource(settings).setOptions({ migrations: migrations.slice(0, first) }));
      await earlier.initialize();
      await migrate(earlier);
      await earlier.manager.insert(StaffAccount, account);
      await earlier.manager.insert(StaffSession, {
        tokenHash: 'a'.repeat(43),
        staffId: account.id,
        createdAt: account.createdAt,
        expiresAt: account.createdAt,
      });
      await earlier.destroy();
      const source = opened(await openDatabase(settings));
      expect(await drift(source)).toEqual([]);
      expect(await source.manager.find(StaffAccount)).toEqual([account]);
      expect(await source.manager.countBy(StaffSession, { staffId: account.id })).toBe(1);
    }
  });

  it('find the card of every session there was, and what it has of certificates', async () => {
    const settings = await kind.fresh();
    const earlier = opened(createWriteDataSource(settings).setOptions({ migrations: migrations.slice(0, 3) }));
    await earlier.initialize();
    await migrate(earlier);
    const { certificate } = await makeCertificate();
    const signInCertificate = Buffer.from(certificate.der).toString('base64');
    const holder = { ...invented, signInCertificate };
    const [reusing, generating] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
    const key = keyHash(certificate.publicKey);
    for (const id of [reusing, generating]) await earlier.query(insertion('upgrade_session', sessionBefore(id, holder)));
    await earlier.query(insertion('upgrade_session', sessionBefore('00000000-0000-4000-8000-00000000000c', null)));
    await earlier.query(insertion('issued_certificate', orderBefore(reusing, key, 1_700_000_000_000)));
    await earlier.query(insertion('issued_certificate', orderBefore(generating, 'k'.repeat(43), null)));
    await earlier.destroy();

    const source = opened(await openDatabase(settings));
    const mark = createHash('sha256').update(invented.cardNumber).digest('base64url');
    const sessions = await source.manager.find(UpgradeSession, { order: { id: 'ASC' } });
    expect(sessions.map(({ cardMark, signInKey, purpose, continuesId }) => [cardMark, signInKey, purpose, continuesId])).toEqual([
      [mark, key, 'UPGRADE', null],
      [mark, key, 'UPGRADE', null],
      [null, null, 'UPGRADE', null],
    ]);
    for (const { id, upgradeId } of sessions) expect(upgradeId).toBe(id);
    const held = await source.manager.find(SessionCertificate, { order: { sessionId: 'ASC' } });
    expect(held.map(({ sessionId, installedAt }) => [sessionId, installedAt?.getTime() ?? null])).toEqual([
      [reusing, 1_700_000_000_000],
      [generating, null],
    ]);
    const orders = await source.manager.find(IssuedCertificateRow, { order: { sessionId: 'ASC' } });
    expect(orders.map(({ keyPolicy }) => keyPolicy)).toEqual(['REUSE', 'GENERATE']);

    await source.undoLastMigration();
    expect(await source.query('SELECT "installedAt" FROM "issued_certificate" ORDER BY "sessionId"')).toHaveLength(2);
    await migrate(source);
    expect(await drift(source)).toEqual([]);
    expect((await source.manager.find(SessionCertificate)).filter(({ installedAt }) => installedAt !== null)).toHaveLength(1);
  });

  it('are applied once when several processes start at the same time', async () => {
    const settings = await kind.fresh();
    const sources = await Promise.all([1, 2, 3].map(() => openDatabase(settings)));
    sources.forEach(opened);
    expect(await applied(sources[0] ?? fail())).toEqual(migrations.map(({ name }) => name));
  });
});

function fail(): never {
  throw new Error('no data source');
}
