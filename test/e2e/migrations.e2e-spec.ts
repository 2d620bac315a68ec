import type { DataSource } from 'typeorm';

import { createWriteDataSource } from '../../server/database/data-source.js';
import { migrate } from '../../server/database/migrate.js';
import { migrations } from '../../server/database/migrations/index.js';
import { openDatabase } from '../../server/database/open-database.js';
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
