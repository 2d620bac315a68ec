import {
  checkStateTable,
  endStates,
  initialState,
  nextState,
  stateTable,
  steps,
  type UpgradeEvent,
  type UpgradeState,
} from './state-table.js';

const states: readonly UpgradeState[] = [
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
const events: readonly UpgradeEvent[] = [
  'OPENED',
  'CARD_FOUND',
  'SIGNED_IN',
  'RESUMED',
  'CHOSEN',
  'TERMS_ACCEPTED',
  'GUARDED',
  'PIN_ACCEPTED',
  'INSTALLED',
  'FINISHED',
  'RETRY',
  'CARD_BACK',
  'CANCEL',
  'FATAL',
];

describe('the state table of the upgrade', () => {
  it('holds what it must', () => {
    expect(() => checkStateTable()).not.toThrow();
    expect(Object.keys(stateTable).toSorted()).toEqual(states.toSorted());
  });

  it('answers every event in every state: with a state, or by refusing it', () => {
    for (const state of states) {
      for (const event of events) {
        const planned = stateTable[state].on[event];
        if (planned === undefined)
          expect(() => nextState(state, event)).toThrow(`Event ${event} is not allowed in state ${state}`);
        else expect(states).toContain(nextState(state, event));
      }
    }
  });

  it('leads through the seven steps in their order when nothing goes wrong', () => {
    const way: UpgradeEvent[] = [
      'OPENED',
      'CARD_FOUND',
      'SIGNED_IN',
      'CHOSEN',
      'TERMS_ACCEPTED',
      'GUARDED',
      'INSTALLED',
      'PIN_ACCEPTED',
      'INSTALLED',
      'FINISHED',
    ];
    const passed: UpgradeState[] = [initialState];
    for (const event of way) passed.push(nextState(passed.at(-1) ?? initialState, event));
    expect(passed.at(-1)).toBe('DONE');
    expect([...new Set(passed.map((state) => stateTable[state].step))]).toEqual(steps);
  });

  it('reaches an end from everywhere by cancelling and by a fatal fault, and leaves no end', () => {
    for (const state of states) {
      if (endStates.includes(state)) expect(events.filter((event) => stateTable[state].on[event] !== undefined)).toEqual([]);
      else expect([nextState(state, 'CANCEL'), nextState(state, 'FATAL')]).toEqual(['CANCELLED', 'FAILED']);
    }
  });

  it('asks for the PIN again after the card was out, wherever a login is used', () => {
    expect(nextState('INSTALLING_AUTHENTICATION', 'CARD_BACK')).toBe('REPEATING_AUTHENTICATION_PIN');
    expect(nextState('INSTALLING_SIGNATURE', 'CARD_BACK')).toBe('ENTERING_SIGNATURE_PIN');
    for (const state of ['SIGNING_IN', 'CHOOSING', 'READING_TERMS'] as const)
      expect(nextState(state, 'CARD_BACK')).toBe('LOOKING_FOR_CARD');
  });

  it('is refused at start when a state can not be reached, left or tried again', () => {
    const without = (state: UpgradeState, ...gone: UpgradeEvent[]) => {
      const on = Object.fromEntries(Object.entries(stateTable[state].on).filter(([event]) => !gone.some((one) => one === event)));
      return { ...stateTable, [state]: { ...stateTable[state], on } };
    };
    expect(() => checkStateTable(without('FINISHING', 'FINISHED'))).toThrow('State DONE cannot be reached');
    expect(() => checkStateTable(without('CHOOSING', 'CANCEL'))).toThrow('State CHOOSING cannot be left');
    expect(() => checkStateTable(without('CHOOSING', 'RETRY'))).toThrow('State CHOOSING cannot be retried');
    const endless = { ...stateTable, DONE: { ...stateTable.DONE, on: { RETRY: 'OPENING' as const } } };
    expect(() => checkStateTable(endless)).toThrow('End state DONE leads on');
  });
});
