import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { DataSource } from 'typeorm';

import { createReadDataSource } from './data-source.js';
import { openDatabase } from './open-database.js';
import { ReadSource } from './read-source.js';
import { WriteQueue } from './write-queue.js';

/** A migrated SQLite database of a test's own, with the server's queue and reader. */
export class TemporaryDatabase {
  readonly queue: WriteQueue;
  readonly reads: ReadSource;

  private constructor(
    readonly folder: string,
    readonly writer: DataSource,
    private readonly reader: DataSource,
  ) {
    this.queue = new WriteQueue(writer);
    this.reads = new ReadSource(reader);
  }

  static async make(): Promise<TemporaryDatabase> {
    const folder = mkdtempSync(join(tmpdir(), 'kortlots-database-'));
    const settings = { databaseUrl: null, dataDirectory: folder };
    const writer = await openDatabase(settings);
    return new TemporaryDatabase(folder, writer, await createReadDataSource(settings, writer).initialize());
  }

  async remove(): Promise<void> {
    await this.queue.close();
    await this.reader.destroy();
    await this.writer.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
