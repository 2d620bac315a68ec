import type { StaffIdentity } from '../../common/request-context.js';
import { RealSessions } from '../real-sessions.spec-support.js';

let sessions: RealSessions;
beforeAll(async () => {
  sessions = await RealSessions.start();
});
afterAll(() => sessions.stop());

const staff = (id: string, name: string): StaffIdentity => ({
  ...{ id, name, userName: id, desk: '2020', roles: ['HELPDESK'] },
  sessionTokenHash: '',
});
const anna = staff('anna', 'Anna Exempel');
const bo = staff('bo', 'Bo Exempel');
const changes = async (sessionId: string) =>
  (await sessions.reader.events(sessionId, 1, null)).map(({ kind, staffName }) => `${kind} ${staffName ?? 'nobody'}`);

test('a session is claimed and released, each once', async () => {
  const { sessionId } = await sessions.open();
  expect((await sessions.handling.claim(sessionId, anna)).summary.handler).toEqual({ id: 'anna', name: 'Anna Exempel' });
  await sessions.handling.claim(sessionId, anna);
  expect((await sessions.handling.release(sessionId, anna)).summary.handler).toBeNull();
  await sessions.handling.release(sessionId, anna);
  await sessions.handling.claim(sessionId, bo);
  expect(await changes(sessionId)).toEqual([
    'HANDLER_CHANGED Anna Exempel',
    'HANDLER_CHANGED nobody',
    'HANDLER_CHANGED Bo Exempel',
  ]);
});

test('of two who claim at once one gets it; the other learns who has it, and cannot release it', async () => {
  const { sessionId } = await sessions.open();
  const claims = await Promise.allSettled([sessions.handling.claim(sessionId, anna), sessions.handling.claim(sessionId, bo)]);
  expect(claims).toMatchObject([
    { status: 'fulfilled' },
    { status: 'rejected', reason: { code: 'SESSION_STATE', detail: 'handled by Anna Exempel' } },
  ]);
  await expect(sessions.handling.release(sessionId, bo)).rejects.toMatchObject({ code: 'SESSION_STATE' });
  expect(await changes(sessionId)).toEqual(['HANDLER_CHANGED Anna Exempel']);
});

test('an ended session has the handler it had', async () => {
  const { sessionId } = await sessions.open();
  await sessions.handling.claim(sessionId, anna);
  await sessions.outcome.cancel(sessionId, {});
  await expect(sessions.handling.claim(sessionId, anna)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  await expect(sessions.handling.release(sessionId, anna)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  expect((await sessions.reader.details(sessionId)).summary.handler?.name).toBe('Anna Exempel');
});

test('what is not there cannot be claimed', async () => {
  await expect(sessions.handling.claim('x', anna)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});
