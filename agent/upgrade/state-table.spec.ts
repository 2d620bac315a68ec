import fc from 'fast-check';
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
  'ALREADY_DONE',
  'CARD_FOUND',
  'SIGNED_IN',
  'RESUMED',
  'CHOSEN',
  'RESTORE_CHOSEN',
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
    expect(() => checkStateTable(without('INSTALLING_SIGNATURE', 'INSTALLED'))).toThrow('State FINISHING cannot be reached');
    expect(() => checkStateTable(without('CHOOSING', 'CANCEL'))).toThrow('State CHOOSING cannot be left');
    expect(() => checkStateTable(without('CHOOSING', 'RETRY'))).toThrow('State CHOOSING cannot be retried');
    const endless = { ...stateTable, DONE: { ...stateTable.DONE, on: { RETRY: 'OPENING' as const } } };
    expect(() => checkStateTable(endless)).toThrow('End state DONE leads on');
  });

  it('whatever happens in whatever order: no certificate is worked on without login and consent, and an end is an end', () => {
    const consent: readonly UpgradeEvent[] = ['TERMS_ACCEPTED', 'RESUMED', 'RESTORE_CHOSEN'];
    const login: readonly UpgradeEvent[] = ['SIGNED_IN', 'RESUMED', 'PIN_ACCEPTED'];
    const working: readonly UpgradeState[] = ['INSTALLING_AUTHENTICATION', 'INSTALLING_SIGNATURE'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 60 }), (happening) => {
        let state: UpgradeState = initialState;
        let [mayWork, isLoggedIn] = [false, false];
        for (const event of happening) {
          const next: UpgradeState | undefined = stateTable[state].on[event];
          if (next === undefined) continue;
          expect(endStates).not.toContain(state);
          mayWork ||= consent.includes(event);
          // A card that was out, and work that broke off, leave no login to rely on.
          if (event === 'CARD_BACK' || (event === 'RETRY' && working.includes(state))) isLoggedIn = false;
          if (event === 'INSTALLED') isLoggedIn = false;
          if (login.includes(event)) isLoggedIn = true;
          state = next;
          if (working.includes(state)) expect({ state, mayWork, isLoggedIn }).toEqual({ state, mayWork: true, isLoggedIn: true });
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('leads on from anywhere: once nothing goes wrong any more, every upgrade comes to its end', () => {
    const good: readonly UpgradeEvent[] = ['OPENED', 'CARD_FOUND', 'SIGNED_IN', 'CHOSEN', 'TERMS_ACCEPTED', 'GUARDED'];
    const onwards: readonly UpgradeEvent[] = [...good, 'PIN_ACCEPTED', 'INSTALLED', 'FINISHED'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (happening) => {
        let state: UpgradeState = initialState;
        for (const event of happening) state = stateTable[state].on[event] ?? state;
        if (state === 'CANCELLED' || state === 'FAILED') return;
        for (let count = 0; count < states.length; count += 1) {
          const event = onwards.find((one) => stateTable[state].on[one] !== undefined);
          if (event !== undefined) state = nextState(state, event);
        }
        expect(state).toBe('DONE');
      }),
    );
  });
});
