import type { UpgradeStep } from '../generated/graphql.js';

/** Where the agent is in the upgrade. Several states can belong to one of the seven steps. */
export type UpgradeState =
  | 'OPENING'
  | 'LOOKING_FOR_CARD'
  | 'SIGNING_IN'
  | 'CHOOSING'
  | 'READING_TERMS'
  | 'GUARDING_CARD'
  | 'REPEATING_AUTHENTICATION_PIN'
  | 'INSTALLING_AUTHENTICATION'
  | 'ENTERING_SIGNATURE_PIN'
  | 'INSTALLING_SIGNATURE'
  | 'FINISHING'
  | 'DONE'
  | 'CANCELLED'
  | 'FAILED';

/**
 * What can happen. RETRY: the cardholder wants to try again after a fault. CARD_BACK: the same card was put back.
 * ALREADY_DONE: the server completed the upgrade in an earlier run, which never heard of it.
 * RESUMED: signed in again to an upgrade whose terms were accepted before the break. RESTORE_CHOSEN: existing certificates are
 * fetched again, and none is issued.
 */
export type UpgradeEvent =
  | 'OPENED'
  | 'ALREADY_DONE'
  | 'CARD_FOUND'
  | 'SIGNED_IN'
  | 'RESUMED'
  | 'CHOSEN'
  | 'RESTORE_CHOSEN'
  | 'TERMS_ACCEPTED'
  | 'GUARDED'
  | 'PIN_ACCEPTED'
  | 'INSTALLED'
  | 'FINISHED'
  | 'RETRY'
  | 'CARD_BACK'
  | 'CANCEL'
  | 'FATAL';

interface StateRow {
  readonly step: UpgradeStep;
  readonly on: Partial<Record<UpgradeEvent, UpgradeState>>;
}

const leave = { CANCEL: 'CANCELLED', FATAL: 'FAILED' } as const;

/** A login is lost with the card, so a card that comes back needs its PIN again before the step goes on. */
export const stateTable: Record<UpgradeState, StateRow> = {
  OPENING: { step: 'SIGN_IN', on: { OPENED: 'LOOKING_FOR_CARD', ALREADY_DONE: 'DONE', RETRY: 'OPENING', ...leave } },
  LOOKING_FOR_CARD: {
    step: 'SIGN_IN',
    on: { CARD_FOUND: 'SIGNING_IN', RETRY: 'LOOKING_FOR_CARD', CARD_BACK: 'LOOKING_FOR_CARD', ...leave },
  },
  SIGNING_IN: {
    step: 'SIGN_IN',
    on: { SIGNED_IN: 'CHOOSING', RESUMED: 'GUARDING_CARD', RETRY: 'LOOKING_FOR_CARD', CARD_BACK: 'LOOKING_FOR_CARD', ...leave },
  },
  CHOOSING: {
    step: 'CHOOSE_UPGRADE',
    on: { CHOSEN: 'READING_TERMS', RESTORE_CHOSEN: 'GUARDING_CARD', RETRY: 'CHOOSING', CARD_BACK: 'LOOKING_FOR_CARD', ...leave },
  },
  READING_TERMS: {
    step: 'ACCEPT_TERMS',
    on: { TERMS_ACCEPTED: 'GUARDING_CARD', RETRY: 'READING_TERMS', CARD_BACK: 'LOOKING_FOR_CARD', ...leave },
  },
  GUARDING_CARD: {
    step: 'LEAVE_CARD_IN',
    on: { GUARDED: 'INSTALLING_AUTHENTICATION', RETRY: 'GUARDING_CARD', CARD_BACK: 'REPEATING_AUTHENTICATION_PIN', ...leave },
  },
  REPEATING_AUTHENTICATION_PIN: {
    step: 'INSTALL_AUTHENTICATION',
    on: {
      PIN_ACCEPTED: 'INSTALLING_AUTHENTICATION',
      RETRY: 'REPEATING_AUTHENTICATION_PIN',
      CARD_BACK: 'REPEATING_AUTHENTICATION_PIN',
      ...leave,
    },
  },
  INSTALLING_AUTHENTICATION: {
    step: 'INSTALL_AUTHENTICATION',
    on: {
      INSTALLED: 'ENTERING_SIGNATURE_PIN',
      RETRY: 'REPEATING_AUTHENTICATION_PIN',
      CARD_BACK: 'REPEATING_AUTHENTICATION_PIN',
      ...leave,
    },
  },
  ENTERING_SIGNATURE_PIN: {
    step: 'INSTALL_SIGNATURE',
    on: { PIN_ACCEPTED: 'INSTALLING_SIGNATURE', RETRY: 'ENTERING_SIGNATURE_PIN', CARD_BACK: 'ENTERING_SIGNATURE_PIN', ...leave },
  },
  INSTALLING_SIGNATURE: {
    step: 'INSTALL_SIGNATURE',
    on: { INSTALLED: 'FINISHING', RETRY: 'ENTERING_SIGNATURE_PIN', CARD_BACK: 'ENTERING_SIGNATURE_PIN', ...leave },
  },
  FINISHING: { step: 'DONE', on: { FINISHED: 'DONE', RETRY: 'FINISHING', CARD_BACK: 'FINISHING', ...leave } },
  DONE: { step: 'DONE', on: {} },
  CANCELLED: { step: 'SIGN_IN', on: {} },
  FAILED: { step: 'SIGN_IN', on: {} },
};

export const initialState: UpgradeState = 'OPENING';
export const endStates: readonly UpgradeState[] = ['DONE', 'CANCELLED', 'FAILED'];
export const steps: readonly UpgradeStep[] = [
  'SIGN_IN',
  'CHOOSE_UPGRADE',
  'ACCEPT_TERMS',
  'LEAVE_CARD_IN',
  'INSTALL_AUTHENTICATION',
  'INSTALL_SIGNATURE',
  'DONE',
];

/** @throws Error when the table does not allow the event in the state: a programming error, never a cardholder's. */
export function nextState(state: UpgradeState, event: UpgradeEvent): UpgradeState {
  const next = stateTable[state].on[event];
  if (next === undefined) throw new Error(`Event ${event} is not allowed in state ${state}`);
  return next;
}

function statesOf(table: Record<UpgradeState, StateRow>): UpgradeState[] {
  return stateNames.filter((name) => name in table);
}

const stateNames: readonly UpgradeState[] = [
  'OPENING',
  'LOOKING_FOR_CARD',
  'SIGNING_IN',
  'CHOOSING',
  'READING_TERMS',
  'GUARDING_CARD',
  'REPEATING_AUTHENTICATION_PIN',
  'INSTALLING_AUTHENTICATION',
  'ENTERING_SIGNATURE_PIN',
  'INSTALLING_SIGNATURE',
  'FINISHING',
  'DONE',
  'CANCELLED',
  'FAILED',
];

/**
 * Checks the table at start: every state can be reached, ends lead nowhere, and every other state can be left by
 * cancelling and by a fatal fault.
 * @throws Error naming the first state that breaks the rule.
 */
export function checkStateTable(table: Record<UpgradeState, StateRow> = stateTable): void {
  const reached = new Set<UpgradeState>([initialState]);
  for (const state of reached) for (const next of Object.values(table[state].on)) reached.add(next);
  for (const state of statesOf(table)) {
    const { on } = table[state];
    if (!reached.has(state)) throw new Error(`State ${state} cannot be reached`);
    const isEnd = endStates.includes(state);
    if (isEnd && Object.keys(on).length > 0) throw new Error(`End state ${state} leads on`);
    if (!isEnd && (on.CANCEL === undefined || on.FATAL === undefined)) throw new Error(`State ${state} cannot be left`);
    if (!isEnd && on.RETRY === undefined) throw new Error(`State ${state} cannot be retried`);
  }
}
