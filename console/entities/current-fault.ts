import type { FaultCode, SessionEventFieldsFragment } from '../generated/graphql.js';

/** The event that raised the fault which holds now: it has function, return value and tries left. Null when it is not kept. */
export function eventOfFault(code: FaultCode, events: readonly SessionEventFieldsFragment[]): SessionEventFieldsFragment | null {
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index];
    if (event?.faultCode === code && (event.kind === 'FAULT_RAISED' || event.kind === 'SESSION_FAILED')) return event;
  }
  return null;
}
