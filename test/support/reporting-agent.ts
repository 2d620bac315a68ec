import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import { postGraphql } from './graphql-http.js';
import { LiveClient } from './live-client.js';
import type { Inbox } from './live-client.js';

const openDocument = `mutation TestOpen($input: OpenSessionInput!) { openSession(input: $input) {
  ... on SessionOpened { sessionId token pairingCode { code } }
} }`;
const opened = z.object({
  openSession: z.object({ sessionId: z.string(), token: z.string(), pairingCode: z.object({ code: z.string() }) }),
});
const reportDocument = `mutation TestReport($events: [EventInput!]!) { reportEvents(events: $events) {
  ... on EventsAcknowledged { acknowledged }
} }`;
const reported = z.object({ reportEvents: z.object({ acknowledged: z.number() }) });
const followDocument = `subscription TestAgent { agentSession { id state watchers { name desk } } }`;
const followed = z.object({
  agentSession: z.object({
    id: z.string(),
    state: z.string(),
    watchers: z.array(z.object({ name: z.string(), desk: z.string() })),
  }),
});

/** An agent without a card: opens a session, reports events, follows its session. */
export class ReportingAgent {
  private number = 0;
  readonly live: LiveClient;

  private constructor(
    private readonly url: string,
    readonly sessionId: string,
    readonly token: string,
    readonly pairingCode: string,
  ) {
    this.live = new LiveClient({ url, connectionParams: { authorization: `Bearer ${token}` } });
  }

  static async open(url: string): Promise<ReportingAgent> {
    const input = {
      requestId: randomUUID(),
      agentVersion: 'test',
      operatingSystem: 'Linux',
      language: 'SV',
      middleware: null,
      readers: ['Reader 0'],
    };
    const { openSession } = (await postGraphql(url, openDocument, { input }, opened)).data;
    return new ReportingAgent(url, openSession.sessionId, openSession.token, openSession.pairingCode.code);
  }

  /** Reports so many events in one batch. @returns the number acknowledged */
  async report(count = 1, detail: string | null = null): Promise<number> {
    const events = Array.from({ length: count }, () => {
      this.number += 1;
      const step = this.number % 2 === 0 ? 'SIGN_IN' : 'CHOOSE_UPGRADE';
      return { number: this.number, kind: 'STEP_STARTED', step, detail, occurredAt: new Date().toISOString() };
    });
    const { data } = await postGraphql(this.url, reportDocument, { events }, reported, { authorization: `Bearer ${this.token}` });
    return data.reportEvents.acknowledged;
  }

  follow(): Inbox<z.infer<typeof followed>> {
    return this.live.subscribe(followDocument, () => ({}), followed);
  }

  async close(): Promise<void> {
    await this.live.close();
  }
}
