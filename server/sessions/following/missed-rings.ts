import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { MoreThan } from 'typeorm';

import { ReadSource } from '../../database/read-source.js';
import { Doorbell } from '../../live/doorbell.js';
import { SessionReader } from '../session-reader.js';
import { UpgradeSession } from '../session.entity.js';
import { BOARD_TOPIC, sessionTopic } from '../topics.js';

const LOOK_EVERY_MS = 3_000;
const MOST_AT_ONCE = 1_000;

/**
 * A ring may get lost, or come from a process that has no line to this one: every few seconds all sessions that have
 * changed since the last look are rung for. Whoever has seen the change already finds nothing new.
 */
@Injectable()
export class MissedRings implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(MissedRings.name);
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private seen = 0;

  constructor(
    private readonly source: ReadSource,
    private readonly reader: SessionReader,
    private readonly doorbell: Doorbell,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.seen = await this.reader.boardRevision();
    this.timer = setInterval(() => {
      this.looking ??= this.look()
        .catch((error: unknown) => this.logger.warn(error, 'changed sessions were not read'))
        .finally(() => (this.looking = null));
    }, LOOK_EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.looking;
  }

  /** Rings for everything that changed since the last call. */
  async look(): Promise<void> {
    const changed = await this.source.manager.find(UpgradeSession, {
      select: { id: true, revision: true },
      where: { revision: MoreThan(this.seen) },
      order: { revision: 'ASC' },
      take: MOST_AT_ONCE,
    });
    const last = changed.at(-1);
    if (last === undefined) return;
    this.seen = last.revision;
    for (const { id } of changed) this.doorbell.ring(sessionTopic(id));
    this.doorbell.ring(BOARD_TOPIC);
  }
}
