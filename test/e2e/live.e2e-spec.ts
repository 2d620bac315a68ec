import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { killProgram, runProgram } from '../../scripts/stage/programs.js';
import { Stage } from '../../scripts/stage/stage.js';
import { databaseKinds } from '../support/databases.js';
import { ReportingAgent } from '../support/reporting-agent.js';
import { StaffClient } from '../support/staff-client.js';
import type { BoardMessage, SessionMessage } from '../support/staff-client.js';

let stage: Stage;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function newStaff(userName: string): Promise<StaffClient> {
  const client = await StaffClient.signIn(stage.url, await stage.addStaff(userName, `${userName} Exempelsson`));
  closing.push(() => client.close());
  return client;
}

async function newAgent(): Promise<ReportingAgent> {
  const agent = await ReportingAgent.open(stage.url);
  closing.push(() => agent.close());
  return agent;
}

const numbers = (messages: readonly SessionMessage[]): number[] =>
  messages.flatMap(({ session }) => session.events.map(({ number }) => number));
const oneTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
const kindsOf = (messages: readonly SessionMessage[]): string[] =>
  messages.flatMap(({ session }) =>
    session.events.map(({ kind, staffName }) => (staffName === null ? kind : `${kind} ${staffName}`)),
  );
const shows = (id: string) => (message: BoardMessage) => message.board.sessions.some((session) => session.id === id);
const reaches = (number: number) => (message: SessionMessage) => numbers([message]).some((one) => one >= number);
const withKind = (kind: string) => (message: SessionMessage) => message.session.events.some((event) => event.kind === kind);

describe.each(databaseKinds())('on $name', (kind) => {
  let folder: string;
  let environment: Readonly<Record<string, string>>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kortlots-live-'));
    await kind.start();
    ({ environment } = await kind.fresh());
    stage = new Stage(folder, { port: null, keyPolicy: 'REUSE', card: false, environment });
    await stage.choosePort();
    await stage.startServer();
  });

  afterAll(async () => {
    await stage.clear();
    await kind.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe('board', () => {
    it('shows live sessions at once, then what changes, and resumes after the last revision', async () => {
      const staff = await newStaff('board-one');
      const [before, after] = [await newAgent(), await newAgent()];
      const board = staff.board();
      const first = await board.next();
      expect(first.board.complete).toBe(true);
      expect(first.board.sessions.map(({ id }) => id)).toEqual(expect.arrayContaining([before.sessionId, after.sessionId]));
      await after.report();
      const change = await board.until(shows(after.sessionId));
      expect(change.board).toMatchObject({ complete: false, sessions: [{ id: after.sessionId, step: 'CHOOSE_UPGRADE' }] });
      const resumed = staff.board(first.board.revision);
      expect((await resumed.until(shows(after.sessionId))).board.complete).toBe(false);
    });

    it('gives a snapshot to who has seen a revision that never was', async () => {
      const staff = await newStaff('board-two');
      expect((await staff.board(1_000_000_000).next()).board.complete).toBe(true);
    });
  });

  describe('session', () => {
    it('shows every event once, in order, to all who watch, wherever they begin', async () => {
      const [anna, bertil] = [await newStaff('session-one'), await newStaff('session-two')];
      const agent = await newAgent();
      const early = anna.session(agent.sessionId);
      await early.next();
      for (let batch = 0; batch < 20; batch += 1) {
        await agent.report(5);
        if (batch === 10) bertil.session(agent.sessionId, 7);
      }
      const late = bertil.session(agent.sessionId, 50);
      const last = (await anna.session(agent.sessionId).next()).session.session.lastEventNumber;
      await Promise.all([early.until(reaches(last)), late.until(reaches(last))]);
      expect(numbers(early.received)).toEqual(oneTo(numbers(early.received).length));
      expect(numbers(early.received).length).toBeGreaterThanOrEqual(last);
      expect(numbers(late.received).slice(0, last - 50)).toEqual(oneTo(last).slice(50));
    });

    it('replays a long story in pages', async () => {
      const staff = await newStaff('session-long');
      const agent = await newAgent();
      for (let batch = 0; batch < 15; batch += 1) await agent.report(100);
      const inbox = staff.session(agent.sessionId);
      await inbox.until(() => numbers(inbox.received).length >= 1_501);
      expect(numbers(inbox.received).slice(0, 1_501)).toEqual(oneTo(1_501));
      expect(inbox.received.length).toBeGreaterThanOrEqual(4);
    });

    it('tells the cardholder who watches, once for each person, and when they have left', async () => {
      const staff = await newStaff('watcher');
      const agent = await newAgent();
      const feed = agent.follow();
      expect((await feed.next()).agentSession.watchers).toEqual([]);
      const tabs = [staff.session(agent.sessionId), staff.session(agent.sessionId)];
      const told = await feed.until(({ agentSession }) => agentSession.watchers.length > 0);
      expect(told.agentSession.watchers).toMatchObject([{ name: 'watcher Exempelsson' }]);
      const [first, second] = tabs;
      if (first === undefined || second === undefined) throw new Error('two tabs were opened');
      await second.next();
      first.stop();
      second.stop();
      await feed.until(({ agentSession }) => agentSession.watchers.length === 0);
      const again = staff.session(agent.sessionId);
      await again.until(() => kindsOf(again.received).filter((kind) => kind.startsWith('STAFF_')).length >= 3);
      expect(kindsOf(again.received).filter((kind) => kind.startsWith('STAFF_'))).toEqual([
        'STAFF_JOINED watcher Exempelsson',
        'STAFF_LEFT watcher Exempelsson',
        'STAFF_JOINED watcher Exempelsson',
      ]);
    });

    it('shows soon that the agent has gone, and that it is back', async () => {
      const staff = await newStaff('agent-watcher');
      const agent = await newAgent();
      await agent.follow().next();
      const inbox = staff.session(agent.sessionId);
      await inbox.until(({ session }) => session.session.summary.agentConnected);
      await agent.close();
      await inbox.until(({ session }) => !session.session.summary.agentConnected);
      await agent.report();
      await inbox.until(({ session }) => session.session.summary.agentConnected);
    });

    it('names a session that does not exist', async () => {
      const staff = await newStaff('lost');
      const errors = await staff.session('7c0b1a7e-6f0e-4b6f-9d39-0d3f3ad0f0a1').ended();
      expect(errors).toMatchObject([{ extensions: { fault: 'INVALID_INPUT' } }]);
    });

    it('skips who does not read, and gives them everything when they do', async () => {
      const [slow, quick] = [await newStaff('slow'), await newStaff('quick')];
      const agent = await newAgent();
      const [late, early] = [slow.session(agent.sessionId), quick.session(agent.sessionId)];
      await Promise.all([late.next(), early.next()]);
      slow.live.pause();
      // More than the buffers of system and server together: some 20 MB.
      for (let batch = 0; batch < 25; batch += 1) await agent.report(400, 'x'.repeat(2_000));
      const last = 10_003;
      await early.until(reaches(last));
      expect(numbers(late.received).length).toBeLessThan(last);
      slow.live.resume();
      await late.until(reaches(last));
      for (const { received } of [early, late]) expect(numbers(received)).toEqual(oneTo(last));
      expect(slow.live.connections).toBe(1);
    });
  });

  describe('rights', () => {
    it('refuses who is not signed in, and agents on the feeds of staff', async () => {
      const nobody = new StaffClient(stage.url, 'kortlots_session=nothing');
      closing.push(() => nobody.close());
      expect(await nobody.board().ended()).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
      const agent = await newAgent();
      const document = 'subscription { board(after: 0) { revision } }';
      const inbox = agent.live.subscribe(document, () => ({}), z.unknown());
      expect(await inbox.ended()).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    });

    it('a manager may not look at single sessions', async () => {
      const manager = await StaffClient.signIn(stage.url, await stage.addStaff('manager', 'Maria Exempelsson', 'MANAGER'));
      closing.push(() => manager.close());
      expect(await manager.board().ended()).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    });

    it('delivers nothing more soon after the sign-out', async () => {
      const staff = await newStaff('leaver');
      const agent = await newAgent();
      const [board, session] = [staff.board(), staff.session(agent.sessionId)];
      await Promise.all([board.next(), session.next()]);
      await staff.ask('mutation { staffSignOut }', {}, z.object({ staffSignOut: z.literal(true) }));
      expect(await board.ended()).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
      expect(await session.ended()).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
      expect(await staff.board().ended()).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    });

    it('delivers nothing more soon after an account was disabled', async () => {
      const staff = await newStaff('disabled');
      const board = staff.board();
      await board.next();
      await runProgram('staff disable', 'server/staff/cli.js', ['disable', '--user', 'disabled'], environment);
      expect(await board.ended()).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    });
  });

  describe('a server that is killed and started again', () => {
    it('is resumed by board and session, with no event missing and none twice', async () => {
      const staff = await newStaff('survivor');
      const agent = await newAgent();
      const [board, session, own] = [staff.board(), staff.session(agent.sessionId), agent.follow()];
      await agent.report(10);
      await session.until(reaches(12));
      await own.until(({ agentSession }) => agentSession.watchers.length === 1);
      if (stage.server === undefined) throw new Error('the server is running');
      await killProgram(stage.server);
      await stage.startServer();
      await agent.report(10);
      const messages = session.received.length;
      await session.until(reaches(22));
      expect(session.received.length).toBeGreaterThan(messages);
      expect(numbers(session.received).slice(0, 22)).toEqual(oneTo(22));
      const last = session.received.at(-1)?.session.session.summary.revision ?? Number.NaN;
      await board.until((message) => message.board.revision >= last);
      // The person came back before the lease ran out: for the cardholder nobody has left or joined.
      expect(kindsOf(session.received).filter((kind) => kind.startsWith('STAFF_'))).toEqual([
        'STAFF_JOINED survivor Exempelsson',
      ]);
      expect(staff.live.connections).toBe(2);
      await agent.report();
      await session.until(withKind('STEP_STARTED'));
    });
  });
});
