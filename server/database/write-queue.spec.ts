import type { EntityManager } from 'typeorm';

import { FaultError } from '../common/fault.js';
import { AttemptWindow } from './attempt-window.entity.js';
import { TemporaryDatabase } from './temporary-database.spec-support.js';
import { MAX_JOBS_PER_COMMIT, MAX_WAITING_JOBS } from './write-queue.js';

let database: TemporaryDatabase;

beforeEach(async () => {
  database = await TemporaryDatabase.make();
});
afterEach(() => database.remove());

const insert = (key: string) => (manager: EntityManager) =>
  manager.insert(AttemptWindow, { key, startedAt: new Date(0), count: 1 }).then(() => key);
const keys = async (): Promise<string[]> =>
  (await database.reads.manager.find(AttemptWindow, { order: { key: 'ASC' } })).map(({ key }) => key);

it('answers after the commit, so that a reader sees the row', async () => {
  expect(await database.queue.run(insert('one'))).toBe('one');
  expect(await keys()).toEqual(['one']);
});

it('rolls back a job that throws, and none of its neighbours in the same commit', async () => {
  const failing = (manager: EntityManager): Promise<never> => insert('lost')(manager).then(() => Promise.reject(new Error('no')));
  const results = await Promise.allSettled([
    database.queue.run(insert('a')),
    database.queue.run(failing),
    database.queue.run(insert('b')),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await keys()).toEqual(['a', 'b']);
});

it('runs jobs one after another, however many are asked for at once', async () => {
  let running = 0;
  let most = 0;
  const total = MAX_JOBS_PER_COMMIT + 50;
  const job = (key: string) => async (manager: EntityManager) => {
    most = Math.max(most, ++running);
    await insert(key)(manager);
    running -= 1;
  };
  await Promise.all(Array.from({ length: total }, (_, index) => database.queue.run(job(`k${index}`))));
  expect(most).toBe(1);
  expect(await keys()).toHaveLength(total);
});

it('shares one commit between the jobs of a turn', async () => {
  const commits: string[] = [];
  const seenAfter = (): void => void commits.push('after');
  await Promise.all([database.queue.run(insert('x'), seenAfter), database.queue.run(insert('y'), seenAfter)]);
  expect(commits).toEqual(['after', 'after']);
});

it('tells nobody of a job that was rolled back', async () => {
  let rung = false;
  const failing = database.queue.run(
    () => Promise.reject(new Error('no')),
    () => (rung = true),
  );
  await expect(failing).rejects.toThrow('no');
  expect(rung).toBe(false);
});

it('is not failed by a listener that throws after the commit', async () => {
  const throwing = (): void => {
    throw new Error('listener');
  };
  expect(await database.queue.run(insert('kept'), throwing)).toBe('kept');
});

it('goes on after a commit that failed, and says STORAGE_FAILED for it', async () => {
  // A foreign key checked at the commit: the transaction as a whole is refused.
  const broken = database.queue.run(async (manager) => {
    await manager.query('PRAGMA defer_foreign_keys = ON');
    await manager.query('INSERT INTO "staff_session" VALUES (?, ?, 0, 0)', ['t'.repeat(43), 'nobody']);
  });
  await expect(broken).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
  await database.queue.run(insert('after'));
  expect(await keys()).toEqual(['after']);
});

it('refuses more jobs than may wait', async () => {
  const jobs = Array.from({ length: MAX_WAITING_JOBS }, () => database.queue.run(() => Promise.resolve()));
  await expect(database.queue.run(insert('late'))).rejects.toMatchObject({ code: 'STORAGE_FAILED', retryAfterSeconds: 2 });
  await Promise.all(jobs);
});

it('finishes what it accepted when it closes, and refuses what comes later', async () => {
  const accepted = database.queue.run(insert('accepted'));
  await database.queue.close();
  expect(await accepted).toBe('accepted');
  await expect(database.queue.run(insert('late'))).rejects.toBeInstanceOf(FaultError);
});

it('reads through a connection that cannot write', async () => {
  await expect(insert('sneaky')(database.reads.manager)).rejects.toThrow('readonly');
});
