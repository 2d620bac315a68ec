import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import { WebSocket } from 'ws';
import { z } from 'zod';

import { assertAllowed } from '../common/permissions.js';
import type { Permission } from '../common/permissions.js';
import type { Credentials, RequestContext } from '../common/request-context.js';
import { InProcessDoorbell } from './doorbell.js';
import { Feed } from './feed.js';
import type { FeedPage } from './feed.js';
import { liveLimits } from './limits.js';
import type { LiveLimits } from './limits.js';
import { LiveServer } from './live-server.js';
import type { Position } from './position.js';

const TOPIC = 'numbers';
const helpdesk: Permission = { kind: 'staff', roles: ['HELPDESK'] };

/** The rows 1, 2, 3 … that everything in these tests is about. */
export class NumberTable {
  last = 0;
  /** Length of the text in each message. */
  padding = 0;
  opened = 0;
  closed = 0;
  executions = 0;
}

class NumberFeed extends Feed<{ values: number[] }> {
  readonly group = 'numbers';
  readonly topic = TOPIC;
  readonly coalesceMilliseconds = 5;
  override readonly resumeArgument = 'after';

  constructor(
    private readonly table: NumberTable,
    readonly from: Position,
  ) {
    super();
  }

  override open(): Promise<() => void> {
    this.table.opened += 1;
    return Promise.resolve(() => void (this.table.closed += 1));
  }

  mark(): Promise<Position> {
    return Promise.resolve([this.table.last]);
  }

  read([after = 0]: Position, [upTo = 0]: Position): Promise<FeedPage<{ values: number[] }>> {
    const position = Math.min(upTo, after + 10);
    const values = Array.from({ length: position - after }, (_, index) => after + 1 + index);
    return Promise.resolve({ position: [position], message: { values } });
  }
}

function schemaOf(table: NumberTable): GraphQLSchema {
  const numbers = new GraphQLObjectType({
    name: 'Numbers',
    fields: {
      values: {
        type: new GraphQLList(GraphQLInt),
        resolve: ({ values }: { values: number[] }) => {
          table.executions += 1;
          return values;
        },
      },
      text: { type: GraphQLString, resolve: () => 'x'.repeat(table.padding) },
    },
  });
  const query = new GraphQLObjectType({ name: 'Query', fields: { one: { type: GraphQLInt } } });
  const subscription = new GraphQLObjectType<unknown, RequestContext>({
    name: 'Subscription',
    fields: {
      numbers: {
        type: numbers,
        args: { after: { type: new GraphQLNonNull(GraphQLInt) } },
        subscribe: (_root, { after }: { after: number }, context) => {
          assertAllowed(helpdesk, context);
          return new NumberFeed(table, [after]);
        },
      },
    },
  });
  return new GraphQLSchema({ query, subscription });
}

/** A live server on a port of its own, with a table of numbers behind it and one cookie that is let in. */
export class LiveStage {
  readonly table = new NumberTable();
  readonly doorbell = new InProcessDoorbell();
  readonly signedIn = new Set(['anna', 'bertil']);
  readonly server: LiveServer;
  private readonly http = createServer();
  private readonly clients: TestClient[] = [];

  constructor(limits: Partial<LiveLimits> = {}) {
    this.server = new LiveServer({
      schema: schemaOf(this.table),
      contexts: { create: (credentials) => Promise.resolve(this.contextOf(credentials)) },
      permissions: { of: () => helpdesk },
      doorbell: this.doorbell,
      publicUrl: 'http://kortlots.example',
      development: false,
      limits: { ...liveLimits, ...limits },
    });
  }

  get url(): string {
    const address = this.http.address() as AddressInfo;
    return `ws://127.0.0.1:${address.port}/graphql`;
  }

  async start(): Promise<this> {
    this.server.attach(this.http);
    this.http.listen(0, '127.0.0.1');
    await once(this.http, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.socket.terminate();
    await this.server.close();
    await new Promise((resolve) => this.http.close(resolve));
  }

  commit(rows: number): void {
    this.table.last += rows;
    this.doorbell.ring(TOPIC);
  }

  /** Connected and acknowledged. */
  async connect(cookie = 'anna'): Promise<TestClient> {
    const client = this.client(cookie);
    await once(client.socket, 'open');
    client.send({ type: 'connection_init' });
    await client.message('connection_ack');
    return client;
  }

  client(cookie = 'anna', headers: Record<string, string> = {}, protocol = GRAPHQL_TRANSPORT_WS_PROTOCOL): TestClient {
    const client = new TestClient(new WebSocket(this.url, protocol, { headers: { cookie, ...headers } }));
    this.clients.push(client);
    return client;
  }

  clientAt(path: string): TestClient {
    const client = new TestClient(new WebSocket(new URL(path, this.url), GRAPHQL_TRANSPORT_WS_PROTOCOL));
    this.clients.push(client);
    return client;
  }

  private contextOf({ cookie, remoteAddress, setCookie }: Credentials): RequestContext {
    const known = cookie !== undefined && this.signedIn.has(cookie);
    const name = cookie ?? '';
    const staff = { id: name, userName: name, name, desk: '', roles: ['HELPDESK' as const], sessionTokenHash: name };
    return { staff: known ? staff : null, agent: null, remoteAddress, setCookie };
  }
}

const serverMessage = z.object({ type: z.string(), id: z.string().optional(), payload: z.unknown().optional() });
export type ServerMessage = z.infer<typeof serverMessage>;
const numbers = z.object({ data: z.object({ numbers: z.object({ values: z.array(z.number()) }) }) });

/** Speaks the protocol by hand and keeps every message. */
export class TestClient {
  readonly messages: ServerMessage[] = [];
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  private arrived: () => void = () => undefined;

  constructor(readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => socket.on('close', resolve));
    // Refused upgrades; the tests look at `unexpected-response`.
    socket.on('error', () => this.arrived());
    socket.on('message', (data: Buffer) => {
      this.messages.push(serverMessage.parse(JSON.parse(data.toString())));
      this.arrived();
    });
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(id: string, after: number, query = 'subscription ($after: Int!) { numbers(after: $after) { values text } }'): void {
    this.send({ type: 'subscribe', id, payload: { query, variables: { after } } });
  }

  /** The first message of a type, taken out of the queue; waits for it. */
  async message(type: string, id?: string): Promise<ServerMessage> {
    for (;;) {
      const index = this.messages.findIndex((message) => message.type === type && (id === undefined || message.id === id));
      const [found] = index === -1 ? [] : this.messages.splice(index, 1);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (this.arrived = resolve));
    }
  }

  /** The numbers of a subscription, in order, until `count` have come. */
  async values(id: string, count: number): Promise<number[]> {
    const values: number[] = [];
    while (values.length < count) values.push(...numbers.parse((await this.message('next', id)).payload).data.numbers.values);
    return values;
  }
}
