import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { Stage } from '../../scripts/stage/stage.js';
import { AgentClient, eventOf, given, openInput, openSession } from '../support/agent-client.js';
import { databaseKinds } from '../support/databases.js';
import { postGraphql } from '../support/graphql-http.js';
import { StaffClient } from '../support/staff-client.js';

const oneTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
const claimed = z.object({ claimSession: z.object({ __typename: z.string(), code: z.string().optional() }) });
const claim = async (staff: StaffClient, sessionId: string) => {
  const query = `mutation ($sessionId: ID!) { claimSession(sessionId: $sessionId) { __typename ... on Fault { code } } }`;
  return (await staff.ask(query, { sessionId }, claimed)).claimSession;
};

/** Nothing may live only in one process: agents and staff come to whichever. */
describe.each(databaseKinds())('two server processes on one $name', (kind) => {
  let folder: string;
  let one: Stage;
  let other: Stage;
  let staff: [StaffClient, StaffClient];

  beforeAll(async () => {
    await kind.start();
    folder = mkdtempSync(join(tmpdir(), 'kortlots-two-'));
    const { environment } = await kind.fresh();
    const options = { port: null, keyPolicy: 'REUSE', card: false, environment } as const;
    [one, other] = [new Stage(folder, options), new Stage(folder, options)];
    for (const stage of [one, other]) {
      await stage.choosePort();
      await stage.startServer();
    }
    const [anna, bo] = [await one.addStaff('anna', 'Anna Exempelsson'), await one.addStaff('bo', 'Bo Exempelsson')];
    staff = [await StaffClient.signIn(one.url, anna), await StaffClient.signIn(other.url, bo)];
  });

  afterAll(async () => {
    for (const stage of [one, other]) await stage.clear();
    await kind.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('opens one session for one request', async () => {
    const input = openInput();
    const opened = await Promise.all(oneTo(10).map((turn) => openSession(turn % 2 === 0 ? one.url : other.url, input)));
    expect(new Set(opened.map((answer) => given(answer).sessionId)).size).toBe(1);
  });

  it('numbers the events of an agent that comes to both at once, with what staff do, without a gap', async () => {
    const agents = await Promise.all(oneTo(6).map(() => AgentClient.open(one.url)));
    await Promise.all(agents.map((agent) => report(agent, 20)));
    for (const { sessionId } of agents) {
      const [here, there] = await Promise.all(staff.map((client) => numbersOf(client, sessionId)));
      expect(here).toEqual(there);
      // Opened, 20 reported, 10 times claimed or released.
      expect(here).toEqual(oneTo(31));
    }
  });

  it('takes openings and events at both at once: neither waits for the other in vain', async () => {
    const lives = oneTo(30).map(async (turn) => {
      const [first, second] = turn % 2 === 0 ? [one.url, other.url] : [other.url, one.url];
      const agent = await AgentClient.open(first);
      for (const number of oneTo(4)) given(await agent.at(number % 2 === 0 ? first : second).reportEvents([eventOf(number)]));
      return given(await agent.current()).acknowledgedEvents;
    });
    expect(await Promise.all(lives)).toEqual(lives.map(() => 4));
  });

  it('gives a session to one of two who take it at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { sessionId } = await AgentClient.open(one.url);
      const answers = await Promise.all(staff.map((client) => claim(client, sessionId)));
      expect(answers.map(({ code }) => code ?? 'taken').sort()).toEqual(['SESSION_STATE', 'taken']);
    }
  });

  it('shows staff at one what happens at the other', async () => {
    const agent = await AgentClient.open(one.url);
    const [, elsewhere] = staff;
    const inbox = elsewhere.session(agent.sessionId);
    await inbox.next();
    given(await agent.reportEvents([eventOf(1, { detail: 'seen elsewhere' })]));
    await inbox.until(({ session }) => session.events.some(({ detail }) => detail === 'seen elsewhere'));
    inbox.stop();
  });

  /** Each number to both processes at once, while staff at one of them take the session and let it go. */
  async function report(agent: AgentClient, last: number): Promise<void> {
    const handling = takeTurns(staff[0], agent.sessionId, 10);
    for (const number of oneTo(last)) {
      const answers = await Promise.all([one.url, other.url].map((url) => agent.at(url).reportEvents([eventOf(number)])));
      expect(answers.map((answer) => given(answer).acknowledged)).toEqual([number, number]);
    }
    await handling;
  }
});

async function takeTurns(client: StaffClient, sessionId: string, turns: number): Promise<void> {
  for (const turn of oneTo(turns)) {
    const name = turn % 2 === 1 ? 'claimSession' : 'releaseSession';
    await client.ask(`mutation { ${name}(sessionId: "${sessionId}") { ... on Fault { code } } }`, {}, z.unknown());
  }
}

async function numbersOf(client: StaffClient, sessionId: string): Promise<number[]> {
  const shape = z.object({ sessionEvents: z.array(z.object({ number: z.number() })) });
  const query = 'query ($sessionId: ID!) { sessionEvents(sessionId: $sessionId) { number } }';
  const { data } = await postGraphql(client.url, query, { sessionId }, shape, { cookie: client.cookie });
  return data.sessionEvents.map(({ number }) => number);
}
