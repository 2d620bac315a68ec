import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { In, IsNull, LessThan, LessThanOrEqual, Not } from 'typeorm';
import type { FindOptionsWhere } from 'typeorm';

import { Configuration } from '../../config/configuration.js';
import { ReadSource } from '../../database/read-source.js';
import { SessionChanges } from '../session-changes.js';
import type { SessionEdit } from '../session-changes.js';
import { liveStates } from '../session-state.js';
import { UpgradeSession } from '../session.entity.js';
import { endSession } from './ending.js';

const SWEEP_EVERY_MS = 5_000;
/** Longer than the slowest sign of life (AgentPresence), with room for a slow network. */
const SILENT_AFTER_MS = 20_000;
/** A server that was down heard nobody: agents first get the time to call again. */
const LISTEN_FIRST_MS = 2 * 60_000;
/** Sessions changed at once; the rest waits for the next round. */
const MOST_AT_ONCE = 500;

interface Duty {
  readonly name: string;
  /** Which sessions may need it. */
  readonly where: FindOptionsWhere<UpgradeSession>;
  /** Whether it still does, inside the change: another process, or the agent, may have been faster. */
  readonly applies: (session: UpgradeSession) => boolean;
  readonly apply: (edit: SessionEdit) => void;
}

/**
 * What time alone changes in a session: an agent that fell silent, a pairing code that ran out, a session that nobody
 * came back to. Every process sweeps; each change is checked again where it is made.
 */
@Injectable()
export class SessionSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SessionSweeper.name);
  private readonly startedAt = Date.now();
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> | null = null;

  constructor(
    private readonly source: ReadSource,
    private readonly changes: SessionChanges,
    private readonly configuration: Configuration,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweeping ??= this.sweep().finally(() => {
        this.sweeping = null;
      });
    }, SWEEP_EVERY_MS);
    this.timer.unref();
  }

  /** Before the write queue closes. */
  async onModuleDestroy(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.sweeping;
  }

  /** One round. Never rejects: what fails is logged, and tried again in the next. */
  async sweep(now = new Date()): Promise<void> {
    for (const duty of this.duties(now)) {
      try {
        await this.perform(duty);
      } catch (error) {
        this.logger.error(error, `${duty.name} failed`);
      }
    }
  }

  private async perform({ where, applies, apply }: Duty): Promise<void> {
    const found = await this.source.manager.find(UpgradeSession, { where, select: { id: true }, take: MOST_AT_ONCE });
    const done = await Promise.allSettled(
      found.map(({ id }) =>
        this.changes.run(id, (edit) => {
          if (applies(edit.session)) apply(edit);
        }),
      ),
    );
    const failed = done.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  private duties(now: Date): Duty[] {
    const idleMs = this.configuration.sessionIdleMinutes * 60_000;
    const listened = now.getTime() - this.startedAt >= Math.min(idleMs, LISTEN_FIRST_MS);
    const silent = silence(new Date(now.getTime() - SILENT_AFTER_MS));
    return [...(listened ? [expiry(new Date(now.getTime() - idleMs))] : []), silent, oldCode(now)];
  }
}

function expiry(heardBefore: Date): Duty {
  return {
    name: 'expiring sessions',
    where: { state: In(liveStates), agentSeenAt: LessThan(heardBefore) },
    applies: ({ state, agentSeenAt }) => liveStates.includes(state) && agentSeenAt < heardBefore,
    apply: (edit) => endSession(edit, 'EXPIRE', { kind: 'SESSION_EXPIRED' }),
  };
}

function silence(heardBefore: Date): Duty {
  return {
    name: 'noting silent agents',
    where: { state: In(liveStates), agentConnected: true, agentSeenAt: LessThan(heardBefore) },
    applies: ({ agentConnected, agentSeenAt }) => agentConnected && agentSeenAt < heardBefore,
    apply: ({ session }) => {
      session.agentConnected = false;
    },
  };
}

/** The code can be given to another session then, and no screen goes on to show it. */
function oldCode(now: Date): Duty {
  return {
    name: 'releasing pairing codes',
    // An ended session has none; with the state, no other rows are looked at.
    where: { state: In(liveStates), pairingCode: Not(IsNull()), pairingCodeExpiresAt: LessThanOrEqual(now) },
    applies: ({ pairingCode, pairingCodeExpiresAt }) =>
      pairingCode !== null && pairingCodeExpiresAt !== null && pairingCodeExpiresAt <= now,
    apply: ({ session }) => {
      session.pairingCode = null;
      session.pairingCodeExpiresAt = null;
    },
  };
}
