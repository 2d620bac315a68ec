import { FaultError } from '../common/fault.js';
import { mayBeReported } from './event-kind.js';
import type { NewEvent } from './event-store.js';
import type { EventInput } from './event.types.js';
import { withoutExcess } from './excess.js';

/** Most events that are taken of one batch; what comes after them is not acknowledged, and so sent again. */
export const LARGEST_BATCH = 500;

/** An upgrade has some hundred events. A program that runs wild, or was made to, must not fill the disk. */
export const MOST_EVENTS = 20_000;

export interface AcceptedBatch {
  /** New, in order, with the agent's numbers. */
  readonly events: readonly NewEvent[];
  /** Everything up to here is stored when they are. */
  readonly acknowledged: number;
}

/**
 * What of a batch is new: exactly what follows the acknowledged number. What is stored already is passed over, whatever
 * it says this time: the number is an event's identity.
 *
 * @throws FaultError INVALID_INPUT (field `events`): a number is missing (detail `acknowledged N`, so that the agent
 *   goes on from there), is below 1, or an event says what only the server may say; TOO_MANY_ATTEMPTS beyond MOST_EVENTS
 */
export function acceptBatch(acknowledged: number, batch: readonly EventInput[]): AcceptedBatch {
  const events: NewEvent[] = [];
  let last = acknowledged;
  for (const { number, ...event } of batch.slice(0, LARGEST_BATCH)) {
    if (number < 1) throw refused('numbers start at 1');
    if (number <= last) continue;
    if (number !== last + 1) throw refused(`acknowledged ${acknowledged}`);
    if (number > MOST_EVENTS)
      throw new FaultError('TOO_MANY_ATTEMPTS', { detail: `${MOST_EVENTS} events`, retryAfterSeconds: 3600 });
    if (!mayBeReported(event.kind)) throw refused(`${event.kind} is not an agent's to report`);
    events.push({ ...withoutExcess(event), agentNumber: number });
    last = number;
  }
  return { events, acknowledged: last };
}

function refused(detail: string): FaultError {
  return new FaultError('INVALID_INPUT', { field: 'events', detail });
}
