import type { DataSource, EntityManager } from 'typeorm';

/**
 * Reads of committed rows. On SQLite a connection that refuses writes; never open a transaction on it: all readers
 * share the connection.
 */
export class ReadSource {
  constructor(private readonly dataSource: DataSource) {}

  get manager(): EntityManager {
    return this.dataSource.manager;
  }
}
