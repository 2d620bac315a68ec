import type { NewEvent } from '../../events/event-store.js';
import type { SessionEdit } from '../session-changes.js';
import { nextState } from '../session-state.js';

type EndingAction = 'FINISH' | 'CANCEL' | 'FAIL' | 'EXPIRE';

/**
 * Ends a session: its pairing code can be used again, and nobody waits for its agent any more. The agent's token goes on
 * to work, so that the outbox can drain.
 * @throws FaultError SESSION_ENDED, or SESSION_STATE when it cannot end in this way now
 */
export function endSession(edit: SessionEdit, action: EndingAction, event: Omit<NewEvent, 'occurredAt'>): void {
  const { session, now } = edit;
  session.state = nextState(session.state, action);
  session.endedAt = now;
  session.pairingCode = null;
  session.pairingCodeExpiresAt = null;
  session.challengeNonce = null;
  session.challengeExpiresAt = null;
  session.agentConnected = false;
  edit.events.push({ ...event, occurredAt: now });
}
