/**
 * @jest-environment ./scripts/jest/page-environment.mjs
 */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LiveConnection } from './live-connection.js';
import type { LiveStatus } from './live-connection.js';
import { SessionDocument } from '../generated/graphql.js';
import { eventually } from '../spec-support/eventually.js';
import { details, event, events } from '../spec-support/samples.js';
import { TestServer } from '../spec-support/test-server.js';

// Real connections on a machine that may be busy; what is awaited are conditions.
jest.setTimeout(30_000);

describe('the live connection', () => {
  let server: TestServer;
  let connection: LiveConnection;
  let signedIn: 'in' | 'out' | 'unreachable';
  let told: LiveStatus[];

  beforeEach(async () => {
    server = new TestServer();
    await server.start();
    server.sessions.set('session-1', { details: details({ lastEventNumber: 2 }), events: events(1, 2) });
    signedIn = 'in';
    told = [];
    connection = new LiveConnection({
      url: `${server.url.replace('http', 'ws')}/graphql`,
      stillSignedIn: () => Promise.resolve(signedIn),
      onStatus: (status) => told.push(status),
    });
  });

  afterEach(async () => {
    connection.stopAll();
    await server.stop();
  });

  const phase = () => told.at(-1)?.phase;

  function follow(id: string): { readonly numbers: number[]; readonly stop: () => void; refused: number } {
    const numbers: number[] = [];
    const followed = { numbers, stop: (): void => undefined, refused: 0 };
    followed.stop = connection.subscribe(
      SessionDocument,
      () => ({ id, after: numbers.at(-1) ?? 0 }),
      ({ session }) => numbers.push(...session.events.map(({ number }) => number)),
      () => (followed.refused += 1),
    );
    return followed;
  }

  it('is idle until somebody subscribes, and again afterwards', async () => {
    const { numbers, stop } = follow('session-1');
    expect(phase()).toBe('connecting');
    await eventually(() => numbers.length === 2);
    expect(phase()).toBe('live');
    stop();
    expect(phase()).toBe('idle');
  });

  it('is not live while it only has a socket, and nothing has come over it', async () => {
    const { numbers } = follow('session-1');
    await eventually(() => phase() === 'live');
    expect(numbers).toEqual([1, 2]);
  });

  it('says that it is stale, since when, and when it tries again', async () => {
    const { numbers } = follow('session-1');
    await eventually(() => numbers.length === 2);
    await server.stop();
    await eventually(() => told.at(-1)?.retryAt !== null && phase() === 'stale');
    expect(told.at(-1)?.confirmedAt).not.toBeNull();
    await server.start();
    connection.retryNow();
    await eventually(() => phase() === 'live');
  });

  it('reads the resume number anew at each connection', async () => {
    const { numbers } = follow('session-1');
    await eventually(() => numbers.length === 2);
    for (const number of [3, 4]) {
      server.drop();
      await eventually(() => phase() === 'stale');
      server.happen('session-1', [event(number)]);
      connection.retryNow();
      await eventually(() => numbers.length === number);
    }
    expect(numbers).toEqual([1, 2, 3, 4]);
  });

  it('carries several subscriptions over one socket', async () => {
    server.sessions.set('session-2', { details: details({ summary: { id: 'session-2' } }), events: events(1, 1) });
    const [first, second] = [follow('session-1'), follow('session-2')];
    await eventually(() => first.numbers.length === 2 && second.numbers.length === 1);
    first.stop();
    expect(phase()).toBe('live');
    server.happen('session-2', [event(2)]);
    await eventually(() => second.numbers.length === 2);
  });

  it('asks again after a refusal, and says each time that it was refused', async () => {
    const missing = follow('no-such-session');
    await eventually(() => missing.refused >= 1 && phase() === 'stale');
    connection.retryNow();
    await eventually(() => missing.refused >= 2);
    server.sessions.set('no-such-session', { details: details(), events: events(1, 1) });
    connection.retryNow();
    await eventually(() => missing.numbers.length === 1 && phase() === 'live');
  });

  it('ends every subscription when nobody is signed in any more', async () => {
    const { numbers } = follow('session-1');
    await eventually(() => numbers.length === 2);
    signedIn = 'out';
    server.drop();
    await eventually(() => told.at(-1)?.retryAt !== null);
    connection.retryNow();
    await eventually(() => phase() === 'idle');
  });

  it('keeps trying while it can not be known who is signed in', async () => {
    const { numbers } = follow('session-1');
    await eventually(() => numbers.length === 2);
    signedIn = 'unreachable';
    server.drop();
    await eventually(() => told.at(-1)?.retryAt !== null);
    connection.retryNow();
    await eventually(() => phase() === 'live');
  });
});
