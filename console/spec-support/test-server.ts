import { buildSchema, graphql, GraphQLUnionType } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { faultEntry } from './fault-entries.js';
import type { Details, SessionEvent } from '../stores/session-truth.js';
import type { Summary } from '../stores/board-truth.js';
import type { StaffFieldsFragment } from '../generated/graphql.js';

declare global {
  /** Moves the page to an address, without loading anything (scripts/jest/page-environment.mjs). */
  function visit(url: string): void;
}

export const anna: StaffFieldsFragment = {
  id: 'staff-1',
  userName: 'anna',
  name: 'Anna Exempelsson',
  desk: 'Bord 4',
  roles: ['HELPDESK'],
};

const request = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).optional() });
const noSession = { __typename: 'Fault', code: 'INVALID_INPUT', detail: 'no such session', field: 'id', retriable: false };

/**
 * Speaks the contract (server/schema.graphql) over real HTTP and WebSocket on 127.0.0.1, with whatever sessions a test puts in.
 * It promises what the server promises: the first message shows a session as it is, with the events after the number asked for.
 */
export class TestServer {
  signedIn: StaffFieldsFragment | null = anna;
  readonly sessions = new Map<string, { details: Details; events: SessionEvent[] }>();
  board: Summary[] = [];
  /** What subscriptions and queries asked for, in order. */
  readonly asked: { readonly field: string; readonly arguments: unknown }[] = [];
  /** Events that the next subscription message leaves out, as a broken server would. */
  withheld = new Set<number>();

  private http: Server | null = null;
  private sockets: WebSocketServer | null = null;
  private readonly doorbell = new Set<() => void>();
  private port = 0;
  private readonly schema = buildSchema(readFileSync('server/schema.graphql', 'utf8'));

  constructor() {
    for (const type of Object.values(this.schema.getTypeMap()))
      if (type instanceof GraphQLUnionType) type.resolveType = (value: { __typename?: string }) => value.__typename;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** On the same port again after {@link stop}. */
  async start(): Promise<void> {
    const http = createServer((message, answer) => void this.answer(message, answer));
    this.http = http;
    this.sockets = new WebSocketServer({ server: http, path: '/graphql' });
    useServer(
      { schema: this.schema, roots: { query: this.root, mutation: this.root, subscription: this.subscriptions } },
      this.sockets,
    );
    await new Promise<void>((resolve) => http.listen(this.port, '127.0.0.1', resolve));
    const address = http.address();
    if (address !== null && typeof address === 'object') this.port = address.port;
  }

  async stop(): Promise<void> {
    this.drop();
    this.sockets?.close();
    this.http?.closeAllConnections();
    await new Promise((resolve) => this.http?.close(resolve));
  }

  /** Breaks every connection, as a network does. */
  drop(): void {
    for (const socket of this.sockets?.clients ?? []) socket.terminate();
  }

  /** Tells every subscription to look again. */
  ring(): void {
    for (const wake of [...this.doorbell]) wake();
  }

  /** Adds events to a session, with what they change of it. */
  happen(id: string, added: readonly SessionEvent[], change: (before: Details) => Details = (before) => before): void {
    const session = this.sessions.get(id);
    if (session === undefined) throw new Error(`There is no session ${id}.`);
    session.events.push(...added);
    const changed = change(session.details);
    session.details = {
      ...changed,
      summary: { ...changed.summary, revision: session.details.summary.revision + 1 },
      lastEventNumber: session.events.length,
    };
    this.ring();
  }

  private async answer(message: IncomingMessage, answer: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of message) body += String(chunk);
    const { query, variables } = request.parse(JSON.parse(body));
    const result = await graphql({
      schema: this.schema,
      source: query,
      rootValue: this.root,
      ...(variables === undefined ? {} : { variableValues: variables }),
    });
    answer.setHeader('content-type', 'application/json');
    answer.end(JSON.stringify(result));
  }

  private readonly root = {
    me: () => this.signedIn,
    faultCatalogue: () => [faultEntry('PIN_WRONG'), faultEntry('CARD_REMOVED'), faultEntry('PIN_LOCKED')],
    session: (asked: { id: string }) => {
      this.asked.push({ field: 'session', arguments: { ...asked } });
      return this.detailsOf(asked.id);
    },
    sessionEvents: (asked: { sessionId: string; after: number; first: number }) => {
      this.asked.push({ field: 'sessionEvents', arguments: { ...asked } });
      return this.sessions.get(asked.sessionId)?.events.slice(asked.after, asked.after + asked.first) ?? [];
    },
    sessionByPairingCode: ({ code }: { code: string }) => {
      const found = [...this.sessions.values()].find((one) => one.details.summary.pairingCode === code);
      return found === undefined ? { ...noSession, code: 'PAIRING_CODE_UNKNOWN' } : this.detailsOf(found.details.summary.id);
    },
    claimSession: ({ sessionId }: { sessionId: string }) => this.handle(sessionId, { id: anna.id, name: anna.name }),
    releaseSession: ({ sessionId }: { sessionId: string }) => this.handle(sessionId, null),
    staffSignIn: ({ password }: { password: string }) => {
      if (password !== 'rätt') return { ...noSession, code: 'SIGN_IN_REJECTED' };
      this.signedIn = anna;
      return { __typename: 'StaffSignedIn', staff: anna };
    },
    staffSignOut: () => {
      this.signedIn = null;
      return true;
    },
  };

  private handle(id: string, handler: Summary['handler']) {
    const details = this.sessions.get(id)?.details;
    if (details === undefined) return noSession;
    if (handler !== null && details.summary.handler !== null) return { ...noSession, code: 'SESSION_STATE' };
    this.happen(id, [], (before) => ({ ...before, summary: { ...before.summary, handler } }));
    return this.detailsOf(id);
  }

  private detailsOf(id: string) {
    const details = this.sessions.get(id)?.details;
    return details === undefined ? noSession : { __typename: 'SessionDetails', ...details };
  }

  private readonly subscriptions = {
    session: (asked: { id: string; after: number }) => {
      this.asked.push({ field: 'subscription', arguments: { ...asked } });
      const session = this.sessions.get(asked.id);
      if (session === undefined) throw new Error('no such session');
      let seen = Math.min(asked.after, session.events.length);
      return this.follow(() => {
        const events = session.events.slice(seen).filter(({ number }) => !this.withheld.has(number));
        seen = session.events.length;
        return { session: { session: session.details, events } };
      });
    },
    board: (asked: { after: number }) => {
      this.asked.push({ field: 'board', arguments: { ...asked } });
      let seen = asked.after;
      return this.follow(() => {
        const complete = seen === 0;
        const sessions = this.board.filter(({ revision }) => revision > seen);
        seen = Math.max(seen, ...this.board.map(({ revision }) => revision));
        return { board: { complete, revision: seen, sessions } };
      });
    },
  };

  private async *follow<Message>(look: () => Message): AsyncGenerator<Message> {
    let rung = true;
    let wake = (): void => undefined;
    const ring = (): void => {
      rung = true;
      wake();
    };
    this.doorbell.add(ring);
    try {
      for (;;) {
        if (!rung) await new Promise<void>((resolve) => (wake = resolve));
        rung = false;
        yield look();
      }
    } finally {
      this.doorbell.delete(ring);
    }
  }
}
