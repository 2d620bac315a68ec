import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { z } from 'zod';
import { boardDocument } from './board-document.js';

/** One keep-alive pool for all simulated agents: what is measured is the server, not handshakes. */
const pool = new Agent({ keepAlive: true, maxSockets: 64 });

/** Posts a GraphQL operation. @throws Error with the server's words on GraphQL errors */
export function post(
  url: string,
  query: string,
  variables: unknown,
  headers: Record<string, string> = {},
): Promise<{ data: unknown; cookie: string }> {
  const body = JSON.stringify({ query, variables });
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}/graphql`, {
      method: 'POST',
      agent: pool,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), origin: url, ...headers },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        const cookie = (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
        const answer = z.object({ data: z.unknown(), errors: z.unknown().optional() }).parse(JSON.parse(text));
        if (answer.errors) reject(new Error(JSON.stringify(answer.errors)));
        else resolve({ data: answer.data, cookie });
      });
    });
    outgoing.end(body);
  });
}

const openDocument = `mutation BenchOpen($input: OpenSessionInput!) { openSession(input: $input) { __typename ... on SessionOpened { sessionId token } ... on Fault { code detail } } }`;
const reportDocument = `mutation BenchReport($events: [EventInput!]!) { reportEvents(events: $events) { __typename ... on Fault { code detail } } }`;
const opened = z.object({
  openSession: z.object({ __typename: z.literal('SessionOpened'), sessionId: z.string(), token: z.string() }),
});
const reported = z.object({ reportEvents: z.object({ __typename: z.literal('EventsAcknowledged') }) });

/** An agent that only reports: what 500 cardholders at once cost the server. */
export class ReportingAgent {
  private number = 0;

  private constructor(
    private readonly url: string,
    readonly sessionId: string,
    private readonly token: string,
  ) {}

  static async open(url: string): Promise<ReportingAgent> {
    const input = {
      requestId: randomUUID(),
      agentVersion: 'bench',
      operatingSystem: 'Linux',
      language: 'SV',
      middleware: {
        path: '/usr/lib/bench.so',
        manufacturer: 'Bench',
        description: 'Bench',
        version: '1.0',
        cryptokiVersion: '2.40',
      },
      readers: ['Bench reader 0'],
    };
    const { data } = await post(url, openDocument, { input });
    const session = opened.parse(data).openSession;
    return new ReportingAgent(url, session.sessionId, session.token);
  }

  /** Reports a step as started now; steps alternate so that each event changes the board. */
  async report(): Promise<void> {
    this.number += 1;
    const event = {
      number: this.number,
      kind: 'STEP_STARTED',
      step: this.number % 2 === 0 ? 'SIGN_IN' : 'CHOOSE_UPGRADE',
      occurredAt: new Date().toISOString(),
    };
    const { data } = await post(this.url, reportDocument, { events: [event] }, { authorization: `Bearer ${this.token}` });
    reported.parse(data);
  }
}

const signInDocument = `mutation BenchSignIn($userName: String!, $password: String!) { staffSignIn(userName: $userName, password: $password) { __typename } }`;
const signedIn = z.object({ staffSignIn: z.object({ __typename: z.literal('StaffSignedIn') }) });

/** @returns the cookie of a signed-in member of staff */
export async function signIn(url: string, account: { userName: string; password: string }): Promise<string> {
  const { data, cookie } = await post(url, signInDocument, account);
  signedIn.parse(data);
  return cookie;
}

const claimDocument = `mutation BenchClaim($sessionId: ID!) { claimSession(sessionId: $sessionId) { __typename } }`;
const claimed = z.object({ claimSession: z.object({ __typename: z.literal('SessionDetails') }) });

/** A member of staff takes the session: its row on the board has a name then, as most rows have. */
export async function claim(url: string, cookie: string, sessionId: string): Promise<void> {
  claimed.parse((await post(url, claimDocument, { sessionId }, { cookie })).data);
}

/** Opens graphql-ws clients, one after the other; every frame reaches `onMessage` as it came, with the client's index. */
export async function openClients(
  url: string,
  headers: Readonly<Record<string, string>>,
  count: number,
  onMessage: (index: number, data: Buffer) => void,
): Promise<Client[]> {
  const clients: Client[] = [];
  for (let index = 0; index < count; index += 1) {
    class CountingSocket extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols, { headers: { origin: url, ...headers }, perMessageDeflate: false });
        this.on('message', (data: Buffer) => onMessage(index, data));
      }
    }
    const client = createClient({ url: `${url.replace(/^http/, 'ws')}/graphql`, webSocketImpl: CountingSocket, lazy: false });
    await new Promise<void>((resolve) => client.on('connected', () => resolve()));
    clients.push(client);
  }
  return clients;
}

/** Opens boards as a signed-in member of staff, each after its snapshot. */
export async function openBoards(
  url: string,
  cookie: string,
  count: number,
  onMessage: (board: number, data: Buffer) => void,
): Promise<Client[]> {
  const query = boardDocument();
  const clients = await openClients(url, { cookie }, count, onMessage);
  for (const client of clients) {
    await new Promise<void>((resolve, reject) => {
      client.subscribe(
        { query, variables: { after: 0 } },
        { next: () => resolve(), error: (error) => reject(new Error(JSON.stringify(error))), complete: () => undefined },
      );
    });
  }
  return clients;
}
