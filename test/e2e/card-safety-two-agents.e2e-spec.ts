import { jest } from '@jest/globals';
import { join } from 'node:path';
import { killProgram } from '../../scripts/stage/programs.js';
import { Shim } from '../faults/shim.js';
import type { AgentPageState } from '../support/agent-page.js';
import { CardWitness } from '../support/card-witness.js';
import { answerPins, count, faultsOf, isGapless, Scene, type RunningAgent } from '../support/scene.js';

jest.setTimeout(120_000);

let scene: Scene;
let witness: CardWitness;
beforeAll(async () => {
  scene = new Scene();
  await scene.set();
  witness = new CardWitness(scene.stage.card, scene.stage.serverFolder);
});
afterAll(async () => {
  await witness.close();
  await scene.clear();
});
afterEach(() => scene.endAgents());

const isDone = ({ screen }: AgentPageState) => screen.kind === 'DONE';
const isInUse = ({ screen }: AgentPageState) => screen.faultCode === 'CARD_IN_USE';
const asksSignature = ({ screen }: AgentPageState) => screen.kind === 'PIN' && screen.step === 'INSTALL_SIGNATURE';

/** Two agents at one card, each with a data folder and a module of its own; the second sees that the card is taken. */
async function twoAgents(): Promise<{ first: RunningAgent; second: RunningAgent; conf: string; shims: readonly Shim[] }> {
  const { conf, dataFolder } = scene.newCard();
  const start = async (name: string) => {
    const shim = new Shim({ folder: join(dataFolder, '..', `shim-${name}`) });
    const setup = { conf, dataFolder: `${dataFolder}-${name}`, modulePath: shim.modulePath, environment: shim.environment };
    return { shim, agent: await scene.run(setup) };
  };
  const first = await start('a');
  await first.agent.page.sees(({ screen }) => screen.kind === 'PIN');
  const second = await start('b');
  await second.agent.page.sees(isInUse);
  return { first: first.agent, second: second.agent, conf, shims: [first.shim, second.shim] };
}

/** Every login was right at the first try: none was spent. */
const refusedLogins = (shims: readonly Shim[]) =>
  shims.flatMap((shim) =>
    shim.calls().filter(({ functionName, returnValue }) => functionName === 'C_Login' && returnValue !== 0),
  );

async function upgradeWith({ page }: RunningAgent): Promise<void> {
  await page.signIn(scene.stage.card.pin1);
  await page.agree();
  await answerPins(page, scene.stage.card, isDone);
}

test('the first is cancelled and closed: the second goes on by itself, and upgrades the card', async () => {
  const { first, second, conf, shims } = await twoAgents();
  const sessionId = await scene.sessionId(second.page);
  await first.page.signIn(scene.stage.card.pin1);
  await first.page.take('OFFER', 'cancel');
  await first.page.take('CANCELLED', 'close');
  expect(await first.program.ended).toBe(0);
  await upgradeWith(second);
  const events = await scene.events(sessionId);
  expect(isGapless(events)).toBe(true);
  expect(faultsOf(events, 'CARD_IN_USE')).toEqual([1, 1]);
  expect(count(events, 'CERTIFICATE_ISSUED')).toBe(4);
  expect(await witness.tally(conf)).toEqual({ old: 4, fresh: 4, broken: 0, privateKeys: 2 });
  expect(refusedLogins(shims)).toEqual([]);
});

test('the first upgrades the card while the second waits without touching it', async () => {
  const { first, second, conf, shims } = await twoAgents();
  await upgradeWith(first);
  expect(second.page.state?.screen.faultCode).toBe('CARD_IN_USE');
  const touching = ['C_Login', 'C_CreateObject', 'C_SignInit', 'C_GenerateKeyPair', 'C_DestroyObject', 'C_SetAttributeValue'];
  expect(shims[1]?.calls().filter(({ functionName }) => touching.includes(functionName))).toEqual([]);
  await first.page.take('DONE', 'close');
  expect(await first.program.ended).toBe(0);
  await second.page.signIn(scene.stage.card.pin1);
  await second.page.take('OFFER', 'cancel');
  await second.page.sees(({ screen }) => screen.kind === 'CANCELLED');
  expect(await witness.tally(conf)).toEqual({ old: 4, fresh: 4, broken: 0, privateKeys: 2 });
  expect(refusedLogins(shims)).toEqual([]);
});

test('the first is killed in the middle: the second takes over the same upgrade, and nothing is issued twice', async () => {
  const { first, second, conf, shims } = await twoAgents();
  const [firstId, secondId] = [await scene.sessionId(first.page), await scene.sessionId(second.page)];
  await first.page.signIn(scene.stage.card.pin1);
  await first.page.agree();
  await first.page.sees(asksSignature);
  await killProgram(first.program);
  await answerPins(second.page, scene.stage.card, isDone);
  expect(await witness.tally(conf)).toEqual({ old: 4, fresh: 4, broken: 0, privateKeys: 2 });
  const [before, after] = [await scene.events(firstId), await scene.events(secondId)];
  expect([isGapless(before), isGapless(after)]).toEqual([true, true]);
  expect([count(before, 'CERTIFICATE_ISSUED'), count(after, 'CERTIFICATE_ISSUED')]).toEqual([2, 2]);
  expect(count(after, 'SESSION_CONTINUED')).toBe(1);
  expect(refusedLogins(shims)).toEqual([]);
});
