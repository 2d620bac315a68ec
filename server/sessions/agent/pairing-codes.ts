import { Injectable } from '@nestjs/common';

import { Configuration } from '../../config/configuration.js';
import type { PairingCode } from '../agent-session.types.js';
import { assignPairingCode } from '../pairing.js';
import { SessionChanges } from '../session-changes.js';
import { nextState } from '../session-state.js';

@Injectable()
export class PairingCodes {
  constructor(
    private readonly changes: SessionChanges,
    private readonly configuration: Configuration,
  ) {}

  /** A new code in place of the old one, which is void at once. @throws FaultError SESSION_ENDED */
  renew(sessionId: string): Promise<PairingCode> {
    return this.changes.run(sessionId, (edit) => {
      edit.session.state = nextState(edit.session.state, 'RENEW_PAIRING_CODE');
      return assignPairingCode(edit, this.configuration.pairingCodeMinutes);
    });
  }
}
