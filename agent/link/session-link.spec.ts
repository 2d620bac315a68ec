import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionState } from '../generated/graphql.js';
import { SessionFile } from '../upgrade/session-file.js';
import { LinkMonitor, type LinkState } from './link-monitor.js';
import { OutboxFile } from './outbox-file.js';
import { Outbox } from './outbox.js';
import type { PairingCode } from './pairing-code-keeper.js';
import { SessionLink } from './session-link.js';
import { SmallServer } from './small-server.spec-support.js';

let folder: string;
let server: SmallServer;
const open: Agent[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kortlots-link-'));
  server = new SmallServer();
  await server.start();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((agent) => agent.link.close()));
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const middleware = { path: '/module.so', manufacturer: 'x', description: 'x', version: '1.0', cryptokiVersion: '2.40' };
const never = new AbortController().signal;

/** Everything of an agent but its card. */
class Agent {
  readonly monitor = new LinkMonitor();
  readonly links: LinkState[] = [];
  readonly codes: (string | null)[] = [];
  readonly ended: SessionState[] = [];
  watchers: readonly { readonly name: string }[] = [];
  newSessions = 0;
  readonly outbox: Outbox;
  readonly link: SessionLink;
  #waiting: (() => void)[] = [];

  constructor() {
    this.monitor.watch((state) => this.#note(() => this.links.push(state)));
    this.outbox = new Outbox({ file: new OutboxFile(join(folder, 'outbox.jsonl')), onNews: () => this.link.wake() });
    this.link = new SessionLink({
      server: server.url,
      sessionFile: new SessionFile(join(folder, 'session.json')),
      outbox: this.outbox,
      monitor: this.monitor,
      view: {
        setPairingCode: (code: PairingCode | null) => this.#note(() => this.codes.push(code?.code ?? null)),
        setWatchers: (watchers) => this.#note(() => (this.watchers = watchers)),
      },
      agentVersion: '1.0',
      operatingSystem: 'Test',
      language: () => 'SV',
      onNewSession: () => (this.newSessions += 1),
      onEnded: (state) => this.#note(() => this.ended.push(state)),
    });
    open.push(this);
  }

  openSession() {
    return this.link.open(middleware, ['Reader'], never);
  }

  say(...details: string[]): void {
    for (const detail of details) this.outbox.record({ kind: 'CARD_SEEN', detail });
  }

  /** Resolves when it holds, looked at after each thing that the agent is told. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #note(work: () => void): void {
    work();
    for (const ring of this.#waiting.splice(0)) ring();
  }
}

const told = (detail: string | null | undefined) => detail ?? '';
const received = () => server.session.events.map(({ number, detail }) => `${number} ${told(detail)}`);
async function drained(agent: Agent): Promise<void> {
  while (!agent.outbox.isEmpty) await new Promise((resolve) => setImmediate(resolve));
}

describe('opening', () => {
  it('opens one session, keeps it on disk for its owner alone, and shows its code', async () => {
    const agent = new Agent();
    expect(await agent.openSession()).toEqual({ resumed: false, card: null, acceptedIssuers: [], completed: null });
    expect(agent.codes).toEqual(['CODE0001']);
    expect(agent.links).toEqual(['ONLINE']);
    expect(statSync(join(folder, 'session.json')).mode & 0o777).toBe(0o600);
    expect(await agent.openSession()).toEqual({ resumed: false, card: null, acceptedIssuers: [], completed: null });
    expect(server.sessions.size).toBe(1);
  });

  it.each(['LOSE_ANSWER', 'LOSE_REQUEST', 'FAIL_500', 'FAIL_INSIDE', 'HTML', 'TOO_MANY'] as const)(
    '%s: asks again, and opens no second session',
    async (mishap) => {
      server.mishaps.push(mishap, mishap);
      const agent = new Agent();
      await agent.openSession();
      expect(server.sessions.size).toBe(1);
    },
  );

  it('an agent that died before the answer came gets that same session', async () => {
    server.mishaps.push('LOSE_ANSWER');
    const dying = new AbortController();
    const first = new Agent();
    first.monitor.watch(() => undefined);
    const opening = first.link.open(middleware, [], dying.signal);
    while (server.sessions.size === 0) await new Promise((resolve) => setImmediate(resolve));
    dying.abort(new Error('died'));
    await expect(opening).rejects.toThrow('died');
    const second = new Agent();
    expect(await second.openSession()).toMatchObject({ resumed: false });
    expect(server.sessions.size).toBe(1);
  });

  it('goes on with the session of an earlier run, and with the card that signed in', async () => {
    const card = { authentication: { serialNumber: '1', label: 'a' }, signature: { serialNumber: '2', label: 'b' } };
    const first = new Agent();
    await first.openSession();
    first.link.rememberCard(card);
    await first.link.close();
    const second = new Agent();
    expect(await second.openSession()).toEqual({ resumed: true, card, acceptedIssuers: [], completed: null });
    expect([second.newSessions, server.sessions.size]).toEqual([0, 1]);
  });

  it.each<[string, () => void]>([
    ['has ended', () => (server.session.state = 'EXPIRED')],
    ['is not known any more', () => server.sessions.clear()],
  ])('opens another when the one of an earlier run %s', async (_, happens) => {
    const first = new Agent();
    await first.openSession();
    await first.link.close();
    happens();
    const second = new Agent();
    expect(await second.openSession()).toEqual({ resumed: false, card: null, acceptedIssuers: [], completed: null });
    expect(second.newSessions).toBe(1);
    expect(server.session.state).toBe('AWAITING_SIGN_IN');
  });

  it('another server gets another session', async () => {
    const first = new Agent();
    await first.openSession();
    await first.link.close();
    await server.stop();
    server = new SmallServer();
    await server.start();
    expect(await new Agent().openSession()).toEqual({ resumed: false, card: null, acceptedIssuers: [], completed: null });
  });

  it('signs for the address that it was told, and for no other that a server names', async () => {
    const agent = new Agent();
    await agent.openSession();
    expect(await agent.link.requestChallenge(never)).toMatchObject({ nonce: 'bm9uY2U=', origin: server.url });
    server.origin = 'https://true-server.example';
    const refusal = { faultCode: 'SIGN_IN_REJECTED', detail: expect.stringContaining('https://true-server.example') as string };
    await expect(agent.link.requestChallenge(never)).rejects.toMatchObject(refusal);
  });

  it('a fault inside the server that stays is said, not waited out for ever', async () => {
    server.mishaps.push(...Array.from({ length: 8 }, () => 'FAIL_INSIDE' as const));
    await expect(new Agent().openSession()).rejects.toMatchObject({ faultCode: 'SERVER_UNREACHABLE', retriable: true });
  }, 30_000);
});

describe('events', () => {
  it('reach the server in order, each once, whatever happens to requests and answers', async () => {
    const agent = new Agent();
    agent.say('early');
    await agent.openSession();
    server.mishaps.push('LOSE_ANSWER', 'FAIL_500', 'LOSE_REQUEST', 'LOSE_ANSWER');
    agent.say('a', 'b');
    await drained(agent);
    agent.say('c');
    await drained(agent);
    expect(received()).toEqual(['1 early', '2 a', '3 b', '4 c']);
  }, 20_000);

  it('wait on disk while the server is away, also past the end of the agent', async () => {
    const first = new Agent();
    await first.openSession();
    await server.stop();
    first.say('a', 'b');
    await first.link.close();
    await server.start();
    const second = new Agent();
    await second.openSession();
    second.say('c');
    await drained(second);
    expect(received()).toEqual(['1 a', '2 b', '3 c']);
  }, 20_000);

  it('one that is refused does not stop the others', async () => {
    const agent = new Agent();
    await agent.openSession();
    server.refusedDetail = 'bad';
    agent.say('a', 'bad', 'c');
    await drained(agent);
    expect(received().map((line) => line.slice(0, 12))).toEqual(['1 a', '2 CARD_SEEN ', '3 c']);
  });

  it('a server that lost some gets the next under numbers that fit', async () => {
    const agent = new Agent();
    await agent.openSession();
    agent.say('a', 'b');
    await drained(agent);
    server.session.events.length = 0;
    agent.say('c');
    await drained(agent);
    expect(received()).toEqual(['1 c']);
  });
});

describe('what comes down', () => {
  it('watchers show as they come and go', async () => {
    const agent = new Agent();
    await agent.openSession();
    server.change(() => (server.watchers = [{ name: 'Anna Testsson', desk: '2020', since: '2026-01-01T00:00:00.000Z' }]));
    await agent.until(() => agent.watchers.length === 1);
    server.change(() => (server.watchers = []));
    await agent.until(() => agent.watchers.length === 0);
  });

  it('a server that goes and comes back is seen at once, and followed again', async () => {
    const agent = new Agent();
    await agent.openSession();
    await server.stop();
    await agent.until(() => agent.monitor.state === 'OFFLINE');
    server.watchers = [{ name: 'Anna Testsson', desk: '2020', since: '2026-01-01T00:00:00.000Z' }];
    await server.start();
    await agent.until(() => agent.monitor.state === 'ONLINE' && agent.watchers.length === 1);
    server.change(() => (server.watchers = []));
    await agent.until(() => agent.watchers.length === 0);
  }, 30_000);

  it.each(['REFUSED', 'SWALLOWED'] as const)(
    'where WebSockets are %s, watchers and the end are asked for, and calls go on',
    async (upgrades) => {
      server.upgrades = upgrades;
      const agent = new Agent();
      await agent.openSession();
      server.watchers = [{ name: 'Anna Testsson', desk: '2020', since: '2026-01-01T00:00:00.000Z' }];
      agent.say('a');
      await drained(agent);
      await agent.until(() => agent.watchers.length === 1);
      expect(agent.monitor.state).toBe('ONLINE');
      server.session.state = 'EXPIRED';
      await agent.until(() => agent.ended.length > 0);
      expect(agent.links).toEqual(['ONLINE']);
    },
    60_000,
  );

  it('a session that ends elsewhere is told once, and forgotten', async () => {
    const agent = new Agent();
    await agent.openSession();
    server.change(() => (server.session.state = 'EXPIRED'));
    await agent.until(() => agent.ended.length > 0);
    expect(agent.ended).toEqual(['EXPIRED']);
    expect(agent.codes.at(-1)).toBeNull();
    expect(new SessionFile(join(folder, 'session.json')).read()).toBeNull();
  });

  it('a session that this agent ends is no news', async () => {
    const agent = new Agent();
    await agent.openSession();
    agent.say('a');
    expect(await agent.link.finishSession(never)).toMatchObject({ state: 'COMPLETED', acknowledgedEvents: 1 });
    agent.say('the last page');
    await drained(agent);
    expect(received()).toEqual(['1 a', '2 the last page']);
    expect(agent.ended).toEqual([]);
    expect(new SessionFile(join(folder, 'session.json')).read()).toBeNull();
  });

  it('an end whose answer was lost is an end', async () => {
    const agent = new Agent();
    await agent.openSession();
    server.mishaps.push('LOSE_ANSWER');
    expect(await agent.link.finishSession(never)).toMatchObject({ state: 'COMPLETED' });
  });
});
