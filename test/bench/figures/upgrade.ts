import { z } from 'zod';
import { DemoCardholder } from '../../../scripts/stage/cardholder.js';
import { Stage } from '../../../scripts/stage/stage.js';
import type { Figure } from '../figure.js';
import { median, round } from '../statistics.js';
import { withFolder } from '../process.js';

const status = z.object({ millisecondsTotal: z.number(), millisecondsInCard: z.number() });

/** Whole upgrades of real cards in SoftHSM, by real processes. */
export async function measureUpgrade(runs: number): Promise<Figure> {
  const totals: number[] = [];
  const inCard: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const time = await withFolder(upgradeOnce);
    totals.push(time.millisecondsTotal);
    inCard.push(time.millisecondsInCard);
  }
  return {
    name: 'upgrade',
    meaning: 'time of the whole upgrade ÷ time spent inside PKCS#11 calls, SoftHSM',
    ratio: round(median(totals.map((total, index) => total / (inCard[index] ?? Number.NaN)))),
    aim: { below: 1.5 },
    measured: {
      upgrades: runs,
      medianMillisecondsTotal: round(median(totals), 0),
      medianMillisecondsInCard: round(median(inCard), 0),
    },
  };
}

async function upgradeOnce(folder: string): Promise<z.infer<typeof status>> {
  const stage = new Stage(folder, { port: null, keyPolicy: 'REUSE' });
  try {
    await stage.choosePort();
    await stage.makeCard();
    await stage.startServer();
    await stage.startAgent(['--json-status']);
    await new DemoCardholder(stage.guideUrl).upgrade(stage.card);
    const line = await stage.agent?.line(/^\{.*"millisecondsInCard".*\}$/);
    return status.parse(JSON.parse(line?.[0] ?? 'null'));
  } finally {
    await stage.clear();
  }
}
