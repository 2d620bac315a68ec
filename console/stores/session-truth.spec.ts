import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SessionTruth } from './session-truth.js';
import { details, event, events } from '../spec-support/samples.js';

const numbersOf = (truth: SessionTruth): number[] => truth.events.map(({ number }) => number);

describe('a session as the server last told it', () => {
  it('has every event once and in order, in whichever batches, repetitions and orders they come', () => {
    const batches = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 12 })), { maxLength: 40 });
    fc.assert(
      fc.property(batches, (parts) => {
        const truth = new SessionTruth();
        const come = new Set<number>();
        for (const [first, length] of parts) {
          truth.add(events(first, first + length));
          for (let number = first; number <= first + length; number += 1) come.add(number);
          let last = 0;
          while (come.has(last + 1)) last += 1;
          expect(truth.last).toBe(last);
          expect(numbersOf(truth)).toEqual(events(1, last).map(({ number }) => number));
          expect(truth.gap).toBe([...come].some((number) => number > last));
        }
      }),
    );
  });

  it('does not take an event again that it has', () => {
    const truth = new SessionTruth();
    truth.add(events(1, 2));
    const [first] = truth.events;
    truth.add([event(1, 'STEP_STARTED', { detail: 'told twice' })]);
    expect(truth.events[0]).toBe(first);
  });

  it('keeps a bounded number of events, and knows how many came before', () => {
    const truth = new SessionTruth(100);
    for (let first = 1; first <= 1_000; first += 50) truth.add(events(first, first + 49));
    expect(truth.events).toHaveLength(100);
    expect(truth.older).toBe(900);
    expect(truth.last).toBe(1_000);
  });

  it('takes a page that ends where its own list begins, and none that would leave a hole', () => {
    const truth = new SessionTruth(10);
    truth.leaveOut(20);
    truth.add(events(21, 30));
    truth.addOlder(events(1, 15));
    expect(truth.older).toBe(20);
    truth.addOlder(events(11, 20));
    expect(truth.older).toBe(10);
    truth.add(events(31, 31));
    expect(numbersOf(truth)).toEqual(events(12, 31).map(({ number }) => number));
  });

  it('goes on behind a hole that can not be filled', () => {
    const truth = new SessionTruth();
    truth.add(events(1, 3));
    truth.add(events(7, 9));
    truth.skip();
    expect(numbersOf(truth)).toEqual([7, 8, 9]);
    expect(truth.older).toBe(6);
    expect(truth.gap).toBe(false);
  });

  it('leaves out nothing once it has begun', () => {
    const truth = new SessionTruth();
    truth.add(events(1, 3));
    truth.leaveOut(2);
    expect(truth.older).toBe(0);
  });

  it('never goes back to an older state of the session', () => {
    const truth = new SessionTruth();
    truth.see(details({ lastEventNumber: 5, summary: { revision: 50, state: 'INSTALLING' } }));
    truth.see(details({ lastEventNumber: 4, summary: { revision: 40, state: 'SIGNED_IN' } }));
    expect(truth.details?.summary.state).toBe('INSTALLING');
  });

  it('keeps what a mutation told until something newer comes', () => {
    const truth = new SessionTruth();
    const handler = { id: 'staff-1', name: 'Anna Exempelsson' };
    const before = details({ lastEventNumber: 5, summary: { revision: 50 } });
    truth.see(before);
    truth.seeSummary({ ...before.summary, revision: 52, handler });
    truth.see(details({ lastEventNumber: 6, summary: { revision: 51 } }));
    expect(truth.details?.summary.handler).toEqual(handler);
    expect(truth.details?.lastEventNumber).toBe(6);
    truth.see(details({ lastEventNumber: 7, summary: { revision: 53 } }));
    expect(truth.details?.summary.handler).toBeNull();
  });

  it('takes no answer about another session', () => {
    const truth = new SessionTruth();
    truth.see(details({ summary: { revision: 1 } }));
    truth.seeSummary({ ...details().summary, id: 'another', revision: 9 });
    expect(truth.details?.summary.id).toBe('session-1');
  });
});
