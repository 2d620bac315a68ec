import { Injectable } from '@nestjs/common';
import { Between } from 'typeorm';
import type { EntityManager } from 'typeorm';

import { HotTable } from '../database/hot-table.js';
import { storedCard } from './card.types.js';
import { clippedText, maskedText } from './clipped.js';
import type { EventKind } from './event-kind.js';
import type { EventInput, SessionEvent } from './event.types.js';
import { storedScreen } from './screen.types.js';
import { StoredEvent } from './stored-event.entity.js';

/** An event about to be stored: from an agent with its number, from the server without. */
export type NewEvent = Omit<EventInput, 'number'> & {
  readonly kind: EventKind;
  readonly agentNumber?: number;
  readonly staffName?: string;
};

const eventTable = new HotTable(StoredEvent);

/** Most events that one read gives; who wants more asks again after the last. */
export const EVENT_PAGE = 500;

@Injectable()
export class EventStore {
  /**
   * Stores events with the numbers after `lastNumber`, inside the caller's transaction, which also keeps the new last
   * number. Two writers that took the same number: the second fails on the primary key.
   */
  async append(
    manager: EntityManager,
    sessionId: string,
    lastNumber: number,
    events: readonly NewEvent[],
    receivedAt: Date,
  ): Promise<void> {
    for (const [index, event] of events.entries()) {
      await eventTable.insert(manager, rowOf(sessionId, lastNumber + 1 + index, event, receivedAt));
    }
  }

  /** @param upTo null: to the last; never more than EVENT_PAGE events, oldest first */
  read(
    manager: EntityManager,
    sessionId: string,
    after: number,
    upTo: number | null,
    first = EVENT_PAGE,
  ): Promise<SessionEvent[]> {
    const most = Math.min(Math.max(first, 0), EVENT_PAGE);
    const from = Math.max(after, 0);
    const last = Math.min(from + most, upTo ?? Number.MAX_SAFE_INTEGER);
    if (last <= from) return Promise.resolve([]);
    return manager.find(StoredEvent, { where: { sessionId, number: Between(from + 1, last) }, order: { number: 'ASC' } });
  }
}

/** CK_RV is an unsigned long of 32 bits; what is none is left out, since a report must not be refused for it. */
const returnValueOf = ({ returnValue }: NewEvent): number | null =>
  Number.isInteger(returnValue) && Number(returnValue) >= 0 && Number(returnValue) <= 0xffff_ffff ? Number(returnValue) : null;

function rowOf(sessionId: string, number: number, event: NewEvent, receivedAt: Date): Omit<StoredEvent, 'session'> {
  return {
    sessionId,
    number,
    agentNumber: event.agentNumber ?? null,
    kind: event.kind,
    occurredAt: event.occurredAt,
    receivedAt,
    step: event.step ?? null,
    profile: event.profile ?? null,
    purpose: event.purpose ?? null,
    faultCode: event.faultCode ?? null,
    functionName: clippedText.nullable().parse(event.functionName ?? null),
    returnValue: returnValueOf(event),
    detail: maskedText.nullable().parse(event.detail ?? null),
    milliseconds: event.milliseconds ?? null,
    triesLeft: event.triesLeft ?? null,
    staffName: event.staffName ?? null,
    card: event.card === null || event.card === undefined ? null : storedCard.parse(event.card),
    screen: event.screen === null || event.screen === undefined ? null : storedScreen.parse(event.screen),
  };
}
