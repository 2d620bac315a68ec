import type { DataSource } from 'typeorm';

/** Any number that nobody else uses in the same database (PostgreSQL, advisory locks). */
const MIGRATION_LOCK = 20_205_001;

/** Applies the pending migrations, once, even when two processes start at the same time. */
export async function migrate(source: DataSource): Promise<void> {
  if (source.options.type === 'better-sqlite3') await migrateSqlite(source);
  else await migratePostgres(source);
}

/**
 * All pending migrations in one transaction that takes the write lock first; the other process waits for it and then
 * finds nothing to do. Foreign keys rest meanwhile, or rebuilding a table would delete the rows that refer to it.
 */
async function migrateSqlite(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  await runner.query('PRAGMA foreign_keys = OFF');
  await runner.query('BEGIN IMMEDIATE');
  try {
    await source.runMigrations({ transaction: 'none' });
    await runner.query('COMMIT');
  } catch (error) {
    await runner.query('ROLLBACK');
    throw error;
  } finally {
    await runner.query('PRAGMA foreign_keys = ON');
    await runner.release();
  }
}

async function migratePostgres(source: DataSource): Promise<void> {
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await source.runMigrations();
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } finally {
    await lock.release();
  }
}
