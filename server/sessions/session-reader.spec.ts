import { RealSessions } from './real-sessions.spec-support.js';

let sessions: RealSessions;
beforeEach(async () => {
  sessions = await RealSessions.start();
});
afterEach(() => sessions.stop());

test('of too many sessions on the board, those that anybody can open go last; of the rest, the oldest change', async () => {
  const signedIn = [await sessions.openSignedIn(), await sessions.openSignedIn()];
  const anonymous = [await sessions.open(), await sessions.open(), await sessions.open()].map(({ sessionId }) => sessionId);
  const ended = await sessions.openSignedIn();
  await sessions.outcome.cancel(ended, {});
  const board = async (most?: number) =>
    (await sessions.reader.liveSessions(await sessions.reader.boardRevision(), most)).map(({ id }) => id);
  expect(await board()).toEqual([...signedIn, ...anonymous]);
  expect(await board(3)).toEqual([...signedIn, anonymous[2]]);
  expect(await board(1)).toEqual([signedIn[1]]);
});

test('who has seen a revision is not shown what changed after it', async () => {
  const first = await sessions.openSignedIn();
  const revision = await sessions.reader.boardRevision();
  await sessions.open();
  expect((await sessions.reader.liveSessions(revision)).map(({ id }) => id)).toEqual([first]);
});
