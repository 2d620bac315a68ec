import { randomUUID } from 'node:crypto';

import { holder, RealSessions } from './real-sessions.spec-support.js';
import type { SessionWatcher } from './session-watcher.entity.js';
import { holderView, summaryView, watcherViews } from './views.js';

test('of the holder, what staff need: the personnummer masked, certificate and single names not at all', () => {
  expect(holderView(null)).toBeNull();
  expect(holderView(holder)).toEqual({
    name: 'Test Testsson',
    hsaId: 'TSTNMT2321000156-T001',
    organisation: 'Region Exempel',
    personnummer: '19900101-••••',
    cardNumber: '9752269875123456789',
  });
});

test('each person watches once, since their first view', () => {
  const view = (staffId: string, name: string, since: number): SessionWatcher => ({
    id: randomUUID(),
    sessionId: 's',
    staffId,
    name,
    desk: '2020',
    since: new Date(since),
    leaseUntil: new Date(9_000),
  });
  expect(watcherViews([view('a', 'Anna', 3_000), view('b', 'Bo', 2_000), view('a', 'Anna', 1_000)])).toEqual([
    { name: 'Anna', desk: '2020', since: new Date(1_000) },
    { name: 'Bo', desk: '2020', since: new Date(2_000) },
  ]);
});

describe('a session as the board shows it', () => {
  let sessions: RealSessions;
  beforeAll(async () => {
    sessions = await RealSessions.start();
  });
  afterAll(() => sessions.stop());

  test('has no pairing code when it ran out', async () => {
    const { sessionId, pairingCode } = await sessions.open();
    const row = await sessions.reader.session(sessionId);
    expect(summaryView(row).pairingCode).toBe(pairingCode.code);
    expect(summaryView(row, pairingCode.expiresAt).pairingCode).toBeNull();
  });

  test('has a handler with id and name, or none', async () => {
    const { sessionId } = await sessions.open();
    const row = await sessions.reader.session(sessionId);
    expect(summaryView(row).handler).toBeNull();
    expect(summaryView({ ...row, handlerId: 'a', handlerName: 'Anna' }).handler).toEqual({ id: 'a', name: 'Anna' });
  });

  test('holds nothing of the personnummer that is masked, at no depth', async () => {
    const sessionId = await sessions.openSignedIn();
    const shown = [
      await sessions.reader.details(sessionId),
      await sessions.reader.agentSession(sessionId),
      await sessions.reader.events(sessionId, 0, null),
      await sessions.reader.liveSessions(Number.MAX_SAFE_INTEGER),
    ];
    expect(JSON.stringify(shown)).toContain('19900101-••••');
    expect(JSON.stringify(shown)).not.toMatch(/199001012385|2385|signInCertificate/);
  });
});
