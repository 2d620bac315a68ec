import { Injectable, Logger } from '@nestjs/common';

import { ReadSource } from '../../database/read-source.js';
import { SessionChanges } from '../session-changes.js';
import { hasEnded } from '../session-state.js';
import { UpgradeSession } from '../session.entity.js';

/** The time of the last sign of life is written no more often than this. */
const WRITE_EVERY_MS = 5_000;
/** Whoever holds an open connection of an agent says so at least this often. */
export const HEARD_EVERY_MS = 8_000;

type Presence = Pick<UpgradeSession, 'id' | 'state' | 'agentSeenAt' | 'agentConnected'>;

/** Notes that an agent was heard of: by any request, or by a subscription that is open. */
@Injectable()
export class AgentPresence {
  private readonly logger = new Logger(AgentPresence.name);
  private readonly writing = new Set<string>();

  constructor(
    private readonly source: ReadSource,
    private readonly changes: SessionChanges,
  ) {}

  /** For an open subscription: at once, and then every HEARD_EVERY_MS. Never rejects: what fails is tried again. */
  async heard(sessionId: string): Promise<void> {
    try {
      const select = { id: true, state: true, agentSeenAt: true, agentConnected: true };
      const session = await this.source.manager.findOne(UpgradeSession, { where: { id: sessionId }, select });
      if (session !== null) await this.heardOf(session);
    } catch (error) {
      this.logger.warn(error, 'the sign of life of an agent was not read');
    }
  }

  /** The same for a session that was just read. Never rejects. */
  async heardOf(session: Presence): Promise<void> {
    const { id } = session;
    if (!isNews(session, new Date()) || this.writing.has(id)) return;
    this.writing.add(id);
    try {
      await this.changes.run(id, (edit) => {
        if (!isNews(edit.session, edit.now)) return;
        edit.session.agentSeenAt = edit.now;
        edit.session.agentConnected = true;
      });
    } catch (error) {
      this.logger.warn(error, 'the sign of life of an agent was not stored');
    } finally {
      this.writing.delete(id);
    }
  }
}

/** Of an ended session nothing is expected any more. */
function isNews({ state, agentSeenAt, agentConnected }: Presence, now: Date): boolean {
  return !hasEnded(state) && (!agentConnected || now.getTime() - agentSeenAt.getTime() >= WRITE_EVERY_MS);
}
