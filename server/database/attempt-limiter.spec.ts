import { AttemptLimiter } from './attempt-limiter.js';
import type { AttemptRule } from './attempt-limiter.js';
import { AttemptWindow } from './attempt-window.entity.js';
import { TemporaryDatabase } from './temporary-database.spec-support.js';

const rule: AttemptRule = { purpose: 'test', subject: ['account', 'tora'], limit: 3, windowMinutes: 15 };
const wide: AttemptRule = { purpose: 'test', subject: ['address', '192.0.2.1'], limit: 5, windowMinutes: 15 };
const start = new Date('2026-01-01T00:00:00Z');
const later = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

let database: TemporaryDatabase;
let limiter: AttemptLimiter;

beforeEach(async () => {
  database = await TemporaryDatabase.make();
  limiter = new AttemptLimiter(database.queue);
});
afterEach(() => database.remove());

const tries = async (count: number, rules: readonly AttemptRule[], at = start): Promise<void> => {
  for (let index = 0; index < count; index += 1) await limiter.count(rules, at);
};

it('refuses the attempt after the last one allowed, with the seconds that are left of the window', async () => {
  await tries(3, [rule]);
  await expect(limiter.count([rule], later(5))).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS', retryAfterSeconds: 600 });
});

it('allows again when the window is over', async () => {
  await tries(3, [rule]);
  await expect(limiter.count([rule], later(15))).resolves.toBeUndefined();
});

it('counts attempts that come at the same time', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => limiter.count([rule], start)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
});

it('limits by every rule of an attempt', async () => {
  await tries(2, [rule, wide]);
  await limiter.forget([rule]);
  await tries(3, [rule, wide]);
  await limiter.forget([rule]);
  await expect(limiter.count([rule, wide], start)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
});

it('keeps subjects apart', async () => {
  await tries(3, [rule]);
  await expect(limiter.count([{ ...rule, subject: ['account', 'nils'] }], start)).resolves.toBeUndefined();
});

it('forgets on a right guess', async () => {
  await tries(3, [rule]);
  await limiter.forget([rule]);
  await expect(limiter.count([rule], start)).resolves.toBeUndefined();
});

it('keeps no name or address, and nothing for longer than a day', async () => {
  await tries(1, [rule, wide]);
  const rows = await database.reads.manager.find(AttemptWindow);
  expect(JSON.stringify(rows)).not.toMatch(/tora|192/);
  await limiter.count([{ ...rule, subject: ['account', 'nils'] }], later(25 * 60));
  expect(await database.reads.manager.count(AttemptWindow)).toBe(1);
});
