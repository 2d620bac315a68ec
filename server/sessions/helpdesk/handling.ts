import { Injectable } from '@nestjs/common';

import { FaultError } from '../../common/fault.js';
import type { StaffIdentity } from '../../common/request-context.js';
import { SessionChanges } from '../session-changes.js';
import type { SessionEdit } from '../session-changes.js';
import { SessionReader } from '../session-reader.js';
import { hasEnded } from '../session-state.js';
import type { SessionDetails } from '../session.types.js';

/**
 * Who of the staff handles a session. It tells colleagues that somebody is on the line with the caller and locks
 * nothing: everybody may still look. Of two who take the same session at once, one gets it; the other learns from whom
 * to ask it, and can take it only when it is released.
 */
@Injectable()
export class Handling {
  constructor(
    private readonly changes: SessionChanges,
    private readonly reader: SessionReader,
  ) {}

  /** Taking what one has changes nothing. @throws FaultError SESSION_STATE when a colleague has it, SESSION_ENDED */
  async claim(sessionId: string, staff: StaffIdentity): Promise<SessionDetails> {
    await this.changes.run(sessionId, (edit) => {
      refuseOthers(edit, staff);
      if (edit.session.handlerId === staff.id) return;
      setHandler(edit, staff);
    });
    return this.reader.details(sessionId);
  }

  /** Releasing what nobody has changes nothing. @throws FaultError SESSION_STATE when a colleague has it, SESSION_ENDED */
  async release(sessionId: string, staff: StaffIdentity): Promise<SessionDetails> {
    await this.changes.run(sessionId, (edit) => {
      refuseOthers(edit, staff);
      if (edit.session.handlerId !== null) setHandler(edit, null);
    });
    return this.reader.details(sessionId);
  }
}

function refuseOthers({ session }: SessionEdit, staff: StaffIdentity): void {
  if (hasEnded(session.state)) throw new FaultError('SESSION_ENDED');
  const { handlerId, handlerName } = session;
  if (handlerId !== null && handlerId !== staff.id) {
    throw new FaultError('SESSION_STATE', { detail: `handled by ${handlerName ?? 'a colleague'}` });
  }
}

/** The event names the new handler; without a name nobody handles the session any more. */
function setHandler({ session, now, events }: SessionEdit, staff: Pick<StaffIdentity, 'id' | 'name'> | null): void {
  session.handlerId = staff?.id ?? null;
  session.handlerName = staff?.name ?? null;
  events.push({ kind: 'HANDLER_CHANGED', occurredAt: now, ...(staff === null ? {} : { staffName: staff.name }) });
}
