import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DatabaseUnavailableError } from './database-unavailable.js';
import { openDatabase } from './open-database.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kortlots-open-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('makes the data directory for this user alone, with WAL and synchronous FULL', async () => {
  const dataDirectory = join(folder, 'new', 'data');
  const source = await openDatabase({ databaseUrl: null, dataDirectory });
  expect(statSync(dataDirectory).mode & 0o777).toBe(0o700);
  expect(await source.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  expect(await source.query('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
  expect(await source.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  await source.destroy();
});

it('says in one line that a folder cannot be used, and what to do', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const opening = openDatabase({ databaseUrl: null, dataDirectory: file });
  await expect(opening).rejects.toThrow(DatabaseUnavailableError);
  await expect(opening).rejects.toThrow(/^The database in .*file can't be opened: .*DATA_DIR=.*$/);
});

it('names an unreachable PostgreSQL without its password', async () => {
  const opening = openDatabase({ databaseUrl: 'postgres://anna:hemligt@127.0.0.1:1/kort', dataDirectory: folder });
  await expect(opening).rejects.toThrow(/kort on 127\.0\.0\.1:1 .*ECONNREFUSED.*DATABASE_URL/);
  await expect(opening).rejects.not.toThrow(/hemligt/);
});
