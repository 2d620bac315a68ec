import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';

import { z } from 'zod';

import { LiveStage } from './live-stage.spec-support.js';
import type { ServerMessage, TestClient } from './live-stage.spec-support.js';
import { liveLimits } from './limits.js';
import type { LiveLimits } from './limits.js';

let stage: LiveStage;

async function start(limits: Partial<LiveLimits> = {}): Promise<LiveStage> {
  stage = await new LiveStage(limits).start();
  return stage;
}

afterEach(() => stage.stop());

const anotherTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await anotherTurn();
}

async function refusedWith(client: TestClient): Promise<number | undefined> {
  const [, response] = (await once(client.socket, 'unexpected-response')) as [unknown, IncomingMessage];
  return response.statusCode;
}

const errors = z.array(z.object({ extensions: z.object({ code: z.string() }) })).min(1);
const codeOf = ({ payload }: ServerMessage): string => errors.parse(payload)[0]?.extensions.code ?? '';

describe('delivery', () => {
  it('executes once for all who asked the same, from different places', async () => {
    await start();
    stage.commit(5);
    const clients = await Promise.all([stage.connect('anna'), stage.connect('bertil'), stage.connect('anna')]);
    for (const [index, client] of clients.entries()) client.subscribe(`s${index}`, index);
    expect(await Promise.all(clients.map((client, index) => client.values(`s${index}`, 5 - index)))).toEqual([
      [1, 2, 3, 4, 5],
      [2, 3, 4, 5],
      [3, 4, 5],
    ]);
    const before = stage.table.executions;
    stage.commit(2);
    expect(await Promise.all(clients.map((client, index) => client.values(`s${index}`, 2)))).toEqual([
      [6, 7],
      [6, 7],
      [6, 7],
    ]);
    expect(stage.table.executions - before).toBe(1);
    expect(stage.server.open).toEqual({ connections: 3, groups: 1 });
  });

  it('keeps apart who asked something else', async () => {
    await start();
    const client = await stage.connect();
    client.subscribe('one', 0);
    client.subscribe('two', 0, 'subscription ($after: Int!) { numbers(after: $after) { values } }');
    client.subscribe('three', 0, 'subscription { numbers(after: 0) { values } }');
    await until(() => stage.server.open.groups === 3);
    stage.commit(1);
    expect(await client.values('one', 1)).toEqual([1]);
    expect(await client.values('two', 1)).toEqual([1]);
    expect(await client.values('three', 1)).toEqual([1]);
  });

  it('skips a socket that does not read and catches it up from its place', async () => {
    await start({ slowBytes: 100_000 });
    stage.table.padding = 500_000;
    const [slow, quick] = [await stage.connect('anna'), await stage.connect('bertil')];
    slow.subscribe('s', 0);
    quick.subscribe('q', 0);
    stage.commit(1);
    await slow.values('s', 1);
    await quick.values('q', 1);
    slow.socket.pause();
    for (let row = 0; row < 60; row += 1) {
      stage.commit(1);
      await quick.values('q', 1);
    }
    const executions = stage.table.executions;
    slow.socket.resume();
    expect(await slow.values('s', 60)).toEqual(Array.from({ length: 60 }, (_, index) => index + 2));
    // Some of the 60 messages lay in the system's buffers; the rest came ten rows at a time.
    expect(stage.table.executions).toBeGreaterThan(executions);
    expect(stage.table.executions - executions).toBeLessThanOrEqual(6);
    stage.commit(1);
    expect([await slow.values('s', 1), await quick.values('q', 1)]).toEqual([[62], [62]]);
  }, 60_000);
});

describe('leaving', () => {
  it.each([
    ['complete', (client: TestClient) => client.send({ type: 'complete', id: 's' })],
    ['a closed socket', (client: TestClient) => client.socket.close()],
    ['a lost socket', (client: TestClient) => client.socket.terminate()],
    ['a broken message', (client: TestClient) => client.send('{')],
  ])('after %s nothing is held any more', async (_name, leave) => {
    await start();
    const client = await stage.connect();
    client.subscribe('s', 0);
    stage.commit(1);
    await client.values('s', 1);
    leave(client);
    await until(() => stage.server.open.groups === 0 && stage.table.closed === 1);
    expect(stage.table.opened).toBe(1);
  });

  it('a subscription completed while it is being opened is not opened', async () => {
    await start();
    const client = await stage.connect();
    client.subscribe('s', 0);
    client.send({ type: 'complete', id: 's' });
    client.send({ type: 'ping' });
    await client.message('pong');
    await until(() => stage.table.closed === stage.table.opened);
    expect(stage.server.open.groups).toBe(0);
  });

  it('tells clients to come back when the server stops', async () => {
    await start();
    const client = await stage.connect();
    client.subscribe('s', 0);
    await until(() => stage.server.open.groups === 1);
    await stage.server.close();
    expect(await client.closed).toBe(1012);
    expect(stage.table.closed).toBe(1);
  });
});

describe('rights', () => {
  it('refuses who is not signed in', async () => {
    await start();
    const client = await stage.connect('nobody');
    client.subscribe('s', 0);
    expect(codeOf(await client.message('error', 's'))).toBe('UNAUTHENTICATED');
    expect(stage.table.opened).toBe(0);
  });

  it('delivers nothing after the sign-out, not even the next message', async () => {
    await start({ rightsMilliseconds: 0, rightsSweepMilliseconds: 60_000 });
    const [leaves, stays] = [await stage.connect('anna'), await stage.connect('bertil')];
    leaves.subscribe('s', 0);
    stays.subscribe('s', 0);
    stage.commit(1);
    await leaves.values('s', 1);
    await stays.values('s', 1);
    stage.signedIn.delete('anna');
    stage.commit(1);
    expect(await stays.values('s', 1)).toEqual([2]);
    expect(codeOf(await leaves.message('error', 's'))).toBe('UNAUTHENTICATED');
    expect(leaves.messages).toEqual([]);
    expect(stage.table.closed).toBe(1);
  });

  it('ends a silent subscription soon after the sign-out', async () => {
    await start({ rightsMilliseconds: 0, rightsSweepMilliseconds: 20 });
    const client = await stage.connect('anna');
    client.subscribe('s', 0);
    await until(() => stage.server.open.groups === 1);
    stage.signedIn.delete('anna');
    expect(codeOf(await client.message('error', 's'))).toBe('UNAUTHENTICATED');
  });
});

describe('what is refused', () => {
  it('another path', async () => {
    await start();
    expect(await refusedWith(stage.clientAt('/elsewhere'))).toBe(404);
  });

  it('pages of other sites', async () => {
    await start();
    expect(await refusedWith(stage.client('anna', { origin: 'https://evil.example' }))).toBe(403);
  });

  it('other protocols', async () => {
    await start();
    expect(await refusedWith(stage.client('anna', {}, 'graphql-ws'))).toBe(400);
  });

  it('more sockets than there is room for', async () => {
    await start({ sockets: 1 });
    await stage.connect();
    expect(await refusedWith(stage.client())).toBe(503);
  });

  it('a socket that never introduces itself', async () => {
    await start({ connectionInitMilliseconds: 10 });
    expect(await stage.client().closed).toBe(4408);
  });

  it.each([
    ['text that is no message', 'hello', 4400],
    ['a message of no kind', JSON.stringify({ type: 'subscribed', id: '1' }), 4400],
    ['a second introduction', JSON.stringify({ type: 'connection_init' }), 4429],
    [
      'a message that is too long',
      JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(liveLimits.messageBytes) } }),
      1009,
    ],
  ])('%s', async (_name, message, code) => {
    await start();
    const client = await stage.connect();
    client.send(message);
    expect(await client.closed).toBe(code);
  });

  it('a subscription before the introduction', async () => {
    await start();
    const client = stage.client();
    await once(client.socket, 'open');
    client.subscribe('s', 0);
    expect(await client.closed).toBe(4401);
  });

  it('a second subscription of the same name', async () => {
    await start();
    const client = await stage.connect();
    client.subscribe('s', 0);
    client.subscribe('s', 0);
    expect(await client.closed).toBe(4409);
  });

  it('more subscriptions than a socket may have', async () => {
    await start({ subscriptionsPerSocket: 2 });
    const client = await stage.connect();
    for (const id of ['one', 'two', 'three']) client.subscribe(id, 0);
    expect(codeOf(await client.message('error', 'three'))).toBe('BAD_REQUEST');
  });

  it.each([
    ['queries', '{ one }', 'BAD_REQUEST'],
    ['introspection', 'subscription { numbers(after: 0) { values } __schema { types { name } } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'several fields',
      'subscription { a: numbers(after: 0) { values } b: numbers(after: 0) { values } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['text that is no document', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['endless documents', `subscription { ${'numbers '.repeat(5_000)} }`, 'GRAPHQL_PARSE_FAILED'],
    ['missing variables', 'subscription ($n: Int!) { numbers(after: $n) { values } }', 'BAD_USER_INPUT'],
  ])('%s', async (_name, query, code) => {
    await start();
    const client = await stage.connect();
    client.subscribe('s', 0, query);
    expect(codeOf(await client.message('error', 's'))).toBe(code);
  });

  it('hints at the names of the schema', async () => {
    await start();
    const client = await stage.connect();
    client.subscribe('s', 0, 'subscription { numbers(after: 0) { valuse } }');
    expect(JSON.stringify(await client.message('error', 's'))).not.toContain('Did you mean');
  });
});

describe('signs of life', () => {
  it('answers the pings of clients, with what they said', async () => {
    await start();
    const client = await stage.connect();
    client.send({ type: 'ping', payload: { at: 7 } });
    expect((await client.message('pong')).payload).toEqual({ at: 7 });
  });

  it('ends a socket that gives none', async () => {
    await start({ heartbeatMilliseconds: 30 });
    const client = await stage.connect();
    client.subscribe('s', 0);
    await until(() => stage.server.open.groups === 1);
    client.socket.pause();
    await until(() => stage.server.open.connections === 0);
    expect(stage.table.closed).toBe(1);
  });

  it('keeps a socket that answers', async () => {
    await start({ heartbeatMilliseconds: 10 });
    const client = await stage.connect();
    let pings = 0;
    client.socket.on('ping', () => (pings += 1));
    await until(() => pings >= 5);
    expect(stage.server.open.connections).toBe(1);
  });

  it('ends a socket that asks and never reads', async () => {
    await start({ deafBytes: 1_000_000 });
    const client = await stage.connect();
    client.socket.pause();
    const text = 'x'.repeat(60_000);
    while (stage.server.open.connections === 1) {
      client.send({ type: 'ping', payload: { text } });
      await anotherTurn();
    }
    expect(stage.server.open.connections).toBe(0);
  }, 60_000);
});
