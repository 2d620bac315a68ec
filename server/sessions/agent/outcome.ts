import { Injectable } from '@nestjs/common';

import { FaultError } from '../../common/fault.js';
import type { AgentSession } from '../agent-session.types.js';
import { endSession } from '../lifecycle/ending.js';
import { IssuedCertificates } from '../ports.js';
import { SessionChanges } from '../session-changes.js';
import { SessionReader } from '../session-reader.js';
import { hasEnded, nextState } from '../session-state.js';
import type { CancelSessionInput } from '../session.types.js';
import { SessionOffers } from './session-offers.js';

/** How an upgrade ends, by the agent's word. */
@Injectable()
export class Outcome {
  constructor(
    private readonly changes: SessionChanges,
    private readonly reader: SessionReader,
    private readonly sessionOffers: SessionOffers,
    private readonly issued: IssuedCertificates,
  ) {}

  /**
   * Done, once everything that was offered is installed; of existing certificates that were fetched again, at least one: the
   * key of another may have left the card. Finishing again changes nothing.
   * @throws FaultError SESSION_STATE while a certificate is missing, SESSION_ENDED when it ended in another way
   */
  async finish(sessionId: string): Promise<AgentSession> {
    const session = await this.reader.session(sessionId);
    if (session.state === 'COMPLETED') return this.reader.agentSessionOf(session);
    nextState(session.state, 'FINISH');
    const { certificates } = await this.sessionOffers.of(session);
    await this.changes.run(sessionId, async (edit) => {
      if (edit.session.state === 'COMPLETED') return;
      const issued = await this.issued.ofSession(edit.manager, sessionId);
      const installed = issued.filter((certificate) => certificate.installed).map(({ profile }) => profile);
      const missing = certificates.map(({ profile }) => profile).filter((profile) => !installed.includes(profile));
      const isEnough = edit.session.purpose === 'RESTORE' && installed.length > 0;
      if (missing.length > 0 && !isEnough)
        throw new FaultError('SESSION_STATE', { detail: `not installed: ${missing.join(', ')}` });
      endSession(edit, 'FINISH', { kind: 'SESSION_COMPLETED', step: 'DONE' });
    });
    return this.reader.agentSession(sessionId);
  }

  /**
   * Given up: failed when a fault is named, else cancelled by the cardholder. Giving up what has ended without success
   * changes nothing.
   * @throws FaultError SESSION_ENDED when the upgrade is completed
   */
  async cancel(sessionId: string, { faultCode, detail }: CancelSessionInput): Promise<AgentSession> {
    await this.changes.run(sessionId, (edit) => {
      const { state } = edit.session;
      if (hasEnded(state) && state !== 'COMPLETED') return;
      const why = detail === undefined ? {} : { detail };
      if (faultCode === null || faultCode === undefined) endSession(edit, 'CANCEL', { kind: 'SESSION_CANCELLED', ...why });
      else endSession(edit, 'FAIL', { kind: 'SESSION_FAILED', faultCode, ...why });
    });
    return this.reader.agentSession(sessionId);
  }
}
