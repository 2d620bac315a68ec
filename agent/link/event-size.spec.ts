import fc from 'fast-check';
import type { EventInput } from '../generated/graphql.js';
import { bytesOf, clipped, firstBatch, largestBatchBytes } from './event-size.js';

/** The server's limit of a request. */
const largestRequest = 1024 * 1024;
const occurredAt = '2026-01-01T00:00:00.000Z';
const event = (number: number, detail: string): EventInput => ({ number, occurredAt, kind: 'FAULT_RAISED', detail });
const details = fc.oneof(
  fc.nat(3 * largestBatchBytes).map((length) => 'x'.repeat(length)),
  fc.nat(200_000).map((length) => '\u0000å😀"'.repeat(Math.ceil(length / 4))),
  fc.string(),
);

describe('the size of events', () => {
  it('no batch is larger than a request, each holds something, and nothing is left out', () => {
    fc.assert(
      fc.property(fc.array(details, { maxLength: 12 }), fc.integer({ min: 1, max: 500 }), (texts, most) => {
        let left: readonly EventInput[] = texts.map((text, index) => clipped(event(index + 1, text)));
        const numbers: number[] = [];
        while (left.length > 0) {
          const batch = firstBatch(left, most);
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(most);
          expect(Buffer.byteLength(JSON.stringify({ query: 'mutation', variables: { events: batch } }))).toBeLessThan(
            largestRequest,
          );
          numbers.push(...batch.map(({ number }) => number));
          left = left.slice(batch.length);
        }
        expect(numbers).toEqual(texts.map((_, index) => index + 1));
      }),
      { numRuns: 50 },
    );
  });

  it('one that is too large keeps what it is, and says how large it was', () => {
    const whole: EventInput = { ...event(7, 'x'.repeat(largestBatchBytes)), returnValue: 5, functionName: 'C_Sign' };
    const { detail, ...rest } = clipped(whole);
    expect(rest).toEqual({
      number: 7,
      occurredAt,
      kind: 'FAULT_RAISED',
      returnValue: 5,
      functionName: 'C_Sign',
      card: null,
      screen: null,
    });
    expect(detail).toContain(`shortened from ${bytesOf(whole)} bytes`);
  });

  it('one that fits is left as it is', () => {
    const whole = event(1, 'x'.repeat(largestBatchBytes / 2));
    expect(clipped(whole)).toBe(whole);
  });
});
