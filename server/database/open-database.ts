import { mkdirSync } from 'node:fs';

import type { DataSource } from 'typeorm';

import { errorCode } from '../common/error-code.js';
import { createWriteDataSource } from './data-source.js';
import type { DatabaseSettings } from './data-source.js';
import { DatabaseUnavailableError } from './database-unavailable.js';
import { migrate } from './migrate.js';

/**
 * Opens the database that writes, after making the data directory (readable by this user alone) and applying the
 * migrations.
 * @throws DatabaseUnavailableError
 */
export async function openDatabase(settings: DatabaseSettings): Promise<DataSource> {
  const source = createWriteDataSource(settings);
  try {
    mkdirSync(settings.dataDirectory, { recursive: true, mode: 0o700 });
    await source.initialize();
    await migrate(source);
    return source;
  } catch (error) {
    if (source.isInitialized) await source.destroy();
    throw new DatabaseUnavailableError(`${whatFailed(settings)}: ${reason(error)}. ${remedy(settings)}`, { cause: error });
  }
}

function whatFailed({ databaseUrl, dataDirectory }: DatabaseSettings): string {
  if (databaseUrl === null) return `The database in ${dataDirectory} can't be opened`;
  const { hostname, port, pathname } = new URL(databaseUrl);
  return `The PostgreSQL database ${pathname.slice(1)} on ${hostname}${port === '' ? '' : `:${port}`} can't be used`;
}

/** Connecting to a name with several addresses fails with an AggregateError that has a code and no message. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return (message === '' ? errorCode(error) || String(error) : message).replace(/\.$/, '');
}

function remedy({ databaseUrl }: DatabaseSettings): string {
  if (databaseUrl === null) return 'Give a folder that this user may write to: DATA_DIR=… (docs/configuration.md)';
  return 'Check DATABASE_URL, and that the database exists and answers (docs/configuration.md)';
}
