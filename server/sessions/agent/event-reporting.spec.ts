import fc from 'fast-check';

import { FaultError } from '../../common/fault.js';
import type { Card } from '../../events/card.types.js';
import { StoredEvent } from '../../events/stored-event.entity.js';
import { event, RealSessions } from '../real-sessions.spec-support.js';

let sessions: RealSessions;
beforeAll(async () => {
  sessions = await RealSessions.start();
});
afterAll(() => sessions.stop());

const card: Card = {
  reader: 'Reader 0',
  cardNumber: '9752269875123456789',
  tokens: [
    { label: 'SITHS e-id kort (Legitimering)', serialNumber: '1', manufacturer: 'M', model: 'X', flags: [], purpose: null },
  ],
  certificates: [
    {
      token: 'SITHS e-id kort (Legitimering)',
      ckaId: '45',
      label: 'Test Testsson 199001012385',
      issuer: 'CN=Test CA',
      subject: 'C=SE, CN=Test Testsson, serialNumber=199001012385',
      serialNumber: '199001012385',
      notBefore: new Date('2024-01-01T00:00:00Z'),
      notAfter: new Date('2029-01-01T00:00:00Z'),
      keyUsage: ['digitalSignature'],
      matchesKey: true,
    },
  ],
};

/** What arrives of one outbox: parts of it, in any order, again and again, several at once. */
const deliveries = fc.array(fc.array(fc.tuple(fc.nat(25), fc.nat(8)), { minLength: 1, maxLength: 3 }), { maxLength: 8 });

test('any batches, repeats, cuts and batches at once: stored exactly once, in order, without a gap', async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, async (rounds) => {
      const { sessionId } = await sessions.open();
      let highest = 0;
      for (const round of rounds) {
        const answers = await Promise.all(
          round.map(async ([after, length]) => {
            const batch = Array.from({ length }, (_, index) =>
              event(after + 1 + index, { detail: `event ${after + 1 + index}` }),
            );
            try {
              return (await sessions.reporting.report(sessionId, batch)).acknowledged;
            } catch (error) {
              if (error instanceof FaultError && error.code === 'INVALID_INPUT') return 0;
              throw error;
            }
          }),
        );
        highest = Math.max(highest, ...answers);
      }
      const { acknowledgedEvents, lastEventNumber } = await sessions.reader.session(sessionId);
      expect(acknowledgedEvents).toBe(highest);
      expect(lastEventNumber).toBe(highest + 1);
      const rows = await sessions.source.manager.find(StoredEvent, { where: { sessionId }, order: { number: 'ASC' } });
      expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: highest + 1 }, (_, index) => index + 1));
      // The first is the server's own.
      expect(rows.slice(1).map(({ agentNumber, detail }) => [agentNumber, detail])).toEqual(
        Array.from({ length: highest }, (_, index) => [index + 1, `event ${index + 1}`]),
      );
    }),
    { numRuns: 25 },
  );
}, 60_000);

test("the server's own events lie between the agent's, in one sequence", async () => {
  const { sessionId } = await sessions.open();
  await sessions.reporting.report(sessionId, [event(1), event(2)]);
  await sessions.signIn(sessionId);
  expect(await sessions.reporting.report(sessionId, [event(2), event(3)])).toEqual({ acknowledged: 3 });
  const events = await sessions.reader.events(sessionId, 0, null);
  expect(events.map(({ number, kind }) => `${number} ${kind}`)).toEqual([
    '1 SESSION_OPENED',
    '2 PIN_REQUESTED',
    '3 PIN_REQUESTED',
    '4 SIGNED_IN',
    '5 PIN_REQUESTED',
  ]);
});

test('a refused batch is refused whole', async () => {
  const { sessionId } = await sessions.open();
  await sessions.reporting.report(sessionId, [event(1)]);
  const gap = sessions.reporting.report(sessionId, [event(2), event(4)]);
  await expect(gap).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'events', detail: 'acknowledged 1' });
  await expect(sessions.reporting.report(sessionId, [event(2), event(3, { kind: 'SESSION_COMPLETED' })])).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    field: 'events',
  });
  expect((await sessions.reader.session(sessionId)).acknowledgedEvents).toBe(1);
  expect(await sessions.kinds(sessionId)).toEqual(['SESSION_OPENED', 'PIN_REQUESTED']);
});

test('what an event says is what staff read: step, fault, function and number, screen', async () => {
  const { sessionId } = await sessions.open();
  const fault = { step: 'SIGN_IN', faultCode: 'PIN_WRONG', functionName: 'C_Login', returnValue: 160, triesLeft: 2 } as const;
  await sessions.reporting.report(sessionId, [
    event(1, { kind: 'STEP_STARTED', step: 'SIGN_IN' }),
    event(2, { kind: 'FAULT_RAISED', ...fault, milliseconds: 80, detail: 'x\0y'.repeat(1_500) }),
  ]);
  const details = await sessions.reader.details(sessionId);
  expect(details).toMatchObject({ lastEventNumber: 3, summary: { faultCode: 'PIN_WRONG', step: 'SIGN_IN' } });
  expect(details.steps).toMatchObject([{ step: 'SIGN_IN', completedAt: null }]);
  const [stored] = await sessions.reader.events(sessionId, 2, null);
  expect(stored).toMatchObject({ number: 3, kind: 'FAULT_RAISED', ...fault, milliseconds: 80, purpose: null });
  expect(stored?.detail).toMatch(/^(xy)+x?$/);
});

test.each([1.5, -1, 2 ** 32, 1e308])(
  'a return value that is no CK_RV (%p) is left out, the event is kept',
  async (returnValue) => {
    const { sessionId } = await sessions.open();
    await sessions.reporting.report(sessionId, [
      event(1, { kind: 'FAULT_RAISED', returnValue }),
      event(2, { returnValue: 2 ** 32 - 1 }),
    ]);
    const [, ...stored] = await sessions.reader.events(sessionId, 0, null);
    expect(stored.map((one) => one.returnValue)).toEqual([null, 2 ** 32 - 1]);
  },
);

test('a card or screen too large to be one is left out; as much as a real one has, is kept', async () => {
  const sessionId = await sessions.openSignedIn();
  const cardOf = (subject: string): Card => ({
    ...card,
    certificates: Array.from({ length: 20 }).flatMap(() => card.certificates.map((certificate) => ({ ...certificate, subject }))),
  });
  await sessions.reporting.report(sessionId, [
    event(1, { kind: 'CARD_SEEN', card: cardOf('CN=Test') }),
    event(2, { kind: 'CARD_SEEN', card: cardOf('x'.repeat(40_000)) }),
  ]);
  const [seen, flood] = await sessions.reader.events(sessionId, 2, null);
  expect([seen?.card?.certificates.length, flood?.kind, flood?.card]).toEqual([20, 'CARD_SEEN', null]);
  expect((await sessions.reader.details(sessionId)).cardNow?.certificates).toHaveLength(20);
});

test('before sign-in nothing of a person is kept; after it, no personnummer', async () => {
  const { sessionId } = await sessions.open();
  await sessions.reporting.report(sessionId, [event(1, { kind: 'CARD_SEEN', card })]);
  const before = (await sessions.reader.details(sessionId)).cardNow;
  expect(before).toMatchObject({ reader: 'Reader 0', cardNumber: null, certificates: [{ subject: '', issuer: 'CN=Test CA' }] });
  expect(JSON.stringify(before)).not.toMatch(/Test Testsson/);
  await sessions.signIn(sessionId);
  const detail = 'the card of 19900101-2385';
  await sessions.reporting.report(sessionId, [event(2, { kind: 'CARD_SEEN', card, detail })]);
  const { cardNow } = await sessions.reader.details(sessionId);
  expect(cardNow).toMatchObject({
    cardNumber: '9752269875123456789',
    certificates: [{ subject: 'C=SE, CN=Test Testsson, serialNumber=19900101-••••', serialNumber: '199001012385' }],
  });
  const [stored] = await sessions.reader.events(sessionId, 3, null);
  expect(stored).toMatchObject({ detail: 'the card of 19900101-••••', card: cardNow });
  await sessions.reporting.report(sessionId, [event(3, { kind: 'CARD_REMOVED' })]);
  const removed = await sessions.reader.details(sessionId);
  expect(removed.cardNow).toBeNull();
  expect(removed.cardBefore).not.toBeNull();
});

test('pages of events: at most what was asked for, and never more than one page', async () => {
  const { sessionId } = await sessions.open();
  await sessions.reporting.report(
    sessionId,
    Array.from({ length: 30 }, (_, index) => event(index + 1)),
  );
  const numbers = async (after: number, upTo: number | null, first?: number) =>
    (await sessions.reader.events(sessionId, after, upTo, first)).map(({ number }) => number);
  expect(await numbers(0, null, 3)).toEqual([1, 2, 3]);
  expect(await numbers(29, null)).toEqual([30, 31]);
  expect(await numbers(5, 7)).toEqual([6, 7]);
  expect(await numbers(-5, null, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(await numbers(31, null)).toEqual([]);
  expect(await numbers(0, null, -1)).toEqual([]);
});
