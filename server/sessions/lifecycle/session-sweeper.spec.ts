import { AgentTokens } from '../agent/agent-tokens.js';
import { RealSessions } from '../real-sessions.spec-support.js';
import { SessionSweeper } from './session-sweeper.js';

let sessions: RealSessions;
beforeEach(async () => {
  sessions = await RealSessions.start({ SESSION_IDLE_MINUTES: '30', PAIRING_CODE_MINUTES: '15' });
});
afterEach(() => sessions.stop());

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000);
const summary = async (sessionId: string) => (await sessions.reader.details(sessionId)).summary;
/** As if the agent was last heard of so long ago. */
const silentFor = (sessionId: string, seconds: number) =>
  sessions.changes.run(sessionId, ({ session }) => {
    session.agentSeenAt = inSeconds(-seconds);
  });

test('an agent that is silent for twenty seconds is shown as gone, and as back when it is heard of', async () => {
  const { sessionId, token } = await sessions.open();
  await sessions.sweeper.sweep(inSeconds(19));
  expect((await summary(sessionId)).agentConnected).toBe(true);
  await sessions.sweeper.sweep(inSeconds(21));
  const gone = await summary(sessionId);
  expect(gone.agentConnected).toBe(false);
  const back = new Promise<void>((resolve) => sessions.doorbell.listen('board', resolve));
  await new AgentTokens(sessions.source, sessions.presence).lookup(sessions.tokenHashOf(token));
  await back;
  const again = await summary(sessionId);
  expect(again.agentConnected).toBe(true);
  expect(again.revision).toBeGreaterThan(gone.revision);
  // No events: a connection comes and goes.
  expect(await sessions.kinds(sessionId)).toEqual(['SESSION_OPENED']);
});

test('a sign of life is written every few seconds at most, wakes nobody, and counts', async () => {
  const { sessionId } = await sessions.open();
  const seen = async () => (await sessions.reader.session(sessionId)).agentSeenAt.getTime();
  const first = await seen();
  await sessions.presence.heard(sessionId);
  expect(await seen()).toBe(first);
  await silentFor(sessionId, 18);
  let rings = 0;
  sessions.doorbell.listen('board', () => (rings += 1));
  await Promise.all(Array.from({ length: 10 }, () => sessions.presence.heard(sessionId)));
  expect(await seen()).toBeGreaterThan(Date.now() - 10_000);
  await sessions.sweeper.sweep(inSeconds(15));
  expect((await summary(sessionId)).agentConnected).toBe(true);
  expect(rings).toBe(0);
});

test('of an ended session no agent is expected', async () => {
  const { sessionId } = await sessions.open();
  await sessions.outcome.cancel(sessionId, {});
  await silentFor(sessionId, 60);
  await sessions.presence.heard(sessionId);
  expect((await summary(sessionId)).agentConnected).toBe(false);
  await sessions.presence.heard('not a session');
});

test('a session that nothing is heard of for half an hour expires', async () => {
  const signedIn = await sessions.openSignedIn();
  const { sessionId: kept } = await sessions.open();
  await sessions.sweeper.sweep(inSeconds(29 * 60));
  expect((await summary(signedIn)).state).toBe('SIGNED_IN');
  await sessions.changes.run(kept, ({ session }) => {
    session.agentSeenAt = inSeconds(10 * 60);
  });
  await sessions.sweeper.sweep(inSeconds(31 * 60));
  expect(await summary(signedIn)).toMatchObject({ state: 'EXPIRED', agentConnected: false, pairingCode: null });
  expect((await summary(signedIn)).endedAt).toBeInstanceOf(Date);
  expect(await sessions.kinds(signedIn)).toEqual(['SESSION_OPENED', 'SIGNED_IN', 'SESSION_EXPIRED']);
  expect((await summary(kept)).state).toBe('AWAITING_SIGN_IN');
});

test('a server that was down first listens: nobody expires for its silence', async () => {
  const { sessionId } = await sessions.open();
  await silentFor(sessionId, 3_600);
  const restarted = new SessionSweeper(sessions.source, sessions.changes, sessions.configuration);
  await restarted.sweep(inSeconds(60));
  expect(await summary(sessionId)).toMatchObject({ state: 'AWAITING_SIGN_IN', agentConnected: false });
  await restarted.sweep(inSeconds(121));
  expect((await summary(sessionId)).state).toBe('EXPIRED');
});

test('a code that ran out belongs to nobody, and can be had again', async () => {
  const { sessionId, pairingCode } = await sessions.open();
  await sessions.sweeper.sweep(inSeconds(14 * 60));
  expect((await sessions.reader.session(sessionId)).pairingCode).toBe(pairingCode.code);
  await sessions.sweeper.sweep(inSeconds(15 * 60 + 1));
  const row = await sessions.reader.session(sessionId);
  expect(row).toMatchObject({ pairingCode: null, pairingCodeExpiresAt: null });
  // The agent and the board are told.
  expect(row.agentRevision).toBe(row.revision);
  const { sessionId: next } = await sessions.open();
  await sessions.changes.run(next, ({ session }) => {
    session.pairingCode = pairingCode.code;
  });
  expect((await sessions.reader.byPairingCode(pairingCode.code, 'anna')).summary.id).toBe(next);
});

test('several processes sweep the same: everything happens once', async () => {
  const ids = [];
  for (let count = 0; count < 5; count += 1) ids.push(await sessions.openSignedIn());
  const others = Array.from({ length: 3 }, () => new SessionSweeper(sessions.source, sessions.changes, sessions.configuration));
  await Promise.all([sessions.sweeper, ...others].map((sweeper) => sweeper.sweep(inSeconds(31 * 60))));
  for (const id of ids) expect(await sessions.kinds(id)).toEqual(['SESSION_OPENED', 'SIGNED_IN', 'SESSION_EXPIRED']);
});

test('an agent that calls while it is swept is not swept', async () => {
  const { sessionId } = await sessions.open();
  await silentFor(sessionId, 60);
  // In the queue before the sweep's own change, but not to be read yet when it looks.
  await Promise.all([sessions.presence.heard(sessionId), sessions.sweeper.sweep()]);
  expect((await summary(sessionId)).agentConnected).toBe(true);
});

test('it stops with the server', async () => {
  sessions.sweeper.onApplicationBootstrap();
  await sessions.sweeper.onModuleDestroy();
});
