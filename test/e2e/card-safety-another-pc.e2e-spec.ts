import { jest } from '@jest/globals';
import { killProgram } from '../../scripts/stage/programs.js';
import { FaultyLine, type Trap } from '../faults/faulty-line.js';
import type { AgentPageState } from '../support/agent-page.js';
import { CardWitness } from '../support/card-witness.js';
import { answerPins, count, isGapless, Scene, type RunningAgent } from '../support/scene.js';

jest.setTimeout(120_000);

const isDone = ({ screen }: AgentPageState) => screen.kind === 'DONE';

describe.each([
  ['REUSE', 2],
  ['GENERATE', 6],
] as const)('an upgrade that moves from PC to PC, keys: %s', (keyPolicy, privateKeys) => {
  let line: FaultyLine;
  let scene: Scene;
  let witness: CardWitness;
  beforeAll(async () => {
    line = new FaultyLine();
    const url = `http://127.0.0.1:${await line.listen()}`;
    scene = new Scene({ keyPolicy, environment: { PUBLIC_URL: url } });
    await scene.set({ url, leadTo: (port) => line.leadTo(port) });
    witness = new CardWitness(scene.stage.card, scene.stage.serverFolder);
  });
  afterAll(async () => {
    await witness.close();
    await scene.clear();
    await line.close();
  });

  /** Kills the agent at the instant of a request; resolves when it is gone. */
  async function killedAt(where: Omit<Trap, 'onReached'>, agent: RunningAgent): Promise<void> {
    await new Promise<void>((resolve) => line.reset({ ...where, onReached: resolve }));
    await killProgram(agent.program);
  }

  test('killed with a certificate issued and none installed, then with two installed and one confirmed: completes on a third', async () => {
    const { conf, dataFolder } = scene.newCard();
    const first = await scene.run({ conf, dataFolder: `${dataFolder}-1` });
    await first.page.sees(({ pairingCode }) => pairingCode !== null);
    const killed = killedAt({ operation: 'RequestCertificate', number: 1, phase: 'after' }, first);
    await first.page.signIn(scene.stage.card.pin1);
    await first.page.agree();
    await killed;
    expect(witness.issued().filter(({ certificate }) => certificate !== null).length).toBeGreaterThan(0);
    expect(await witness.tally(conf)).toMatchObject({ old: 4, fresh: 0, broken: 0 });

    const second = await scene.run({ conf, dataFolder: `${dataFolder}-2` });
    await second.page.sees(({ pairingCode }) => pairingCode !== null);
    const killedAgain = killedAt({ operation: 'ConfirmInstallation', number: 2, phase: 'before' }, second);
    await second.page.signIn(scene.stage.card.pin1);
    await killedAgain;
    expect(await witness.tally(conf)).toMatchObject({ old: 4, fresh: 2, broken: 0 });

    const third = await scene.run({ conf, dataFolder: `${dataFolder}-3` });
    await third.page.signIn(scene.stage.card.pin1);
    await answerPins(third.page, scene.stage.card, isDone);
    expect(third.page.history.some(({ screen }) => screen.kind === 'OFFER' || screen.kind === 'TERMS')).toBe(false);
    expect(
      witness
        .issued()
        .map(({ profile }) => profile)
        .toSorted(),
    ).toEqual(['HSA_AUTHENTICATION', 'HSA_SIGNATURE', 'PERSON_AUTHENTICATION', 'PERSON_SIGNATURE']);
    expect(await witness.tally(conf)).toEqual({ old: 4, fresh: 4, broken: 0, privateKeys });
    const sessions = witness.sessions();
    expect(sessions).toHaveLength(3);
    expect(new Set(sessions.map(({ upgradeId }) => upgradeId)).size).toBe(1);
    const told = await Promise.all(sessions.map(({ id }) => scene.events(id)));
    expect(told.map(isGapless)).toEqual([true, true, true]);
    expect(told.map((events) => count(events, 'SESSION_CONTINUED'))).toEqual([0, 1, 1]);
    expect(told.flat().filter(({ kind }) => kind === 'CERTIFICATE_ISSUED')).toHaveLength(4);
    expect(told.map((events) => count(events, 'SESSION_COMPLETED'))).toEqual([0, 0, 1]);
  });
});
