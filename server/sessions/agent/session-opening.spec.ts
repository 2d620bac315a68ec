import { randomUUID } from 'node:crypto';

import { AttemptWindow } from '../../database/attempt-window.entity.js';
import { newPairingCode } from '../pairing-code.js';
import { assignPairingCode } from '../pairing.js';
import { openInput, RealSessions } from '../real-sessions.spec-support.js';
import { AgentTokens } from './agent-tokens.js';

let sessions: RealSessions;
beforeAll(async () => {
  sessions = await RealSessions.start();
});
afterAll(() => sessions.stop());

const lookup = (token: string) => new AgentTokens(sessions.source, sessions.presence).lookup(sessions.tokenHashOf(token));

test('a session is opened with what is known of the computer, a first event, a code and a token', async () => {
  const middleware = { path: '/usr/lib/x.so', manufacturer: 'X', description: 'Y', version: '1.0', cryptokiVersion: '2.40' };
  const { sessionId, token, pairingCode } = await sessions.open({ middleware, readers: ['Reader 0', 'Reader 1'] });
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(pairingCode.expiresAt.getTime() - Date.now()).toBeGreaterThan(14 * 60_000);
  expect(await sessions.reader.details(sessionId)).toMatchObject({
    agentVersion: '0.1.0',
    operatingSystem: 'Debian 12',
    language: 'SV',
    middleware,
    readers: ['Reader 0', 'Reader 1'],
    lastEventNumber: 1,
    summary: {
      state: 'AWAITING_SIGN_IN',
      step: 'SIGN_IN',
      pairingCode: pairingCode.code,
      holder: null,
      handler: null,
      agentConnected: true,
      installedCertificates: 0,
    },
  });
  expect(await sessions.kinds(sessionId)).toEqual(['SESSION_OPENED']);
  expect(await lookup(token)).toEqual({ sessionId });
  expect((await sessions.reader.session(sessionId)).tokenHash).not.toContain(token);
});

test('opening again gives the same session and code, with a new token; the old one is void', async () => {
  const requestId = randomUUID();
  const first = await sessions.open({ requestId });
  const second = await sessions.open({ requestId: requestId.toUpperCase(), agentVersion: '0.2.0', readers: [] });
  expect(second).toMatchObject({ sessionId: first.sessionId, pairingCode: first.pairingCode });
  expect(await lookup(first.token)).toBeNull();
  expect(await lookup(second.token)).toEqual({ sessionId: first.sessionId });
  expect(await sessions.kinds(first.sessionId)).toEqual(['SESSION_OPENED']);
  expect(await sessions.reader.details(first.sessionId)).toMatchObject({ agentVersion: '0.2.0', readers: [] });
});

test('the same request many times at once opens one session', async () => {
  const requestId = randomUUID();
  const opened = await Promise.all(Array.from({ length: 20 }, () => sessions.open({ requestId })));
  expect(new Set(opened.map(({ sessionId }) => sessionId)).size).toBe(1);
  const holds = await Promise.all(opened.map(({ token }) => lookup(token)));
  expect(holds.filter((identity) => identity !== null)).toHaveLength(1);
});

test('once somebody has signed in, the request id opens nothing', async () => {
  const requestId = randomUUID();
  const { sessionId, token } = await sessions.open({ requestId });
  await sessions.signIn(sessionId);
  await expect(sessions.open({ requestId, agentVersion: 'other' })).rejects.toMatchObject({ code: 'SESSION_STATE' });
  expect(await lookup(token)).toEqual({ sessionId });
  expect((await sessions.reader.details(sessionId)).agentVersion).toBe('0.1.0');
});

test('when the session has ended, the request id opens another; the old token still reaches the old one', async () => {
  const requestId = randomUUID();
  const first = await sessions.open({ requestId });
  await sessions.outcome.cancel(first.sessionId, {});
  const second = await sessions.open({ requestId });
  expect(second.sessionId).not.toBe(first.sessionId);
  expect(await lookup(first.token)).toEqual({ sessionId: first.sessionId });
});

test.each(['', 'x', '00000000-0000-1000-8000-000000000000', "'--"])('the request id %j is refused', async (requestId) => {
  await expect(sessions.open({ requestId })).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'requestId' });
});

test('what is too long is cut, what no database takes is left out', async () => {
  const { sessionId } = await sessions.open({
    agentVersion: 'v\0'.repeat(5_000),
    readers: Array.from({ length: 100 }, () => 'r'.repeat(9_000)),
  });
  const { agentVersion, readers } = await sessions.reader.details(sessionId);
  expect(agentVersion).toMatch(/^v{1000,2000}$/);
  expect(readers).toHaveLength(64);
  expect(readers[0]).toHaveLength(2_000);
});

test.each([
  ['/home/anna.exempel/.iid/lib/libiidp11.so', '/home/…/.iid/lib/libiidp11.so'],
  ['c:\\Users\\anna.exempel\\Net iD\\iidp11.dll', 'c:\\Users\\…\\Net iD\\iidp11.dll'],
  ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/softhsm/libsofthsm2.so'],
])('before sign-in no user name is kept: %s', async (path, kept) => {
  const middleware = { path, manufacturer: 'X', description: 'Y', version: '1.0', cryptokiVersion: '2.40' };
  const { sessionId } = await sessions.open({ middleware });
  expect((await sessions.reader.details(sessionId)).middleware?.path).toBe(kept);
});

test('a new code is never one that another session has', async () => {
  const taken = await sessions.open();
  const { sessionId } = await sessions.open();
  const drawn = [taken.pairingCode.code, taken.pairingCode.code, newPairingCode()];
  const last = drawn.at(-1);
  const given = await sessions.changes.run(sessionId, (edit) => assignPairingCode(edit, 15, () => drawn.shift() ?? ''));
  expect(given.code).toBe(last);
  await expect(
    sessions.changes.run(sessionId, (edit) => assignPairingCode(edit, 15, () => taken.pairingCode.code)),
  ).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
});

test('a renewed code is found, the old one is not', async () => {
  const { sessionId, pairingCode } = await sessions.open();
  const renewed = await sessions.pairingCodes.renew(sessionId);
  expect(renewed.code).not.toBe(pairingCode.code);
  expect((await sessions.reader.agentSession(sessionId)).pairingCode).toEqual(renewed);
  await expect(sessions.reader.byPairingCode(pairingCode.code, 'a')).rejects.toMatchObject({ code: 'PAIRING_CODE_UNKNOWN' });
  const typed = `${renewed.code.slice(0, 4)} ${renewed.code.slice(4)}`.toLowerCase();
  expect((await sessions.reader.byPairingCode(typed, 'a')).summary.id).toBe(sessionId);
  await sessions.outcome.cancel(sessionId, {});
  await expect(sessions.pairingCodes.renew(sessionId)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
});

test('guessing codes is stopped after ten, for each member of staff, even with a right one', async () => {
  const { pairingCode } = await sessions.open();
  for (let guess = 0; guess < 10; guess += 1) {
    await expect(sessions.reader.byPairingCode('22222222', 'guesser')).rejects.toMatchObject({ code: 'PAIRING_CODE_UNKNOWN' });
  }
  const refused = await sessions.reader.byPairingCode(pairingCode.code, 'guesser').catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  expect((await sessions.reader.byPairingCode(pairingCode.code, 'another')).summary.pairingCode).toBe(pairingCode.code);
});

test('a code known to be right, between the guesses, gives no more of them, and costs none', async () => {
  const { pairingCode } = await sessions.open();
  const find = (code: string) => sessions.reader.byPairingCode(code, 'clever');
  for (let guess = 0; guess < 10; guess += 1) {
    await expect(find('22222222')).rejects.toMatchObject({ code: 'PAIRING_CODE_UNKNOWN' });
    if (guess < 9) await find(pairingCode.code);
  }
  await expect(find('22222222')).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
});

test('a program that runs wild is stopped, others elsewhere are not', async () => {
  const open = (address: string) => sessions.opening.open(openInput(), address);
  await open('192.0.2.7');
  // As if it had opened 4,999 more.
  await sessions.queue.run((manager) => manager.update(AttemptWindow, { count: 1 }, { count: 5_000 }));
  await expect(open('192.0.2.7')).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  await expect(open('192.0.2.8')).resolves.toMatchObject({ token: expect.any(String) as string });
});
