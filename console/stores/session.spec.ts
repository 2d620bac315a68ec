/**
 * @jest-environment ./scripts/jest/page-environment.mjs
 */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createPinia, setActivePinia } from 'pinia';
import { useLiveStore } from './live.js';
import { PAGE, useSessionStore } from './session.js';
import { eventually } from '../spec-support/eventually.js';
import { details, event, events } from '../spec-support/samples.js';
import { TestServer } from '../spec-support/test-server.js';

const numbers = (): number[] => useSessionStore().events.map(({ number }) => number);
const upTo = (last: number, first = 1): number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index);

// Real connections on a machine that may be busy; what is awaited are conditions.
jest.setTimeout(30_000);

describe('the session that is looked at', () => {
  let server: TestServer;

  beforeEach(async () => {
    server = new TestServer();
    await server.start();
    visit(server.url);
    setActivePinia(createPinia());
    put('session-1', 3);
  });

  afterEach(async () => {
    useSessionStore().close();
    useLiveStore().stopAll();
    await server.stop();
  });

  function put(id: string, last: number): void {
    server.sessions.set(id, { details: details({ summary: { id }, lastEventNumber: last }), events: events(1, last) });
  }

  const subscriptions = () => server.asked.filter(({ field }) => field === 'subscription').map((one) => one.arguments);

  it('shows what the server has, and each event as it comes', async () => {
    const session = useSessionStore();
    await session.open('session-1');
    expect(session.phase).toBe('open');
    await eventually(() => session.events.length === 3);

    server.happen('session-1', [event(4, 'CARD_SEEN')]);
    await eventually(() => session.events.length === 4);
    expect(numbers()).toEqual(upTo(4));
    expect(session.details?.lastEventNumber).toBe(4);
  });

  it('goes on after the last number it has when the connection breaks, without a gap or a duplicate', async () => {
    const session = useSessionStore();
    const live = useLiveStore();
    await session.open('session-1');
    await eventually(() => session.events.length === 3);

    await server.stop();
    await eventually(() => live.stale);
    expect(numbers()).toEqual(upTo(3));

    server.happen('session-1', [event(4), event(5)]);
    await server.start();
    live.retryNow();
    await eventually(() => session.events.length === 5);
    expect(live.stale).toBe(false);
    expect(numbers()).toEqual(upTo(5));
    expect(subscriptions()).toEqual([
      { id: 'session-1', after: 0 },
      { id: 'session-1', after: 3 },
    ]);
  });

  it('fetches what is missing before it shows what came after it', async () => {
    const session = useSessionStore();
    await session.open('session-1');
    await eventually(() => session.events.length === 3);
    server.withheld.add(4).add(5);
    server.happen('session-1', [event(4), event(5), event(6)]);
    await eventually(() => session.events.length === 6);
    expect(numbers()).toEqual(upTo(6));
    expect(server.asked).toContainEqual({ field: 'sessionEvents', arguments: { sessionId: 'session-1', after: 3, first: PAGE } });
  });

  it('starts a long session at its end, and fetches what is older when somebody wants to read it', async () => {
    const session = useSessionStore();
    put('long', PAGE + 7);
    await session.open('long');
    await eventually(() => session.events.length === PAGE);
    expect(subscriptions()).toEqual([{ id: 'long', after: 7 }]);
    expect(session.older).toBe(7);

    await session.loadOlder();
    expect(numbers()).toEqual(upTo(PAGE + 7));
    expect(session.older).toBe(0);
  });

  it('says that a session does not exist, and does not follow it', async () => {
    const session = useSessionStore();
    await session.open('no-such-session');
    expect(session.phase).toBe('unknown');
    expect(subscriptions()).toEqual([]);
  });

  it('notices that a session is gone when the server refuses to go on with it', async () => {
    const session = useSessionStore();
    await session.open('session-1');
    await eventually(() => session.events.length === 3);
    server.sessions.delete('session-1');
    server.drop();
    await eventually(() => useLiveStore().stale);
    useLiveStore().retryNow();
    await eventually(() => session.phase === 'unknown');
  });

  it('comes up by itself when the server does', async () => {
    const session = useSessionStore();
    await server.stop();
    await session.open('session-1');
    expect(session.phase).toBe('opening');
    expect(session.problem?.problem).toBe('unreachable');

    await server.start();
    await eventually(() => {
      useLiveStore().retryNow();
      return session.phase === 'open';
    });
    expect(numbers()).toEqual(upTo(3));
    expect(session.problem).toBeNull();
  });

  it('starts over when the server was restored from a backup', async () => {
    const session = useSessionStore();
    put('session-1', 9);
    await session.open('session-1');
    await eventually(() => session.events.length === 9);
    put('session-1', 2);
    server.drop();
    await eventually(() => useLiveStore().stale);
    useLiveStore().retryNow();
    await eventually(() => session.events.length === 2);
    expect(session.details?.lastEventNumber).toBe(2);
  });

  it('follows one session at a time', async () => {
    const session = useSessionStore();
    put('session-2', 1);
    const first = session.open('session-1');
    await session.open('session-2');
    await first;
    await eventually(() => session.events.length === 1);
    expect(session.details?.summary.id).toBe('session-2');
    expect(subscriptions()).toEqual([{ id: 'session-2', after: 0 }]);
  });

  it('shows a session that has ended, and that it has', async () => {
    const session = useSessionStore();
    await session.open('session-1');
    server.happen('session-1', [event(4, 'SESSION_COMPLETED')], (before) => ({
      ...before,
      summary: { ...before.summary, state: 'COMPLETED', endedAt: event(4).occurredAt },
    }));
    await eventually(() => session.ended);
    expect(session.details?.summary.state).toBe('COMPLETED');
  });

  it('shows at once who took it, and says why when it can not be taken', async () => {
    const session = useSessionStore();
    await session.open('session-1');
    expect(await session.setHandling(true)).toBeNull();
    expect(session.details?.summary.handler).toEqual({ id: 'staff-1', name: 'Anna Exempelsson' });
    expect(await session.setHandling(true)).toMatchObject({ code: 'SESSION_STATE' });
    expect(await session.setHandling(false)).toBeNull();
    expect(session.details?.summary.handler).toBeNull();
  });

  it('forgets everything when it is closed', async () => {
    const session = useSessionStore();
    await session.open('session-1');
    await eventually(() => session.events.length === 3);
    session.close();
    expect(session.details).toBeNull();
    expect(session.events).toEqual([]);
    expect(session.id).toBeNull();
    expect(session.phase).toBe('closed');
  });
});
