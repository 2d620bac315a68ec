import { join } from 'node:path';

import type Database from 'better-sqlite3';
import { DataSource } from 'typeorm';
import type { DataSourceOptions } from 'typeorm';

import type { Configuration } from '../config/configuration.js';
import { entities } from './entities.js';
import { migrations } from './migrations/index.js';

export type DatabaseSettings = Pick<Configuration, 'databaseUrl' | 'dataDirectory'>;

const BUSY_TIMEOUT_MS = 5_000;
const POSTGRES_POOL = 10;

const shared = {
  entities: [...entities],
  migrations: [...migrations],
  migrationsTableName: 'migrations',
  migrationsTransactionMode: 'each',
  synchronize: false,
  logging: false,
} as const satisfies Partial<DataSourceOptions>;

/** A crash of the machine may not lose what was acknowledged: WAL with synchronous FULL. */
function prepareWriter(database: Database.Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
}

function prepareReader(database: Database.Database): void {
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  database.pragma('query_only = ON');
}

function sqlite(settings: DatabaseSettings, prepareDatabase: (database: Database.Database) => void): DataSource {
  const database = join(settings.dataDirectory, 'kortlots.sqlite');
  return new DataSource({ ...shared, type: 'better-sqlite3', database, prepareDatabase });
}

/** The source that migrates and writes (only through the WriteQueue); PostgreSQL when a URL is given, else SQLite. */
export function createWriteDataSource(settings: DatabaseSettings): DataSource {
  if (settings.databaseUrl === null) return sqlite(settings, prepareWriter);
  return new DataSource({
    ...shared,
    type: 'postgres',
    url: settings.databaseUrl,
    poolSize: POSTGRES_POOL,
    extra: { connectionTimeoutMillis: BUSY_TIMEOUT_MS },
  });
}

/** SQLite: a second connection that refuses writes, so that readers see committed rows only. PostgreSQL: the same. */
export function createReadDataSource(settings: DatabaseSettings, writer: DataSource): DataSource {
  return settings.databaseUrl === null ? sqlite(settings, prepareReader) : writer;
}
