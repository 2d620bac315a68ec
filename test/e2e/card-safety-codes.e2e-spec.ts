import { jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Shim } from '../faults/shim.js';
import type { AgentPageState } from '../support/agent-page.js';
import { CardWitness } from '../support/card-witness.js';
import { answerPins, count, faultsOf, isGapless, Scene } from '../support/scene.js';
import { findSecrets } from '../support/secrets.js';

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

const isDone = ({ screen }: AgentPageState) => screen.kind === 'DONE';
const other = (code: string, by: number) => [...code].map((digit) => String((Number(digit) + by) % 10)).join('');

describe.each([
  ['SIGN_IN', 'pin1'],
  ['INSTALL_SIGNATURE', 'pin2'],
] as const)('three wrong PINs at %s', (step, which) => {
  test('the last try is confirmed, the locked PIN is unlocked with the PUK, and no code is in any file', async () => {
    const { card, cardFolder } = scene.stage;
    const { puk } = z.object({ puk: z.string() }).parse(JSON.parse(readFileSync(join(cardFolder, 'card.json'), 'utf8')));
    const { conf, dataFolder } = scene.newCard();
    const shim = new Shim({ folder: join(dataFolder, '..', 'shim'), maxPinTries: 3 });
    const { page } = await scene.run({ conf, dataFolder, modulePath: shim.modulePath, environment: shim.environment });
    const sessionId = await scene.sessionId(page);
    if (step === 'INSTALL_SIGNATURE') {
      await page.signIn(card.pin1);
      await page.agree();
    }
    const wrong = [1, 2, 3].map((by) => other(card[which], by));
    const asks = ({ screen }: AgentPageState) => screen.kind === 'PIN' && screen.step === step && screen.actions.length > 0;
    const loginsBefore = shim.calls().filter(({ functionName }) => functionName === 'C_Login').length;
    const triesSpent = () => shim.calls().filter(({ functionName }) => functionName === 'C_Login').length - loginsBefore;

    // Two wrong PINs, each asked for once.
    for (const pin of wrong.slice(0, 2)) {
      const { version } = await page.sees(asks);
      await page.tryTake(version, 'submit-pin', { pin });
      await page.sees((state) => state.version > version && asks(state));
    }
    expect(triesSpent()).toBe(2);

    // The last: the cardholder must say that they know it.
    const { screen, version } = await page.sees(asks);
    expect(screen.checkboxLabel).toEqual(expect.any(String));
    await expect(page.tryTake(version, 'submit-pin', { pin: wrong[2] ?? '' })).rejects.toThrow('422');
    expect(triesSpent()).toBe(2);
    await page.take('PIN', 'submit-pin', { pin: wrong[2] ?? '', checked: true });
    await page.sees((state) => state.screen.kind === 'FAULT' && state.screen.faultCode === 'PIN_LOCKED');
    expect(triesSpent()).toBe(3);

    // A wrong PUK is told from a right one, and the PIN is set anew.
    const chosen = other(card[which], 5);
    await page.take('FAULT', 'unlock');
    await page.take('UNLOCK', 'submit-codes', { codes: { current: other(puk, 1), new: chosen, repeat: chosen } });
    await page.sees((state) => state.screen.kind === 'UNLOCK' && state.screen.faultCode === 'PUK_WRONG');
    await page.take('UNLOCK', 'submit-codes', { codes: { current: puk, new: chosen, repeat: chosen } });
    const pins = { pin1: card.pin1, pin2: card.pin2, [which]: chosen };
    if (step === 'SIGN_IN') {
      await page.signIn(chosen);
      await page.agree();
    }
    await answerPins(page, pins, isDone);

    expect(await new CardWitness({ ...card, ...pins }, scene.stage.serverFolder).use((own) => own.tally(conf))).toEqual({
      old: 4,
      fresh: 4,
      broken: 0,
      privateKeys: 2,
    });
    const events = await scene.events(sessionId);
    expect(isGapless(events)).toBe(true);
    expect(count(events, 'PIN_UNLOCKED')).toBe(1);
    expect(faultsOf(events, 'PIN_LOCKED')).toEqual([1, 1]);
    expect(faultsOf(events, 'PUK_WRONG')).toEqual([1, 1]);
    const tries = events.filter(({ faultCode, kind }) => kind === 'FAULT_RAISED' && faultCode === 'PIN_WRONG');
    expect(tries.map(({ triesLeft }) => triesLeft)).toEqual([null, 1]);
    await scene.endAgents();
    const secrets = [card.pin1, card.pin2, puk, other(puk, 1), chosen, ...wrong];
    expect(findSecrets(scene.everythingWritten(), secrets)).toEqual([]);
  });
});
