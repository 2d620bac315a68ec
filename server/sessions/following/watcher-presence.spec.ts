import { randomUUID } from 'node:crypto';

import { endSession } from '../lifecycle/ending.js';
import { RealSessions } from '../real-sessions.spec-support.js';
import { WatcherPresence } from './watcher-presence.js';

let sessions: RealSessions;
let presence: WatcherPresence;
beforeEach(async () => {
  sessions = await RealSessions.start();
  presence = new WatcherPresence(sessions.source, sessions.changes);
});
afterEach(async () => {
  await presence.onModuleDestroy();
  await sessions.stop();
});

const anna = { id: randomUUID(), name: 'Anna Exempelsson', desk: '2020' };
const bertil = { id: randomUUID(), name: 'Bertil Exempelsson', desk: '2020' };
const inSeconds = (seconds: number): Date => new Date(Date.now() + seconds * 1_000);

/** The closing of a view is stored behind everything that was asked for before. */
const stored = (): Promise<void> => sessions.queue.run(() => Promise.resolve());

async function story(sessionId: string): Promise<string[]> {
  const events = await sessions.reader.events(sessionId, 0, null);
  return events.filter(({ kind }) => kind.startsWith('STAFF_')).map(({ kind, staffName }) => `${kind} ${staffName ?? ''}`);
}

async function watchers(sessionId: string): Promise<string[]> {
  return (await sessions.reader.agentSession(sessionId)).watchers.map(({ name }) => name);
}

test('a person joins with the first view and leaves a moment after the last', async () => {
  const { sessionId } = await sessions.open();
  const [first, second] = [await presence.watch(sessionId, anna), await presence.watch(sessionId, anna)];
  first();
  await stored();
  await presence.sweep(inSeconds(10));
  expect(await watchers(sessionId)).toEqual([anna.name]);
  second();
  await stored();
  await presence.sweep(inSeconds(1));
  expect(await watchers(sessionId)).toEqual([anna.name]);
  await presence.sweep(inSeconds(10));
  expect(await watchers(sessionId)).toEqual([]);
  expect(await story(sessionId)).toEqual([`STAFF_JOINED ${anna.name}`, `STAFF_LEFT ${anna.name}`]);
});

test('who loads the page again has not left', async () => {
  const { sessionId } = await sessions.open();
  (await presence.watch(sessionId, anna))();
  await stored();
  await presence.watch(sessionId, anna);
  await presence.sweep(inSeconds(10));
  expect(await story(sessionId)).toEqual([`STAFF_JOINED ${anna.name}`]);
});

test('views of a process that was killed are swept by another, when their lease has run out', async () => {
  const { sessionId } = await sessions.open();
  const killed = new WatcherPresence(sessions.source, sessions.changes);
  await killed.watch(sessionId, anna);
  await presence.watch(sessionId, bertil);
  await presence.sweep(inSeconds(10));
  expect(await watchers(sessionId)).toEqual([anna.name, bertil.name]);
  await presence.sweep(inSeconds(60));
  const told = await story(sessionId);
  expect(told.slice(0, 2)).toEqual([`STAFF_JOINED ${anna.name}`, `STAFF_JOINED ${bertil.name}`]);
  expect(told.slice(2).sort()).toEqual([`STAFF_LEFT ${anna.name}`, `STAFF_LEFT ${bertil.name}`]);
});

test('two processes that sweep at once say once that somebody left', async () => {
  const { sessionId } = await sessions.open();
  await presence.watch(sessionId, anna);
  const other = new WatcherPresence(sessions.source, sessions.changes);
  await Promise.all([presence.sweep(inSeconds(60)), other.sweep(inSeconds(60))]);
  expect(await story(sessionId)).toEqual([`STAFF_JOINED ${anna.name}`, `STAFF_LEFT ${anna.name}`]);
});

test('an ended session is watched without a word', async () => {
  const { sessionId } = await sessions.open();
  await presence.watch(sessionId, anna);
  await sessions.changes.run(sessionId, (edit) => endSession(edit, 'CANCEL', { kind: 'SESSION_CANCELLED' }));
  await presence.watch(sessionId, bertil);
  await presence.sweep(inSeconds(60));
  expect(await watchers(sessionId)).toEqual([]);
  expect(await story(sessionId)).toEqual([`STAFF_JOINED ${anna.name}`]);
});

test('nobody watches a session that does not exist', async () => {
  await expect(presence.watch(randomUUID(), anna)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});
