import type { NewEvent } from '../events/event-store.js';
import type { Screen } from '../events/screen.types.js';
import { plausibleTime, project } from './projection.js';
import type { Projected } from './projection.js';

const opened = new Date('2026-11-24T08:00:00.000Z');
const received = new Date('2026-11-24T08:10:00.000Z');
const at = (minutes: number) => new Date(opened.getTime() + minutes * 60_000);
const before: Projected = { step: 'SIGN_IN', stepStartedAt: opened, faultCode: null };
const of = (...events: (Partial<NewEvent> & Pick<NewEvent, 'kind'>)[]) =>
  project(
    before,
    events.map((event) => ({ occurredAt: at(5), ...event })),
    received,
  );
const card = { reader: 'Reader 0', tokens: [], certificates: [] };
const screen: Screen = {
  kind: 'DONE',
  language: 'SV',
  step: 'DONE',
  tone: 'SUCCESS',
  title: 'Klart',
  paragraphs: [],
  actions: [],
  progressDone: 4,
  progressTotal: 4,
};

test('a step that starts is the current one, since its start', () => {
  const { session, steps } = of(
    { kind: 'STEP_COMPLETED', step: 'SIGN_IN', occurredAt: at(1) },
    { kind: 'STEP_STARTED', step: 'CHOOSE_UPGRADE', occurredAt: at(2) },
  );
  expect(session).toEqual({ step: 'CHOOSE_UPGRADE', stepStartedAt: at(2), faultCode: null });
  expect(steps).toEqual([
    { step: 'SIGN_IN', at: at(1), completed: true },
    { step: 'CHOOSE_UPGRADE', at: at(2), completed: false },
  ]);
});

test('a step that is started again keeps its first start', () => {
  expect(of({ kind: 'STEP_STARTED', step: 'SIGN_IN', occurredAt: at(3) }).session.stepStartedAt).toEqual(opened);
});

test('events without their step are kept, and change nothing', () => {
  expect(of({ kind: 'STEP_STARTED' }, { kind: 'STEP_COMPLETED' }, { kind: 'CARD_SEEN' }, { kind: 'SCREEN_SHOWN' })).toEqual({
    session: before,
    steps: [],
    card: undefined,
    screen: undefined,
  });
});

test.each<[string, Partial<NewEvent> & Pick<NewEvent, 'kind'>, string | null]>([
  ['raised', { kind: 'FAULT_RAISED', faultCode: 'PIN_WRONG' }, 'PIN_WRONG'],
  ['raised without a name', { kind: 'FAULT_RAISED' }, 'UNKNOWN'],
  ['the end', { kind: 'SESSION_FAILED', faultCode: 'PIN_LOCKED' }, 'PIN_LOCKED'],
  ['cleared', { kind: 'FAULT_CLEARED', faultCode: 'CARD_REMOVED' }, null],
  ['past, when all is done', { kind: 'SESSION_COMPLETED' }, null],
  ['kept, when cancelled', { kind: 'SESSION_CANCELLED' }, 'CARD_REMOVED'],
])('a fault is %s', (_, event, faultCode) => {
  expect(of({ kind: 'FAULT_RAISED', faultCode: 'CARD_REMOVED' }, event).session.faultCode).toBe(faultCode);
});

test('the last card and the last screen count', () => {
  expect(of({ kind: 'CARD_SEEN', card }).card).toEqual(card);
  expect(of({ kind: 'CARD_SEEN', card }, { kind: 'CARD_REMOVED' }).card).toBeNull();
  expect(of({ kind: 'CARD_REMOVED' }, { kind: 'CARD_SEEN', card }).card).toEqual(card);
  expect(of({ kind: 'SCREEN_SHOWN', screen: { ...screen, title: 'Vänta' } }, { kind: 'SCREEN_SHOWN', screen }).screen).toEqual(
    screen,
  );
});

test("a clock that is plainly wrong does not count: the server's does", () => {
  expect(plausibleTime(at(9), received)).toEqual(at(9));
  expect(plausibleTime(at(11), received)).toEqual(received);
  expect(plausibleTime(new Date('2024-01-01T00:00:00Z'), received)).toEqual(received);
});
