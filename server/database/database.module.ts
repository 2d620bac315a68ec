import { Global, Inject, Module } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { DataSource } from 'typeorm';

import { Configuration } from '../config/configuration.js';
import { AttemptLimiter } from './attempt-limiter.js';
import { createReadDataSource } from './data-source.js';
import { openDatabase } from './open-database.js';
import { ReadSource } from './read-source.js';
import { WRITE_DATA_SOURCE, WriteQueue } from './write-queue.js';

const READ_DATA_SOURCE = Symbol('read data source');

/** Opens and migrates the database at start; drains the writes and closes it when the HTTP server has stopped. */
@Global()
@Module({
  providers: [
    {
      provide: WRITE_DATA_SOURCE,
      inject: [Configuration],
      useFactory: (configuration: Configuration) => openDatabase(configuration),
    },
    {
      provide: READ_DATA_SOURCE,
      inject: [Configuration, WRITE_DATA_SOURCE],
      useFactory: async (configuration: Configuration, writer: DataSource) => {
        const source = createReadDataSource(configuration, writer);
        return source.isInitialized ? source : source.initialize();
      },
    },
    { provide: ReadSource, inject: [READ_DATA_SOURCE], useFactory: (source: DataSource) => new ReadSource(source) },
    WriteQueue,
    AttemptLimiter,
  ],
  exports: [WriteQueue, ReadSource, AttemptLimiter],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    private readonly writeQueue: WriteQueue,
    @Inject(WRITE_DATA_SOURCE) private readonly writer: DataSource,
    @Inject(READ_DATA_SOURCE) private readonly reader: DataSource,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.writeQueue.close();
    for (const source of new Set([this.reader, this.writer])) {
      if (source.isInitialized) await source.destroy();
    }
  }
}
