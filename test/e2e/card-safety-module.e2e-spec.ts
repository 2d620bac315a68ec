import { jest } from '@jest/globals';
import { join } from 'node:path';
import { screenTexts } from '../../agent/guide/texts/index.js';
import { Shim, type PlannedFault } from '../faults/shim.js';
import type { AgentPageState } from '../support/agent-page.js';
import { CardWitness } from '../support/card-witness.js';
import { answerPins, count, faultsOf, isGapless, Scene } from '../support/scene.js';

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
const pinScreens = (history: readonly AgentPageState[], step: string) =>
  history.filter(
    ({ screen }, index) => screen.kind === 'PIN' && screen.step === step && history[index - 1]?.screen.kind !== 'PIN',
  );

describe.each([
  ['hangs', 'hang', 'MODULE_TIMED_OUT'],
  ['crashes', 'crash', 'MODULE_CRASHED'],
] as const)('a module that %s', (_, does, faultCode) => {
  const places: readonly [string, Pick<PlannedFault, 'at' | 'phase'>, string][] = [
    ['before the first certificate is written', { at: 'C_CreateObject:1', phase: 'before' }, 'INSTALL_AUTHENTICATION'],
    ['when the third certificate is on the card', { at: 'C_CreateObject:3', phase: 'after' }, 'INSTALL_SIGNATURE'],
  ];

  test.each(places)(
    '%s: said on the page, started anew, asks for the PIN again, and the upgrade completes',
    async (__, place, step) => {
      const { conf, dataFolder } = scene.newCard();
      const shim = new Shim({ folder: join(dataFolder, '..', 'shim') });
      shim.plan({ ...place, does });
      const environment = { ...shim.environment, KORTLOTS_CARD_DEADLINE: '2' };
      const { page } = await scene.run({ conf, dataFolder, modulePath: shim.modulePath, environment });
      const sessionId = await scene.sessionId(page);
      await page.signIn(scene.stage.card.pin1);
      await page.agree();
      await answerPins(page, scene.stage.card, isDone);
      const { title } = screenTexts.SV.workingOn.RESTARTING_MODULE;
      expect(page.history.some(({ screen }) => screen.kind === 'WORKING' && screen.title === title)).toBe(true);
      expect(pinScreens(page.history, step)).toHaveLength(step === 'INSTALL_SIGNATURE' ? 2 : 1);
      expect(page.history.filter(({ screen }) => screen.kind === 'FAULT')).toEqual([]);
      expect(await witness.tally(conf)).toEqual({ old: 4, fresh: 4, broken: 0, privateKeys: 2 });
      const events = await scene.events(sessionId);
      expect(isGapless(events)).toBe(true);
      expect(count(events, 'MODULE_RESTARTED')).toBe(1);
      expect(faultsOf(events, faultCode)).toEqual([1, 1]);
      expect(count(events, 'CERTIFICATE_ISSUED')).toBe(4);
      expect(shim.calls().filter(({ functionName, returnValue }) => functionName === 'C_Login' && returnValue !== 0)).toEqual([]);
    },
  );
});
