import type { UpgradeStep } from '../common/upgrade-step.js';
import type { Card } from '../events/card.types.js';
import type { NewEvent } from '../events/event-store.js';
import type { Screen } from '../events/screen.types.js';
import type { FaultCode } from '../faults/fault-code.js';

/** What events change in the session that staff see. */
export interface Projected {
  step: UpgradeStep;
  stepStartedAt: Date;
  faultCode: FaultCode | null;
}

export interface StepMark {
  readonly step: UpgradeStep;
  readonly at: Date;
  readonly completed: boolean;
}

export interface Projection {
  readonly session: Projected;
  /** In order. */
  readonly steps: readonly StepMark[];
  /** undefined: unchanged; null: the card was removed. */
  readonly card: Card | null | undefined;
  readonly screen: Screen | undefined;
}

const LONGEST_DELAY_MS = 24 * 60 * 60 * 1000;

/** The reporter's clock, unless it is plainly wrong: "time in step" must make sense on the board. */
export function plausibleTime(occurredAt: Date, receivedAt: Date): Date {
  const delay = receivedAt.getTime() - occurredAt.getTime();
  return delay >= 0 && delay <= LONGEST_DELAY_MS ? occurredAt : receivedAt;
}

/** Applies events in order; pure. */
export function project(before: Projected, events: readonly NewEvent[], receivedAt: Date): Projection {
  const session = { ...before };
  const steps: StepMark[] = [];
  let card: Card | null | undefined;
  let screen: Screen | undefined;
  for (const event of events) {
    const at = plausibleTime(event.occurredAt, receivedAt);
    if (event.kind === 'STEP_STARTED' && event.step) {
      steps.push({ step: event.step, at, completed: false });
      if (event.step !== session.step) Object.assign(session, { step: event.step, stepStartedAt: at });
    }
    if (event.kind === 'STEP_COMPLETED' && event.step) steps.push({ step: event.step, at, completed: true });
    if (event.kind === 'FAULT_RAISED' || event.kind === 'SESSION_FAILED') session.faultCode = event.faultCode ?? 'UNKNOWN';
    if (event.kind === 'FAULT_CLEARED' || event.kind === 'SESSION_COMPLETED') session.faultCode = null;
    if (event.kind === 'CARD_SEEN' && event.card) card = event.card;
    if (event.kind === 'CARD_REMOVED') card = null;
    if (event.kind === 'SCREEN_SHOWN' && event.screen) screen = event.screen;
  }
  return { session, steps, card, screen };
}
