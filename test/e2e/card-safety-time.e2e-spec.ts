import { jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Program } from '../../scripts/stage/programs.js';
import { Shim } from '../faults/shim.js';
import type { AgentPageState } from '../support/agent-page.js';
import { CardWitness } from '../support/card-witness.js';
import { answerPins, count, isGapless, Scene } from '../support/scene.js';
import { wrongClock } from '../support/wrong-clock.js';

jest.setTimeout(120_000);

let scene: Scene;
let witness: CardWitness;
beforeAll(async () => {
  scene = new Scene({ environment: { RESUME_DAYS: '0' } });
  await scene.set();
  witness = new CardWitness(scene.stage.card, scene.stage.serverFolder);
});
afterAll(async () => {
  await witness.close();
  await scene.clear();
});
afterEach(() => scene.endAgents());

const upgraded = { old: 4, fresh: 4, broken: 0, privateKeys: 2 };
const isDone = ({ screen }: AgentPageState) => screen.kind === 'DONE';
const asksSignature = ({ screen }: AgentPageState) => screen.kind === 'PIN' && screen.step === 'INSTALL_SIGNATURE';

describe('a PC whose clock is wrong by years', () => {
  const fiveYears = 5 * 365 * 86_400;

  test.each([fiveYears, -fiveYears])('(%i seconds): certificates and events go by the time of the server', async (seconds) => {
    const environment = wrongClock(seconds);
    const seen = spawnSync(process.execPath, ['-p', 'Date.now()'], { env: { ...process.env, ...environment }, encoding: 'utf8' });
    expect(Math.abs(Number(seen.stdout) - Date.now() - seconds * 1_000)).toBeLessThan(60_000);
    const started = Date.now();
    const { conf, dataFolder } = scene.newCard();
    const { page } = await scene.run({ conf, dataFolder, environment });
    const sessionId = await scene.sessionId(page);
    await page.signIn(scene.stage.card.pin1);
    await page.agree();
    await answerPins(page, scene.stage.card, isDone);
    expect(await witness.tally(conf)).toEqual(upgraded);
    const events = await scene.events(sessionId);
    expect(isGapless(events)).toBe(true);
    const corrections = events.filter(({ kind }) => kind === 'CLOCK_CORRECTED');
    expect(corrections.map(({ detail }) => detail)).toEqual([expect.stringContaining(`${-seconds / 86_400} days`)]);
    // The server's time is told to the second.
    const strays = events.filter(({ occurredAt }) => {
      const at = Date.parse(occurredAt);
      return at < started - 5_000 || at > Date.now() + 5_000;
    });
    expect(strays).toEqual([]);
  });
});

describe('a PC that sleeps longer than a call to the card may take', () => {
  const deadline = 2;
  const sleep = 5_000;

  /** The agent and its child, stopped as by a lid that is closed. What is tested is that time passes, so time must pass. */
  async function sleepWith({ process: { pid } }: Program): Promise<void> {
    if (pid === undefined) throw new Error('The agent is not running');
    process.kill(-pid, 'SIGSTOP');
    await pause(sleep);
    process.kill(-pid, 'SIGCONT');
  }

  async function expectUndisturbed(conf: string, sessionId: string, shim: Shim): Promise<void> {
    expect(await witness.tally(conf)).toEqual(upgraded);
    const events = await scene.events(sessionId);
    expect(isGapless(events)).toBe(true);
    expect(events.filter(({ faultCode }) => faultCode === 'MODULE_TIMED_OUT' || faultCode === 'MODULE_CRASHED')).toEqual([]);
    expect(count(events, 'MODULE_RESTARTED')).toBe(0);
    expect(count(events, 'CERTIFICATE_ISSUED')).toBe(4);
    expect(shim.calls().filter(({ functionName, returnValue }) => functionName === 'C_Login' && returnValue !== 0)).toEqual([]);
  }

  function startWith(shim: Shim, card: { conf: string; dataFolder: string }) {
    const environment = { ...shim.environment, KORTLOTS_CARD_DEADLINE: String(deadline) };
    return scene.run({ ...card, modulePath: shim.modulePath, environment });
  }

  test('while it waits for the second PIN: goes on as if nothing had been', async () => {
    const card = scene.newCard();
    const shim = new Shim({ folder: join(card.dataFolder, '..', 'shim') });
    const { page, program } = await startWith(shim, card);
    const sessionId = await scene.sessionId(page);
    await page.signIn(scene.stage.card.pin1);
    await page.agree();
    await page.sees(asksSignature);
    await sleepWith(program);
    await answerPins(page, scene.stage.card, isDone);
    await expectUndisturbed(card.conf, sessionId, shim);
  });

  test.each(['C_CreateObject:1', 'C_Sign:4'] as const)(
    'inside a call to the card (%s): the call goes on, and the upgrade',
    async (at) => {
      const card = scene.newCard();
      const shim = new Shim({ folder: join(card.dataFolder, '..', 'shim') });
      shim.plan({ at, phase: 'before', does: 'ask' });
      const { page, program } = await startWith(shim, card);
      let sleeps = 0;
      const listener = await listenIn(shim, (line) => {
        sleeps += 1;
        void sleepWith(program).finally(() => line.end('\n'));
      });
      const sessionId = await scene.sessionId(page);
      await page.signIn(scene.stage.card.pin1);
      await page.agree();
      await answerPins(page, scene.stage.card, isDone);
      await new Promise((resolve) => listener.close(resolve));
      expect(sleeps).toBe(1);
      await expectUndisturbed(card.conf, sessionId, shim);
    },
  );
});

/** Told when the module has come to the planned call; the module waits for an answer. */
async function listenIn(shim: Shim, onReached: (line: Socket) => void): Promise<Server> {
  const listener = createServer((line) => line.once('data', () => onReached(line)).on('error', () => line.destroy()));
  await new Promise<void>((resolve) => listener.listen(join(shim.folder, 'listener'), resolve));
  return listener;
}
