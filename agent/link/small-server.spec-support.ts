import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Socket } from 'node:net';
import { buildSchema, graphql } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import type { EventInput, SessionState } from '../generated/graphql.js';

const schema = buildSchema(readFileSync(join(process.cwd(), 'server', 'schema.graphql'), 'utf8'));
const request = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()) });
const connection = z.object({ authorization: z.string() });

/** What happens to the next requests, each once: none of it is what a server should do. */
export type Mishap = 'LOSE_ANSWER' | 'LOSE_REQUEST' | 'FAIL_500' | 'FAIL_INSIDE' | 'HTML' | 'TOO_MANY';

interface SmallSession {
  readonly id: string;
  readonly token: string;
  state: SessionState;
  readonly events: EventInput[];
}

const fault = (code: string, detail: string | null = null) => ({
  __typename: 'Fault',
  code,
  detail,
  field: null,
  retriable: true,
  retryAfterSeconds: code === 'TOO_MANY_ATTEMPTS' ? 0 : null,
});

/** A real HTTP and WebSocket server over the real schema, with as much behind it as the link needs. */
export class SmallServer {
  readonly sessions = new Map<string, SmallSession>();
  readonly mishaps: Mishap[] = [];
  readonly operations: string[] = [];
  watchers: { name: string; desk: string; since: string }[] = [];
  pairingCodes = 0;
  codeSeconds = 900;
  /** What a network on the way does with WebSockets. */
  upgrades: 'LET_THROUGH' | 'REFUSED' | 'SWALLOWED' = 'LET_THROUGH';
  /** What the server calls itself; null: its address. */
  origin: string | null = null;
  /** Events that say this are refused. */
  refusedDetail = '';
  #http: Server | null = null;
  #sockets = new Set<Socket>();
  #port = 0;
  #changed: (() => void)[] = [];

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const http = createServer((incoming, response) => void this.#answer(incoming, response));
    http.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    const sockets = new WebSocketServer({ noServer: true });
    http.on('upgrade', (incoming, socket, head) => {
      if (this.upgrades === 'REFUSED') socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      if (this.upgrades !== 'LET_THROUGH') return;
      sockets.handleUpgrade(incoming, socket, head, (opened) => sockets.emit('connection', opened, incoming));
    });
    useServer(
      {
        schema,
        context: ({ connectionParams }) => ({ token: tokenOf(connection.safeParse(connectionParams).data?.authorization) }),
        roots: { subscription: { agentSession: (_: unknown, { token }: { token: string }) => this.#follow(token) } },
      },
      sockets,
    );
    this.#http = http;
    await new Promise<void>((resolve) => http.listen(this.#port, '127.0.0.1', resolve));
    const address = http.address();
    if (address !== null && typeof address !== 'string') this.#port = address.port;
  }

  /** Gone at once, with every connection. */
  async stop(): Promise<void> {
    const http = this.#http;
    this.#http = null;
    for (const socket of this.#sockets) socket.destroy();
    if (http !== null) await new Promise((resolve) => http.close(resolve));
  }

  get session(): SmallSession {
    const last = [...this.sessions.values()].at(-1);
    if (last === undefined) throw new Error('No session is open');
    return last;
  }

  /** Tells who follows that something changed. */
  change(work: () => void): void {
    work();
    for (const ring of this.#changed.splice(0)) ring();
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    const mishap = this.mishaps.shift();
    if (mishap === 'LOSE_REQUEST') return void incoming.socket.destroy();
    if (mishap === 'FAIL_500') return void response.writeHead(503).end('away');
    if (mishap === 'HTML')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Sign in to the guest network');
    const { query, variables } = request.parse(JSON.parse(Buffer.concat(chunks).toString()));
    this.operations.push(/(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '');
    const session = this.#sessionOf(tokenOf(incoming.headers.authorization));
    const rootValue = mishap === 'FAIL_INSIDE' ? failing : mishap === 'TOO_MANY' ? tooMany : this.#root(session);
    const result = await graphql({ schema, source: query, variableValues: variables, rootValue });
    if (mishap === 'LOSE_ANSWER') return void incoming.socket.destroy();
    const errors = result.errors?.map(({ message, originalError }) => ({
      message,
      extensions: { code: originalError?.name === 'Unauthenticated' ? 'UNAUTHENTICATED' : 'INTERNAL_SERVER_ERROR' },
    }));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: result.data, errors }));
  }

  #sessionOf(token: string): SmallSession | null {
    return [...this.sessions.values()].find((session) => session.token === token) ?? null;
  }

  #root(session: SmallSession | null): Record<string, unknown> {
    const own =
      <T>(work: (session: SmallSession) => T) =>
      () => {
        if (session === null) throw Object.assign(new Error('Not signed in.'), { name: 'Unauthenticated' });
        return work(session);
      };
    const end = (state: SessionState) =>
      own((one) => {
        if (!['AWAITING_SIGN_IN', 'SIGNED_IN', 'INSTALLING'].includes(one.state)) return fault('SESSION_ENDED');
        this.change(() => (one.state = state));
        return this.#view(one);
      });
    return {
      openSession: ({ input }: { input: { requestId: string } }) => this.#open(input.requestId),
      agentSession: own((one) => this.#view(one)),
      renewPairingCode: own(() => ({ __typename: 'PairingCode', ...this.#newCode() })),
      requestChallenge: own(() => ({
        __typename: 'Challenge',
        nonce: 'bm9uY2U=',
        origin: this.origin ?? this.url,
        expiresAt: new Date(Date.now() + 60_000).toISOString(),
      })),
      finishSession: end('COMPLETED'),
      cancelSession: end('CANCELLED'),
      reportEvents: ({ events }: { events: EventInput[] }) => own((one) => this.#report(one, events))(),
    };
  }

  #open(requestId: string): unknown {
    const known = this.sessions.get(requestId);
    if (known !== undefined && known.state !== 'AWAITING_SIGN_IN') return fault('SESSION_ENDED');
    const session = known ?? { id: randomUUID(), token: randomUUID(), state: 'AWAITING_SIGN_IN', events: [] };
    this.sessions.set(requestId, session);
    return {
      __typename: 'SessionOpened',
      sessionId: session.id,
      token: session.token,
      pairingCode: this.#newCode(),
      acceptedIssuers: [],
    };
  }

  #report(session: SmallSession, events: readonly EventInput[]): unknown {
    if (this.refusedDetail !== '' && events.some(({ detail }) => detail === this.refusedDetail))
      return fault('INVALID_INPUT', 'refused');
    for (const event of events) {
      if (event.number <= session.events.length) continue;
      if (event.number !== session.events.length + 1) return fault('INVALID_INPUT', `acknowledged ${session.events.length}`);
      session.events.push(event);
    }
    return { __typename: 'EventsAcknowledged', acknowledged: session.events.length };
  }

  #newCode(): { code: string; expiresAt: string } {
    this.pairingCodes += 1;
    return {
      code: `CODE${String(this.pairingCodes).padStart(4, '0')}`,
      expiresAt: new Date(Date.now() + this.codeSeconds * 1000).toISOString(),
    };
  }

  #view(session: SmallSession): unknown {
    return {
      __typename: 'AgentSession',
      id: session.id,
      upgradeId: session.id,
      purpose: 'UPGRADE',
      state: session.state,
      pairingCode: { code: `CODE${String(this.pairingCodes).padStart(4, '0')}`, expiresAt: '2999-01-01T00:00:00.000Z' },
      holder: null,
      acceptedTermsVersion: null,
      certificates: [],
      acceptedIssuers: [],
      acknowledgedEvents: session.events.length,
      watchers: this.watchers,
    };
  }

  async *#follow(token: string): AsyncGenerator<{ agentSession: unknown }> {
    for (;;) {
      const session = this.#sessionOf(token);
      if (session === null) throw new Error('Not signed in.');
      const changed = new Promise<void>((resolve) => this.#changed.push(resolve));
      yield { agentSession: this.#view(session) };
      await changed;
    }
  }
}

const failing = new Proxy({}, { get: () => () => Promise.reject(new Error('inside')) });
const tooMany = new Proxy({}, { get: () => () => fault('TOO_MANY_ATTEMPTS') });

function tokenOf(authorization: string | undefined): string {
  return /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '';
}
