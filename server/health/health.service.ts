import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';

import { ReadSource } from '../database/read-source.js';

const DEADLINE_MS = 2_000;

@Injectable()
export class HealthService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(HealthService.name);
  private stopping = false;

  constructor(private readonly readSource: ReadSource) {}

  beforeApplicationShutdown(): void {
    this.stopping = true;
  }

  /** @returns null when ready, otherwise a word for the load balancer's log; details are in ours */
  async problem(): Promise<'stopping' | 'database' | null> {
    if (this.stopping) return 'stopping';
    try {
      await withDeadline(this.readSource.manager.query('SELECT 1'));
      return null;
    } catch (error) {
      this.logger.error(error, 'the database does not answer');
      return 'database';
    }
  }
}

/** @throws Error when there is no answer in time */
async function withDeadline(answer: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${DEADLINE_MS} ms`)), DEADLINE_MS);
  });
  try {
    await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
