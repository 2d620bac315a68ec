import { FaultError } from '../common/fault.js';
import { endedStates, hasEnded, liveStates, nextState, SessionState, stateTable, stateTableFaults } from './session-state.js';
import type { SessionAction, StateTable } from './session-state.js';

const states = Object.values(SessionState);
const actions: readonly SessionAction[] = [
  'RENEW_PAIRING_CODE',
  'SIGN_IN',
  'ACCEPT_TERMS',
  'DECLINE_TERMS',
  'RESTORE',
  'ISSUE',
  'INSTALL',
  'FINISH',
  'CANCEL',
  'FAIL',
  'EXPIRE',
];
const pairs = states.flatMap((state) => actions.map((action) => ({ state, action, next: stateTable[state][action] })));

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof FaultError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

describe('the state table', () => {
  test('holds', () => {
    expect(stateTableFaults()).toEqual([]);
  });

  test.each(states)('%s is reached by a run of allowed actions', (wanted) => {
    const reached = new Set<SessionState>(['AWAITING_SIGN_IN']);
    for (const state of reached) {
      for (const action of actions) if (stateTable[state][action] !== undefined) reached.add(nextState(state, action));
    }
    expect([...reached]).toContain(wanted);
  });

  test.each(pairs.filter(({ next }) => next !== undefined))('$state takes $action', ({ state, action, next }) => {
    expect(nextState(state, action)).toBe(next);
  });

  test.each(pairs.filter(({ next }) => next === undefined))('$state refuses $action', ({ state, action }) => {
    expect(codeOf(() => nextState(state, action))).toBe(hasEnded(state) ? 'SESSION_ENDED' : 'SESSION_STATE');
  });

  test('each state either lives or has ended', () => {
    expect([...liveStates, ...endedStates].sort()).toEqual([...states].sort());
    expect(endedStates).toEqual(['COMPLETED', 'CANCELLED', 'FAILED', 'EXPIRED']);
  });
});

describe('a table with a mistake is named', () => {
  const wrong = (state: SessionState, row: StateTable[SessionState]): string[] =>
    stateTableFaults({ ...stateTable, [state]: row });

  test('an action that leads past a state', () => {
    const { SIGN_IN: _, ...row } = stateTable.AWAITING_SIGN_IN;
    expect(wrong('AWAITING_SIGN_IN', row)).toEqual(
      expect.arrayContaining(['SIGNED_IN cannot be reached', 'AWAITING_SIGN_IN does not lead to COMPLETED']),
    );
  });

  test('a state that cannot be left by cancelling', () => {
    const { CANCEL: _, ...row } = stateTable.INSTALLING;
    expect(wrong('INSTALLING', row)).toEqual(['INSTALLING lacks CANCEL']);
  });

  test('a state that leads nowhere', () => {
    expect(wrong('INSTALLING', {})).toEqual(
      expect.arrayContaining(['COMPLETED cannot be reached', 'SIGNED_IN does not lead to COMPLETED']),
    );
  });
});
