import { randomUUID } from 'node:crypto';

import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';

import type { StaffIdentity } from '../../common/request-context.js';
import { ReadSource } from '../../database/read-source.js';
import { SessionChanges } from '../session-changes.js';
import { SessionWatcher } from '../session-watcher.entity.js';
import { extendLease, join, leaveExpired } from './watching.js';
import type { View } from './watching.js';

/** How long a view counts that nobody renews: the process that served it was killed. */
const LEASE_MS = 20_000;
const RENEW_EVERY_MS = 6_000;
/** How long somebody may be away without having left: a page that is loaded again, a short break. */
const GRACE_MS = 4_000;
const SWEEP_EVERY_MS = 2_000;
const MOST_AT_ONCE = 500;

type Watching = Pick<StaffIdentity, 'id' | 'name' | 'desk'>;

/**
 * Who watches a session: a row with a lease for each open view. The cardholder is told before the first message goes
 * to staff, once for each person, and again when the last of their views has been closed for a moment.
 */
@Injectable()
export class WatcherPresence implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(WatcherPresence.name);
  private readonly views = new Map<string, View>();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly working = new Set<Promise<void>>();

  constructor(
    private readonly source: ReadSource,
    private readonly changes: SessionChanges,
  ) {}

  onApplicationBootstrap(): void {
    this.every(RENEW_EVERY_MS, () => this.renew());
    this.every(SWEEP_EVERY_MS, () => this.sweep());
  }

  /** Views that are open now are left to their leases: their pages come back when the server does. */
  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.views.clear();
    await Promise.all(this.working);
  }

  /**
   * @returns to be called when the view is closed
   * @throws FaultError when it could not be stored: nobody watches without being announced
   */
  async watch(sessionId: string, { id: staffId, name, desk }: Watching): Promise<() => void> {
    const view: View = { id: randomUUID(), sessionId, staffId, name, desk };
    const announced = await this.changes.run(sessionId, (edit) => join(edit, view, after(edit.now, LEASE_MS)));
    if (announced) this.views.set(view.id, view);
    return () => {
      if (this.views.delete(view.id)) void this.work(this.letExpire(view));
    };
  }

  /** One round: takes away what nobody renewed, of any process. */
  async sweep(now = new Date()): Promise<void> {
    const where = { leaseUntil: LessThanOrEqual(now) };
    const expired = await this.source.manager.find(SessionWatcher, { where, take: MOST_AT_ONCE });
    const sessions = new Set(expired.map(({ sessionId }) => sessionId));
    await Promise.all([...sessions].map((sessionId) => this.changes.run(sessionId, (edit) => leaveExpired(edit, now))));
  }

  private async renew(): Promise<void> {
    await Promise.all([...this.views.values()].map((view) => this.renewOne(view)));
  }

  /** A view that was swept meanwhile, because this process was asleep, joins again. */
  private async renewOne(view: View): Promise<void> {
    const held = await this.changes.run(view.sessionId, async (edit) => {
      const until = after(edit.now, LEASE_MS);
      return (await extendLease(edit.manager, view.id, until)) || (await join(edit, view, until));
    });
    if (!held) this.views.delete(view.id);
  }

  private async letExpire({ id, sessionId }: View): Promise<void> {
    await this.changes.run(sessionId, async ({ manager, now }) => void (await extendLease(manager, id, after(now, GRACE_MS))));
  }

  private every(milliseconds: number, act: () => Promise<void>): void {
    let last: Promise<void> | null = null;
    const timer = setInterval(() => {
      last ??= this.work(act()).finally(() => (last = null));
    }, milliseconds);
    this.timers.push(timer.unref());
  }

  /** Never rejects: what fails is logged, and healed by the lease or in the next round. */
  private work(promise: Promise<void>): Promise<void> {
    const guarded = promise
      .catch((error: unknown) => this.logger.warn(error, 'who watches was not stored'))
      .finally(() => this.working.delete(guarded));
    this.working.add(guarded);
    return guarded;
  }
}

function after(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}
