import { Injectable } from '@nestjs/common';

import { acceptBatch } from '../../events/batch.js';
import type { NewEvent } from '../../events/event-store.js';
import type { EventInput } from '../../events/event.types.js';
import type { EventsAcknowledged } from '../agent-session.types.js';
import { SessionChanges } from '../session-changes.js';

@Injectable()
export class EventReporting {
  constructor(private readonly changes: SessionChanges) {}

  /**
   * Stores what is new of a batch and acknowledges it, in one transaction. A session that has ended takes events too:
   * what happened before the end may still be in the agent's outbox.
   *
   * @throws FaultError INVALID_INPUT, see {@link acceptBatch}
   */
  report(sessionId: string, batch: readonly EventInput[]): Promise<EventsAcknowledged> {
    return this.changes.run(sessionId, ({ session, events }) => {
      const accepted = acceptBatch(session.acknowledgedEvents, batch);
      events.push(...(session.holder === null ? accepted.events.map(withoutPerson) : accepted.events));
      session.acknowledgedEvents = accepted.acknowledged;
      return { acknowledged: accepted.acknowledged };
    });
  }
}

/** Before sign-in nobody has shown whose card it is, so what it says of a person is not kept. */
function withoutPerson(event: NewEvent): NewEvent {
  if (event.card === null || event.card === undefined) return event;
  const certificates = event.card.certificates.map((certificate) => ({ ...certificate, label: '', subject: '' }));
  return { ...event, card: { ...event.card, cardNumber: null, certificates } };
}
