import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { z } from 'zod';
import { ProgramError } from './programs.js';

const signInDocument = `mutation DemoSignIn($userName: String!, $password: String!) {
  staffSignIn(userName: $userName, password: $password) { __typename ... on StaffSignedIn { staff { name } } ... on Fault { code detail } }
}`;

const sessionDocument = `subscription DemoSession($id: ID!, $after: Int!) {
  session(id: $id, after: $after) {
    session { summary { state step } }
    events { number kind occurredAt step profile faultCode milliseconds }
  }
}`;

const boardDocument = `subscription DemoBoard($after: Int!) { board(after: $after) { sessions { id pairingCode } } }`;

const signInResult = z.object({ data: z.object({ staffSignIn: z.object({ __typename: z.string() }) }) });
const boardResult = z.object({
  board: z.object({ sessions: z.array(z.object({ id: z.string(), pairingCode: z.string().nullable() })) }),
});
const event = z.object({
  number: z.number(),
  kind: z.string(),
  occurredAt: z.string(),
  step: z.string().nullable(),
  profile: z.string().nullable(),
  faultCode: z.string().nullable(),
  milliseconds: z.number().nullable(),
});
const sessionResult = z.object({
  session: z.object({
    session: z.object({ summary: z.object({ state: z.string(), step: z.string() }) }),
    events: z.array(event),
  }),
});

export type StaffEvent = z.infer<typeof event> & { readonly seenAt: number };
export type SessionView = { readonly state: string; readonly events: readonly StaffEvent[] };

/** A member of staff over the same GraphQL as the console: signs in, finds the caller, follows the session. */
export class DemoStaff {
  private constructor(private readonly client: Client) {}

  /** @throws ProgramError when the sign-in is refused */
  static async signIn(url: string, userName: string, password: string): Promise<DemoStaff> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ query: signInDocument, variables: { userName, password } }),
    });
    const { data } = signInResult.parse(await response.json());
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    if (data.staffSignIn.__typename !== 'StaffSignedIn' || cookie === '')
      throw new ProgramError("The demo's staff account could not sign in.");
    class StaffSocket extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols, { headers: { cookie, origin: url } });
      }
    }
    return new DemoStaff(
      createClient({
        url: `${url.replace(/^http/, 'ws')}/graphql`,
        webSocketImpl: StaffSocket,
        lazy: false,
        retryAttempts: 20,
        shouldRetry: () => true,
      }),
    );
  }

  /** Waits until a session with the pairing code is on the board. */
  async find(pairingCode: string): Promise<string> {
    for await (const message of this.client.iterate({ query: boardDocument, variables: { after: 0 } })) {
      if (message.errors)
        throw new ProgramError(`The board was refused: ${message.errors.map((error) => error.message).join('; ')}`);
      const found = boardResult.parse(message.data).board.sessions.find((session) => session.pairingCode === pairingCode);
      if (found) return found.id;
    }
    throw new ProgramError('The board ended.');
  }

  /** Follows a session to its end; `onEvent` gets each event as it arrives. */
  async follow(sessionId: string, onEvent: (event: StaffEvent) => void): Promise<SessionView> {
    const events: StaffEvent[] = [];
    const variables = {
      id: sessionId,
      get after() {
        return events.at(-1)?.number ?? 0;
      },
    };
    for await (const message of this.client.iterate({ query: sessionDocument, variables })) {
      if (message.errors)
        throw new ProgramError(`The session was refused: ${message.errors.map((error) => error.message).join('; ')}`);
      const { session, events: arrived } = sessionResult.parse(message.data).session;
      const seenAt = Date.now();
      for (const one of arrived) {
        const seen = { ...one, seenAt };
        events.push(seen);
        onEvent(seen);
      }
      if (['COMPLETED', 'CANCELLED', 'FAILED', 'EXPIRED'].includes(session.summary.state))
        return { state: session.summary.state, events };
    }
    throw new ProgramError('The subscription ended before the session.');
  }

  async leave(): Promise<void> {
    await this.client.dispose();
  }
}
