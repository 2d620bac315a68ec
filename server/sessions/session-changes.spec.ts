import { FaultError } from '../common/fault.js';
import { sessionTopic, BOARD_TOPIC } from './topics.js';
import { RealSessions } from './real-sessions.spec-support.js';

let sessions: RealSessions;
beforeEach(async () => {
  sessions = await RealSessions.start();
});
afterEach(() => sessions.stop());

/** Counts the rings of a session's topic and the board's. */
function rings(sessionId: string): { session: number; board: number } {
  const counted = { session: 0, board: 0 };
  sessions.doorbell.listen(sessionTopic(sessionId), () => (counted.session += 1));
  sessions.doorbell.listen(BOARD_TOPIC, () => (counted.board += 1));
  return counted;
}

test('many edits at the same time: numbers without a gap, each in its turn', async () => {
  const { sessionId } = await sessions.open();
  const other = await sessions.open();
  const edits = Array.from({ length: 60 }, (_, index) =>
    sessions.changes.run(index % 3 === 0 ? other.sessionId : sessionId, ({ session, events, now }) => {
      events.push({ kind: 'LINK_LOST', occurredAt: now }, { kind: 'LINK_RESTORED', occurredAt: now });
      session.installedCertificates += 1;
    }),
  );
  await Promise.all(edits);
  const events = await sessions.reader.events(sessionId, 0, null);
  expect(events.map(({ number }) => number)).toEqual(Array.from({ length: 81 }, (_, index) => index + 1));
  const row = await sessions.reader.session(sessionId);
  expect(row).toMatchObject({ lastEventNumber: 81, installedCertificates: 40 });
  expect((await sessions.reader.session(other.sessionId)).installedCertificates).toBe(20);
  expect(await sessions.reader.boardRevision()).toBeGreaterThanOrEqual(row.revision);
});

test('an edit that throws leaves nothing behind, and does not touch its neighbours', async () => {
  const { sessionId } = await sessions.open();
  const before = await sessions.reader.session(sessionId);
  const failing = sessions.changes.run(sessionId, ({ session, events, now }) => {
    session.state = 'CANCELLED';
    events.push({ kind: 'SESSION_CANCELLED', occurredAt: now });
    throw new FaultError('SESSION_STATE');
  });
  const neighbour = sessions.changes.run(sessionId, ({ events, now }) => {
    events.push({ kind: 'LINK_LOST', occurredAt: now });
  });
  await expect(failing).rejects.toMatchObject({ code: 'SESSION_STATE' });
  await neighbour;
  expect(await sessions.kinds(sessionId)).toEqual(['SESSION_OPENED', 'LINK_LOST']);
  expect((await sessions.reader.session(sessionId)).state).toBe(before.state);
});

test('what nobody sees wakes nobody; what staff see rises the revision, what the agent sees both', async () => {
  const { sessionId } = await sessions.open();
  const heard = rings(sessionId);
  const revisions = async () => {
    const { revision, agentRevision } = await sessions.reader.session(sessionId);
    return { revision, agentRevision };
  };
  const before = await revisions();
  await sessions.changes.run(sessionId, ({ session, now }) => {
    session.agentSeenAt = new Date(now.getTime() + 1);
    session.challengeNonce = 'x';
  });
  expect(await revisions()).toEqual(before);
  expect(heard).toEqual({ session: 0, board: 0 });

  await sessions.changes.run(sessionId, ({ events, now }) => {
    events.push({ kind: 'LINK_LOST', occurredAt: now });
  });
  const afterEvent = await revisions();
  expect(afterEvent.revision).toBeGreaterThan(before.revision);
  expect(afterEvent.agentRevision).toBe(before.agentRevision);
  expect(heard).toEqual({ session: 1, board: 1 });

  await sessions.pairingCodes.renew(sessionId);
  const afterCode = await revisions();
  expect(afterCode.agentRevision).toBe(afterCode.revision);
  expect(afterCode.revision).toBeGreaterThan(afterEvent.revision);
});

test('the doorbell rings after the commit: who reads then sees the change', async () => {
  const { sessionId } = await sessions.open();
  const read: Promise<number>[] = [];
  sessions.doorbell.listen(sessionTopic(sessionId), () =>
    read.push(sessions.reader.session(sessionId).then(({ lastEventNumber }) => lastEventNumber)),
  );
  await sessions.changes.run(sessionId, ({ events, now }) => {
    events.push({ kind: 'LINK_LOST', occurredAt: now });
  });
  expect(await Promise.all(read)).toEqual([2]);
});

test('there is no such session', async () => {
  for (const id of ['3c7bd6a1-43a0-4b59-8f1a-2b8ff4a8a001', 'x', '', "'; DROP TABLE upgrade_session", 'a\0b']) {
    await expect(sessions.reader.session(id)).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'id' });
  }
  await expect(sessions.changes.run('3c7bd6a1-43a0-4b59-8f1a-2b8ff4a8a001', () => undefined)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
});
