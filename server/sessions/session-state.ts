import { registerEnumType } from '@nestjs/graphql';

import { FaultError } from '../common/fault.js';

export const SessionState = {
  AWAITING_SIGN_IN: 'AWAITING_SIGN_IN',
  SIGNED_IN: 'SIGNED_IN',
  INSTALLING: 'INSTALLING',
  COMPLETED: 'COMPLETED',
  CANCELLED: 'CANCELLED',
  FAILED: 'FAILED',
  EXPIRED: 'EXPIRED',
} as const;
export type SessionState = keyof typeof SessionState;

registerEnumType(SessionState, { name: 'SessionState' });

/** What can happen to a session. What is not in a state's row is refused there. */
export type SessionAction =
  | 'RENEW_PAIRING_CODE'
  | 'SIGN_IN'
  | 'ACCEPT_TERMS'
  | 'DECLINE_TERMS'
  | 'RESTORE'
  | 'ISSUE'
  | 'INSTALL'
  | 'FINISH'
  | 'CANCEL'
  | 'FAIL'
  | 'EXPIRE';

type Row = Readonly<Partial<Record<SessionAction, SessionState>>>;
export type StateTable = Readonly<Record<SessionState, Row>>;

const endings = { CANCEL: 'CANCELLED', FAIL: 'FAILED', EXPIRE: 'EXPIRED' } as const satisfies Row;

/**
 * Signing in again, after a break, keeps the state; declined terms may be accepted later. What was issued before is
 * restored without terms.
 */
export const stateTable: StateTable = {
  AWAITING_SIGN_IN: { RENEW_PAIRING_CODE: 'AWAITING_SIGN_IN', SIGN_IN: 'SIGNED_IN', ...endings },
  SIGNED_IN: {
    RENEW_PAIRING_CODE: 'SIGNED_IN',
    SIGN_IN: 'SIGNED_IN',
    ACCEPT_TERMS: 'INSTALLING',
    DECLINE_TERMS: 'SIGNED_IN',
    RESTORE: 'INSTALLING',
    ...endings,
  },
  INSTALLING: {
    RENEW_PAIRING_CODE: 'INSTALLING',
    SIGN_IN: 'INSTALLING',
    ACCEPT_TERMS: 'INSTALLING',
    RESTORE: 'INSTALLING',
    ISSUE: 'INSTALLING',
    INSTALL: 'INSTALLING',
    FINISH: 'COMPLETED',
    ...endings,
  },
  COMPLETED: {},
  CANCELLED: {},
  FAILED: {},
  EXPIRED: {},
};

const allStates = Object.values(SessionState);
export const endedStates: readonly SessionState[] = allStates.filter((state) => Object.keys(stateTable[state]).length === 0);

export const liveStates: readonly SessionState[] = allStates.filter((state) => !endedStates.includes(state));

export function hasEnded(state: SessionState): boolean {
  return endedStates.includes(state);
}

/** @throws FaultError SESSION_ENDED in an end state, SESSION_STATE when the action is out of turn */
export function nextState(state: SessionState, action: SessionAction): SessionState {
  const next = stateTable[state][action];
  if (next !== undefined) return next;
  throw new FaultError(hasEnded(state) ? 'SESSION_ENDED' : 'SESSION_STATE', { detail: `${action} in ${state}` });
}

/**
 * At start: every state is reachable, every live state can still be completed and can be ended in each other way.
 * @returns what is wrong with the table; empty when it holds
 */
export function stateTableFaults(table: StateTable = stateTable): string[] {
  const reached = reachable(table, 'AWAITING_SIGN_IN');
  return allStates.flatMap((state) => {
    const faults = reached.has(state) ? [] : [`${state} cannot be reached`];
    const row = table[state];
    if (Object.keys(row).length === 0) return faults;
    if (!reachable(table, state).has('COMPLETED')) faults.push(`${state} does not lead to COMPLETED`);
    for (const [action, end] of Object.entries(endings)) {
      if (row[action as keyof typeof endings] !== end) faults.push(`${state} lacks ${action}`);
    }
    return faults;
  });
}

function reachable(table: StateTable, from: SessionState): Set<SessionState> {
  const seen = new Set<SessionState>([from]);
  for (const state of seen) {
    for (const next of Object.values(table[state])) seen.add(next);
  }
  return seen;
}
