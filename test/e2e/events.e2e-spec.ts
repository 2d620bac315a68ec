import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import type { EventInput } from '../../agent/generated/graphql.js';
import { killProgram } from '../../scripts/stage/programs.js';
import { Stage } from '../../scripts/stage/stage.js';
import { AgentClient, eventOf, given } from '../support/agent-client.js';
import { databaseKinds } from '../support/databases.js';
import { StaffClient } from '../support/staff-client.js';

const storedEvents = z.object({
  sessionEvents: z.array(
    z.object({
      number: z.number(),
      kind: z.string(),
      detail: z.string().nullable(),
      occurredAt: z.string(),
      receivedAt: z.string(),
    }),
  ),
});
const eventsDocument = `query Events($sessionId: ID!, $after: Int!, $first: Int!) {
  sessionEvents(sessionId: $sessionId, after: $after, first: $first) { number kind detail occurredAt receivedAt }
}`;
const oneTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
const numbered = (from: number, to: number): EventInput[] =>
  oneTo(to - from + 1).map((index) => eventOf(from + index - 1, { detail: `event ${from + index - 1}` }));

describe.each(databaseKinds())('events on $name', (kind) => {
  let folder: string;
  let stage: Stage;
  let staff: StaffClient;

  beforeAll(async () => {
    await kind.start();
    folder = mkdtempSync(join(tmpdir(), 'kortlots-events-'));
    const { environment } = await kind.fresh();
    stage = new Stage(folder, { port: null, keyPolicy: 'REUSE', card: false, environment });
    await stage.choosePort();
    await stage.startServer();
    staff = await StaffClient.signIn(stage.url, await stage.addStaff('anna', 'Anna Exempelsson'));
  });

  afterAll(async () => {
    await stage.clear();
    await kind.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const stored = async (sessionId: string, after = 0, first = 500) =>
    (await staff.ask(eventsDocument, { sessionId, after, first }, storedEvents)).sessionEvents;

  it('are stored once and in order, however they are repeated, overlap and come at the same time', async () => {
    const agent = await AgentClient.open(stage.url);
    for (const [from, to] of [
      [1, 3],
      [1, 3],
      [2, 6],
      [7, 7],
      [1, 7],
    ] as const) {
      expect(given(await agent.reportEvents(numbered(from, to))).acknowledged).toBe(Math.max(to, from));
    }
    const together = await Promise.all(oneTo(10).map((last) => agent.reportEvents(numbered(8, 8 + last))));
    expect(Math.max(...together.map((answer) => given(answer).acknowledged))).toBe(18);
    const events = await stored(agent.sessionId);
    expect(events.map(({ number }) => number)).toEqual(oneTo(19));
    expect(events.slice(1).map(({ detail }) => detail)).toEqual(oneTo(18).map((number) => `event ${number}`));
    expect(given(await agent.current()).acknowledgedEvents).toBe(18);
    expect((await stored(agent.sessionId, 17, 1)).map(({ number }) => number)).toEqual([18]);
    expect(await stored(agent.sessionId, 19)).toEqual([]);
  });

  it("with a gap, or of the server's own kinds, are refused whole", async () => {
    const agent = await AgentClient.open(stage.url);
    given(await agent.reportEvents(numbered(1, 2)));
    expect(await agent.reportEvents([...numbered(3, 3), ...numbered(5, 5)])).toMatchObject({
      ...{ code: 'INVALID_INPUT', field: 'events', detail: 'acknowledged 2' },
    });
    expect(await agent.reportEvents([eventOf(3, { kind: 'SESSION_COMPLETED' })])).toMatchObject({
      ...{ code: 'INVALID_INPUT', field: 'events' },
    });
    expect(await agent.reportEvents([eventOf(0)])).toMatchObject({ code: 'INVALID_INPUT', field: 'events' });
    expect(await stored(agent.sessionId)).toHaveLength(3);
  });

  it('are kept with anything in them that an agent may have read from a card or a module', async () => {
    const agent = await AgentClient.open(stage.url);
    const odd = [
      '',
      '\0',
      'NUL \0 between',
      '\ud800 alone',
      '😀'.repeat(3_000),
      "'; DROP TABLE session_event; --",
      'å\u0308\u200f',
    ];
    const reader = odd.filter(({ length }) => length < 100).join('');
    const token = { label: reader, serialNumber: reader, manufacturer: reader, model: reader, flags: [reader], purpose: null };
    const card = { reader, cardNumber: reader, tokens: Array.from({ length: 100 }, () => token), certificates: [] };
    const events = odd.map((detail, index) => eventOf(index + 1, { kind: 'CARD_SEEN', detail, functionName: detail, card }));
    for (const event of events) given(await agent.reportEvents([event]));
    expect(await stored(agent.sessionId)).toHaveLength(odd.length + 1);
    const shape = z.object({ session: z.object({ cardNow: z.object({ tokens: z.array(z.unknown()) }) }) });
    const query = `{ session(id: "${agent.sessionId}") { ... on SessionDetails { cardNow { tokens { label flags } } } } }`;
    expect((await staff.ask(query, {}, shape)).session.cardNow.tokens).toHaveLength(64);
  });

  it('with times far off, by a clock that is wrong, are kept as said, beside when they came', async () => {
    const agent = await AgentClient.open(stage.url);
    const before = Date.now();
    const times = ['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '2026-03-29T02:30:00.123+02:00'];
    given(await agent.reportEvents(times.map((occurredAt, index) => eventOf(index + 1, { occurredAt }))));
    const [, ...events] = await stored(agent.sessionId);
    expect(events.map(({ occurredAt }) => occurredAt)).toEqual(times.map((time) => new Date(time).toISOString()));
    for (const { receivedAt } of events) expect(Date.parse(receivedAt)).toBeGreaterThanOrEqual(before);
  });

  it('of an ended session are still taken, and change nothing of how it ended', async () => {
    const agent = await AgentClient.open(stage.url);
    given(await agent.cancelSession({ faultCode: 'CARD_ERROR' }));
    const late = [eventOf(1, { kind: 'FAULT_RAISED', faultCode: 'PIN_WRONG' }), eventOf(2, { kind: 'FAULT_CLEARED' })];
    expect(given(await agent.reportEvents(late)).acknowledged).toBe(2);
    expect((await stored(agent.sessionId)).map(({ kind: one }) => one)).toEqual([
      ...['SESSION_OPENED', 'SESSION_FAILED', 'FAULT_RAISED', 'FAULT_CLEARED'],
    ]);
    const shape = z.object({ session: z.object({ summary: z.object({ state: z.string(), faultCode: z.string() }) }) });
    const query = `{ session(id: "${agent.sessionId}") { ... on SessionDetails { summary { state faultCode } } } }`;
    expect((await staff.ask(query, {}, shape)).session.summary).toEqual({ state: 'FAILED', faultCode: 'CARD_ERROR' });
  });

  it('that were acknowledged are there when the server was killed in the middle; the rest is sent again', async () => {
    const agents = await Promise.all(oneTo(4).map(() => AgentClient.open(stage.url)));
    const sending = agents.map(async (agent) => {
      const outbox = new Outbox(agent, 120);
      await outbox.drain();
      return outbox;
    });
    for (let kill = 0; kill < 2; kill += 1) {
      await someAcknowledged(agents, kill * 8 + 5);
      if (stage.server) await killProgram(stage.server);
      await stage.startServer();
    }
    for (const outbox of await Promise.all(sending)) {
      const events = await stored(outbox.agent.sessionId);
      expect(events.map(({ number }) => number)).toEqual(oneTo(events.length));
      // Beside what the agent said there is what the server did: opened, joined, left.
      const reported = events.filter((event) => event.kind === 'PIN_REQUESTED').map(({ detail }) => detail);
      expect(reported).toEqual(oneTo(120).map((number) => `event ${number}`));
    }
  });

  /** Resolves when staff see that each of the sessions has grown so far. */
  async function someAcknowledged(agents: readonly AgentClient[], least: number): Promise<void> {
    for (const { sessionId } of agents) {
      const live = new StaffClient(stage.url, staff.cookie);
      await live.session(sessionId).until(({ session }) => session.session.lastEventNumber >= least);
      await live.close();
    }
  }
});

/** Sends batches of three until all is acknowledged; nothing that was acknowledged may be asked for again. */
class Outbox {
  private acknowledged = 0;

  constructor(
    readonly agent: AgentClient,
    private readonly last: number,
  ) {}

  async drain(): Promise<void> {
    while (this.acknowledged < this.last) {
      const batch = numbered(this.acknowledged + 1, Math.min(this.acknowledged + 3, this.last));
      const acknowledged = await this.send(batch);
      expect(acknowledged).toBeGreaterThanOrEqual(this.acknowledged);
      this.acknowledged = acknowledged;
    }
  }

  /** A server that is away has acknowledged nothing. */
  private async send(batch: EventInput[]): Promise<number> {
    try {
      return given(await this.agent.reportEvents(batch)).acknowledged;
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      await anotherTurn();
      return this.acknowledged;
    }
  }
}

/** What fetch throws; it is made outside of the test's own realm, so that instanceof does not know it. */
function isUnreachable(error: unknown): boolean {
  return z.object({ name: z.literal('TypeError') }).safeParse(error).success;
}

const anotherTurn = () => new Promise((resolve) => setImmediate(resolve));
