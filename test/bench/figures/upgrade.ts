import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DemoCardholder } from '../../../scripts/stage/cardholder.js';
import { stopProgram } from '../../../scripts/stage/programs.js';
import { Stage } from '../../../scripts/stage/stage.js';
import type { Figure } from '../figure.js';
import { withFolder } from '../process.js';
import { median, round } from '../statistics.js';

/** The server's first upgrades, whose code is not compiled yet; every upgrade has an agent of its own, as in real life. */
const WARM_UP_UPGRADES = 3;

const status = z.object({ millisecondsTotal: z.number(), millisecondsInCard: z.number() });
type Times = z.infer<typeof status>;
const directory = z.array(z.unknown());

/** Whole upgrades of cards in SoftHSM, by real processes, one after the other on one server. */
export async function measureUpgrade(upgrades: number, keyPolicy: 'REUSE' | 'GENERATE'): Promise<Figure> {
  const all = await withFolder((folder) => upgradeCards(folder, WARM_UP_UPGRADES + upgrades, keyPolicy));
  const times = all.slice(WARM_UP_UPGRADES);
  return {
    name: keyPolicy === 'REUSE' ? 'upgrade' : 'upgrade-new-keys',
    meaning: `time of the whole upgrade, ${describe[keyPolicy]}, ÷ time spent inside PKCS#11 calls, SoftHSM`,
    ratio: round(median(times.map(({ millisecondsTotal, millisecondsInCard }) => millisecondsTotal / millisecondsInCard))),
    aim: { below: 1.5 },
    measured: {
      upgrades,
      medianMillisecondsTotal: round(median(times.map(({ millisecondsTotal }) => millisecondsTotal)), 0),
      medianMillisecondsInCard: round(median(times.map(({ millisecondsInCard }) => millisecondsInCard)), 0),
    },
  };
}

const describe = { REUSE: "with the card's keys", GENERATE: 'with new keys' } as const;

async function upgradeCards(folder: string, count: number, keyPolicy: 'REUSE' | 'GENERATE'): Promise<Times[]> {
  const cards = Array.from({ length: count }, (_, index) => new Stage(join(folder, `card-${index}`), { port: null, keyPolicy }));
  for (const card of cards) await card.makeCard();
  const server = new Stage(folder, { port: null, keyPolicy, card: false, environment: knownCards(folder, cards) });
  const times: Times[] = [];
  try {
    await server.choosePort();
    await server.startServer();
    for (const card of cards) {
      card.url = server.url;
      times.push(await upgradeOne(card));
    }
    return times;
  } finally {
    await server.clear();
  }
}

/** The server trusts and knows every card. */
function knownCards(folder: string, cards: readonly Stage[]): Record<string, string> {
  const holders = cards.flatMap(({ cardFolder }) =>
    directory.parse(JSON.parse(readFileSync(join(cardFolder, 'holder-directory.json'), 'utf8'))),
  );
  const file = join(folder, 'holder-directory.json');
  writeFileSync(file, JSON.stringify(holders));
  const anchors = cards.map(({ cardFolder }) => join(cardFolder, 'old-ca', 'root.pem'));
  return { TRUST_ANCHORS: anchors.join(','), HOLDER_DIRECTORY: file };
}

async function upgradeOne(stage: Stage): Promise<Times> {
  try {
    await stage.startAgent(['--json-status']);
    await new DemoCardholder(stage.guideUrl).upgrade(stage.card);
    const line = await stage.agent?.line(/^\{.*"millisecondsInCard".*\}$/);
    return status.parse(JSON.parse(line?.[0] ?? 'null'));
  } finally {
    if (stage.agent) await stopProgram(stage.agent);
  }
}
