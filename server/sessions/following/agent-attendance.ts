import { Injectable, Logger } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';

import { AgentPresence, HEARD_EVERY_MS } from '../agent/agent-presence.js';
import { SessionChanges } from '../session-changes.js';

/** How long an agent may be gone before it counts as gone: it comes back by itself after a short break. */
const GONE_AFTER_MS = 4_000;

interface Attendance {
  feeds: number;
  timer: NodeJS.Timeout;
}

/** Agents whose feed is open: heard of as long as it is, and soon known to be gone when it is not. */
@Injectable()
export class AgentAttendance implements OnModuleDestroy {
  private readonly logger = new Logger(AgentAttendance.name);
  private readonly attending = new Map<string, Attendance>();
  private readonly leaving = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly presence: AgentPresence,
    private readonly changes: SessionChanges,
  ) {}

  /** @returns to be called when the feed has ended */
  async attend(sessionId: string): Promise<() => void> {
    clearTimeout(this.leaving.get(sessionId));
    this.leaving.delete(sessionId);
    const attendance = this.attending.get(sessionId) ?? { feeds: 0, timer: this.renewal(sessionId) };
    this.attending.set(sessionId, attendance);
    attendance.feeds += 1;
    await this.presence.heard(sessionId);
    return () => this.leave(sessionId, attendance);
  }

  /** A server that stops says nothing about agents: they call again when it is back. */
  onModuleDestroy(): void {
    for (const { timer } of this.attending.values()) clearInterval(timer);
    for (const timer of this.leaving.values()) clearTimeout(timer);
    this.attending.clear();
    this.leaving.clear();
  }

  private renewal(sessionId: string): NodeJS.Timeout {
    return setInterval(() => void this.presence.heard(sessionId), HEARD_EVERY_MS).unref();
  }

  private leave(sessionId: string, attendance: Attendance): void {
    attendance.feeds -= 1;
    if (attendance.feeds > 0 || this.attending.get(sessionId) !== attendance) return;
    clearInterval(attendance.timer);
    this.attending.delete(sessionId);
    const left = new Date();
    this.leaving.set(sessionId, setTimeout(() => void this.gone(sessionId, left), GONE_AFTER_MS).unref());
  }

  /** Heard of again meanwhile, perhaps by another process, it is not gone. Never rejects. */
  private async gone(sessionId: string, left: Date): Promise<void> {
    this.leaving.delete(sessionId);
    try {
      await this.changes.run(sessionId, ({ session }) => {
        if (session.agentSeenAt <= left) session.agentConnected = false;
      });
    } catch (error) {
      this.logger.warn(error, 'the leaving of an agent was not stored');
    }
  }
}
