import { z } from 'zod';

import { postGraphql } from './graphql-http.js';
import { LiveClient } from './live-client.js';
import type { Inbox } from './live-client.js';

const signInDocument = `mutation TestSignIn($userName: String!, $password: String!) {
  staffSignIn(userName: $userName, password: $password) { __typename }
}`;
const signedIn = z.object({ staffSignIn: z.object({ __typename: z.literal('StaffSignedIn') }) });

const boardDocument = `subscription TestBoard($after: Int!) { board(after: $after) {
  complete revision sessions { id revision state step pairingCode agentConnected faultCode handler { name } }
} }`;
const boardShape = z.object({
  board: z.object({
    complete: z.boolean(),
    revision: z.number(),
    sessions: z.array(
      z.object({
        id: z.string(),
        revision: z.number(),
        state: z.string(),
        step: z.string(),
        pairingCode: z.string().nullable(),
        agentConnected: z.boolean(),
        faultCode: z.string().nullable(),
        handler: z.object({ name: z.string() }).nullable(),
      }),
    ),
  }),
});

const sessionDocument = `subscription TestSession($id: ID!, $after: Int!) { session(id: $id, after: $after) {
  session { lastEventNumber summary { id revision state step agentConnected } watchers { name desk since } }
  events { number kind step staffName faultCode detail }
} }`;
const sessionShape = z.object({
  session: z.object({
    session: z.object({
      lastEventNumber: z.number(),
      summary: z.object({
        id: z.string(),
        revision: z.number(),
        state: z.string(),
        step: z.string(),
        agentConnected: z.boolean(),
      }),
      watchers: z.array(z.object({ name: z.string(), desk: z.string(), since: z.string() })),
    }),
    events: z.array(
      z.object({
        number: z.number(),
        kind: z.string(),
        step: z.string().nullable(),
        staffName: z.string().nullable(),
        faultCode: z.string().nullable(),
        detail: z.string().nullable(),
      }),
    ),
  }),
});

export type BoardMessage = z.infer<typeof boardShape>;
export type SessionMessage = z.infer<typeof sessionShape>;

/** A member of staff over the same GraphQL as the console. */
export class StaffClient {
  readonly live: LiveClient;

  constructor(
    readonly url: string,
    readonly cookie: string,
  ) {
    this.live = new LiveClient({ url, headers: { cookie } });
  }

  /** @throws ZodError when the sign-in is refused */
  static async signIn(url: string, account: { readonly userName: string; readonly password: string }): Promise<StaffClient> {
    const { userName, password } = account;
    return new StaffClient(url, (await postGraphql(url, signInDocument, { userName, password }, signedIn)).cookie);
  }

  async ask<Data>(query: string, variables: Readonly<Record<string, unknown>>, shape: z.ZodType<Data>): Promise<Data> {
    return (await postGraphql(this.url, query, variables, shape, { cookie: this.cookie })).data;
  }

  /** Resumes after the last revision seen. */
  board(after = 0): Inbox<BoardMessage> {
    const inbox: Inbox<BoardMessage> = this.live.subscribe(
      boardDocument,
      () => ({ after: inbox.received.at(-1)?.board.revision ?? after }),
      boardShape,
    );
    return inbox;
  }

  /** Resumes after the last event seen. */
  session(id: string, after = 0): Inbox<SessionMessage> {
    const inbox: Inbox<SessionMessage> = this.live.subscribe(
      sessionDocument,
      () => ({ id, after: inbox.received.flatMap(({ session }) => session.events).at(-1)?.number ?? after }),
      sessionShape,
    );
    return inbox;
  }

  async close(): Promise<void> {
    await this.live.close();
  }
}
