import { Inject, Injectable, Logger } from '@nestjs/common';
import { AbstractSqliteDriver } from 'typeorm/driver/sqlite-abstract/AbstractSqliteDriver.js';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

import { FaultError } from '../common/fault.js';

/** Injection token of the one data source that writes. Only this file injects it. */
export const WRITE_DATA_SOURCE = Symbol('write data source');

/** Waiting jobs beyond which new ones are refused. */
export const MAX_WAITING_JOBS = 10_000;
/** Jobs in one transaction; bounds how long one commit, and the event loop, can be kept busy. */
export const MAX_JOBS_PER_COMMIT = 256;
const SLOW_COMMIT_MS = 1_000;
/** Names our lock among PostgreSQL's advisory locks; any number that nobody else uses. */
const WRITE_LOCK = 4_774_513;

interface Job {
  /** Runs the job in its savepoint; true when its changes are in the transaction. */
  attempt(runner: QueryRunner): Promise<boolean>;
  /** After the commit: publishes and resolves. */
  committed(): void;
  failed(error: unknown): void;
}

/**
 * Every write of the server goes through here. The jobs of one event-loop turn share one transaction and one commit
 * (one fsync); each runs in a savepoint of its own, so a job that throws rolls back only itself.
 *
 * SQLite has one writing connection: two transactions at once would interleave on it, and the rollback of one would
 * lose the rows of the other. So jobs run strictly one after another, on PostgreSQL too.
 */
@Injectable()
export class WriteQueue {
  private readonly logger = new Logger(WriteQueue.name);
  private waiting: Job[] = [];
  private flushing: Promise<void> | null = null;
  private closed = false;

  constructor(@Inject(WRITE_DATA_SOURCE) private readonly dataSource: DataSource) {}

  /**
   * Runs `job` in the next transaction and resolves with its result after the commit.
   *
   * The job must only use the manager it is given, await everything it starts, and do no slow work besides
   * (hashing, signing, network): everyone waits for it. `afterCommit` is the place to ring doorbells; it runs before
   * the promise resolves, and only when the commit succeeded.
   *
   * @throws FaultError STORAGE_FAILED when the queue is full, closed, or the commit failed
   */
  run<T>(job: (manager: EntityManager) => Promise<T>, afterCommit?: (result: T) => void): Promise<T> {
    if (this.closed)
      return Promise.reject(new FaultError('STORAGE_FAILED', { detail: 'the server is shutting down', retryAfterSeconds: 5 }));
    if (this.waiting.length >= MAX_WAITING_JOBS) {
      return Promise.reject(new FaultError('STORAGE_FAILED', { detail: 'too many writes are waiting', retryAfterSeconds: 2 }));
    }
    return new Promise<T>((resolve, reject) => {
      this.waiting.push(this.entry(job, afterCommit, resolve, reject));
      this.flushing ??= this.flush();
    });
  }

  /** Refuses new jobs and resolves when all accepted ones are committed. */
  async close(): Promise<void> {
    this.closed = true;
    await this.flushing;
  }

  private entry<T>(
    job: (manager: EntityManager) => Promise<T>,
    afterCommit: ((result: T) => void) | undefined,
    resolve: (result: T) => void,
    reject: (reason: unknown) => void,
  ): Job {
    let committed = (): void => undefined;
    return {
      attempt: async (runner) => {
        await runner.startTransaction();
        try {
          const result = await job(runner.manager);
          await runner.commitTransaction();
          committed = () => {
            this.publish(afterCommit, result);
            resolve(result);
          };
          return true;
        } catch (error) {
          try {
            await runner.rollbackTransaction();
          } finally {
            reject(error);
          }
          return false;
        }
      },
      committed: () => committed(),
      failed: reject,
    };
  }

  /** What is committed is committed: a listener that throws is logged and does not fail the writer. */
  private publish<T>(afterCommit: ((result: T) => void) | undefined, result: T): void {
    try {
      afterCommit?.(result);
    } catch (error) {
      this.logger.error(error, 'after commit');
    }
  }

  private async flush(): Promise<void> {
    do {
      await new Promise(setImmediate);
      const jobs = this.waiting.splice(0, MAX_JOBS_PER_COMMIT);
      const started = Date.now();
      await this.commitTogether(jobs);
      const milliseconds = Date.now() - started;
      if (milliseconds > SLOW_COMMIT_MS) this.logger.warn(`commit of ${jobs.length} jobs took ${milliseconds} ms`);
    } while (this.waiting.length > 0);
    this.flushing = null;
  }

  /** Never throws: whatever fails is told to the jobs. */
  private async commitTogether(jobs: Job[]): Promise<void> {
    const remaining = new Set(jobs);
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      await this.takeWriteLock(runner);
      for (const job of jobs) {
        if (!(await job.attempt(runner))) remaining.delete(job);
      }
      await runner.commitTransaction();
    } catch (error) {
      this.logger.error(error, 'commit failed');
      await this.rollBack(runner);
      const fault = new FaultError('STORAGE_FAILED', {
        detail: 'the database did not take the change',
        retryAfterSeconds: 2,
        cause: error,
      });
      for (const job of remaining) job.failed(fault);
      return;
    } finally {
      await runner.release();
    }
    for (const job of remaining) job.committed();
  }

  /**
   * TypeORM begins deferred transactions; a job that reads before it writes would fail at once (SQLITE_BUSY_SNAPSHOT)
   * when another process, such as the staff command, wrote in between. A write that touches no row locks first.
   *
   * On PostgreSQL the jobs of two processes would lock rows in different orders, each in its one transaction, and end in
   * deadlocks: one lock for all comes first. They wait for each other at the board's revision in any case.
   */
  private async takeWriteLock(runner: QueryRunner): Promise<void> {
    if (this.dataSource.options.type === 'better-sqlite3') await runner.query('UPDATE "migrations" SET "name" = "name" WHERE 0');
    else await runner.query('SELECT pg_advisory_xact_lock($1)', [WRITE_LOCK]);
  }

  /**
   * SQLite rolls back by itself on some errors (disk full, input/output), so that ours fails; TypeORM's only runner
   * would then believe for ever that a transaction is open. A new one starts clean.
   */
  private async rollBack(runner: QueryRunner): Promise<void> {
    try {
      while (runner.isTransactionActive) await runner.rollbackTransaction();
    } catch (error) {
      this.logger.error(error, 'rollback failed');
      const { driver } = this.dataSource;
      if (driver instanceof AbstractSqliteDriver) delete driver.queryRunner;
    }
  }
}
