import { Injectable } from '@nestjs/common';

import { AgentTokenLookup } from '../../common/request-context.js';
import type { AgentIdentity } from '../../common/request-context.js';
import { ReadSource } from '../../database/read-source.js';
import { sessionTable } from '../session-table.js';
import { AgentPresence } from './agent-presence.js';

/** Which session a token belongs to; ended ones too, so that the agent's outbox can drain. */
@Injectable()
export class AgentTokens extends AgentTokenLookup {
  constructor(
    private readonly source: ReadSource,
    private readonly presence: AgentPresence,
  ) {
    super();
  }

  /** Whoever shows a right token is an agent that is there. */
  async lookup(tokenHash: string): Promise<AgentIdentity | null> {
    const [session] = await sessionTable.find(this.source.manager, 'WHERE "tokenHash" = ?', [tokenHash]);
    if (session === undefined) return null;
    void this.presence.heardOf(session);
    return { sessionId: session.id };
  }
}
