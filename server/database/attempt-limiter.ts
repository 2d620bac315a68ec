import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { LessThan, MoreThan } from 'typeorm';
import type { EntityManager } from 'typeorm';

import { FaultError } from '../common/fault.js';
import { ATTEMPT_KEY_LENGTH, AttemptWindow } from './attempt-window.entity.js';
import { WriteQueue } from './write-queue.js';

export interface AttemptRule {
  /** Short name, such as `staff` or `pairing`; keeps kinds of attempts apart. */
  readonly purpose: string;
  /** What is limited together, such as account and address. */
  readonly subject: readonly string[];
  readonly limit: number;
  readonly windowMinutes: number;
}

const LONGEST_WINDOW_MS = 24 * 60 * 60 * 1000;

/** Limits guessing. An attempt is counted before it is made, so that attempts at the same time all count. */
@Injectable()
export class AttemptLimiter {
  constructor(private readonly writeQueue: WriteQueue) {}

  /** @throws FaultError TOO_MANY_ATTEMPTS, with the seconds to wait, when any rule's window is full */
  async count(rules: readonly AttemptRule[], now = new Date()): Promise<void> {
    const waitSeconds = await this.writeQueue.run(async (manager) => {
      await manager.delete(AttemptWindow, { startedAt: LessThan(new Date(now.getTime() - LONGEST_WINDOW_MS)) });
      const waits = [];
      for (const rule of rules) waits.push(await countOne(manager, rule, now));
      return Math.max(0, ...waits);
    });
    if (waitSeconds > 0) throw new FaultError('TOO_MANY_ATTEMPTS', { retryAfterSeconds: waitSeconds });
  }

  /** A right guess costs nothing; the wrong ones before it stay counted. */
  async giveBack(rules: readonly AttemptRule[]): Promise<void> {
    await this.writeQueue.run(async (manager) => {
      for (const rule of rules) await manager.decrement(AttemptWindow, { key: keyOf(rule), count: MoreThan(0) }, 'count', 1);
    });
  }

  /** A right guess ends the window. Not where somebody may have a right one at hand and guess at others. */
  async forget(rules: readonly AttemptRule[]): Promise<void> {
    await this.writeQueue.run((manager) => manager.delete(AttemptWindow, rules.map(keyOf)));
  }
}

function keyOf(rule: AttemptRule): string {
  const digest = createHash('sha256').update(JSON.stringify(rule.subject)).digest('base64url');
  return `${rule.purpose}:${digest}`.slice(0, ATTEMPT_KEY_LENGTH);
}

/** @returns seconds to wait; 0 when the attempt may be made */
async function countOne(manager: EntityManager, rule: AttemptRule, now: Date): Promise<number> {
  const key = keyOf(rule);
  const windowMs = rule.windowMinutes * 60_000;
  const window = await manager.findOneBy(AttemptWindow, { key });
  if (window === null || now.getTime() - window.startedAt.getTime() >= windowMs) {
    await manager.upsert(AttemptWindow, { key, startedAt: now, count: 1 }, ['key']);
    return 0;
  }
  if (window.count >= rule.limit) return Math.ceil((window.startedAt.getTime() + windowMs - now.getTime()) / 1000);
  await manager.increment(AttemptWindow, { key }, 'count', 1);
  return 0;
}
