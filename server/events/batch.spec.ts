import fc from 'fast-check';

import { FaultError } from '../common/fault.js';
import { acceptBatch, LARGEST_BATCH, MOST_EVENTS } from './batch.js';
import type { EventInput } from './event.types.js';

const event = (number: number, changes: Partial<EventInput> = {}): EventInput => ({
  number,
  kind: 'PIN_REQUESTED',
  occurredAt: new Date(0),
  ...changes,
});
const numbersOf = (acknowledged: number, numbers: readonly number[]) => {
  const accepted = acceptBatch(
    acknowledged,
    numbers.map((number) => event(number)),
  );
  return { stored: accepted.events.map(({ agentNumber }) => agentNumber), acknowledged: accepted.acknowledged };
};

function refusal(work: () => unknown): FaultError {
  try {
    work();
  } catch (error) {
    if (error instanceof FaultError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('what follows is taken, what is stored is passed over', () => {
  expect(numbersOf(0, [1, 2, 3])).toEqual({ stored: [1, 2, 3], acknowledged: 3 });
  expect(numbersOf(2, [1, 2, 3, 3, 4])).toEqual({ stored: [3, 4], acknowledged: 4 });
  expect(numbersOf(4, [2, 3])).toEqual({ stored: [], acknowledged: 4 });
  expect(numbersOf(4, [])).toEqual({ stored: [], acknowledged: 4 });
});

test('more events than any upgrade has are refused for now', () => {
  expect(numbersOf(MOST_EVENTS - 1, [MOST_EVENTS])).toEqual({ stored: [MOST_EVENTS], acknowledged: MOST_EVENTS });
  expect(refusal(() => numbersOf(MOST_EVENTS, [MOST_EVENTS + 1]))).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
});

test('a gap is refused, with the number to go on from', () => {
  const fault = refusal(() => numbersOf(4, [6]));
  expect(fault).toMatchObject({ code: 'INVALID_INPUT', field: 'events', detail: 'acknowledged 4' });
  expect(refusal(() => numbersOf(4, [5, 7])).detail).toBe('acknowledged 4');
});

test.each([0, -1])('the number %d is refused', (number) => {
  expect(refusal(() => numbersOf(3, [number]))).toMatchObject({ code: 'INVALID_INPUT', field: 'events' });
});

test('only the server says who signed in; what was stored once is not judged again', () => {
  expect(refusal(() => acceptBatch(0, [event(1, { kind: 'SIGNED_IN' })]))).toMatchObject({ code: 'INVALID_INPUT' });
  expect(acceptBatch(1, [event(1, { kind: 'SIGNED_IN' })]).acknowledged).toBe(1);
});

test('of a batch that is too large the first part is taken', () => {
  const numbers = Array.from({ length: LARGEST_BATCH + 5 }, (_, index) => index + 1);
  expect(numbersOf(0, numbers).acknowledged).toBe(LARGEST_BATCH);
});

test('any batches, repeats and cuts: each event is stored exactly once, without a gap', () => {
  const slices = fc.array(fc.tuple(fc.nat(40), fc.nat(12)), { maxLength: 40 });
  fc.assert(
    fc.property(slices, (batches) => {
      let acknowledged = 0;
      const stored: (number | undefined)[] = [];
      for (const [from, length] of batches) {
        const numbers = Array.from({ length }, (_, index) => from + 1 + index);
        try {
          const accepted = numbersOf(acknowledged, numbers);
          stored.push(...accepted.stored);
          expect(accepted.acknowledged).toBe(length === 0 ? acknowledged : Math.max(acknowledged, from + length));
          ({ acknowledged } = accepted);
        } catch (error) {
          if (!(error instanceof FaultError)) throw error;
          expect(from).toBeGreaterThan(acknowledged);
        }
      }
      expect(stored).toEqual(Array.from({ length: acknowledged }, (_, index) => index + 1));
    }),
  );
});
