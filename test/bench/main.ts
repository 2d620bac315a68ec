/** `npm run bench`: ratios against references measured in the same run. */
import { cpus } from 'node:os';
import { meets, type Figure } from './figure.js';
import { measureDelay } from './figures/delay.js';
import { measureDeliveries } from './figures/deliveries.js';
import { measureUpgrade } from './figures/upgrade.js';
import { readOptions, usage, UsageError, type BenchOptions } from './options.js';

const say = (text: string) => process.stderr.write(`${text}\n`);

async function measure({ quick }: BenchOptions): Promise<Figure[]> {
  say('Whole upgrades …');
  const upgrade = await measureUpgrade(quick ? 1 : 5, 'REUSE');
  const upgradeWithNewKeys = await measureUpgrade(quick ? 1 : 5, 'GENERATE');
  say('Event to staff, 500 agents, 50 boards …');
  const delay = await measureDelay({ agents: 500, boards: 50, eventsPerSecond: 100, seconds: quick ? 3 : 20 });
  say('Deliveries per CPU-second, 200 boards …');
  const deliveries = await measureDeliveries({ boards: 200, eventsPerSecond: 50, seconds: quick ? 3 : 20 });
  return [upgrade, upgradeWithNewKeys, delay, ...deliveries];
}

function print(figures: readonly Figure[]): void {
  for (const figure of figures) {
    const aim = 'below' in figure.aim ? `below ${figure.aim.below}` : `above ${figure.aim.above}`;
    process.stdout.write(
      `${String(figure.ratio).padStart(8)}  (aim: ${aim}, ${meets(figure) ? 'met' : 'NOT MET'})  ${figure.meaning}\n`,
    );
    process.stdout.write(
      `          ${Object.entries(figure.measured)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ')}\n`,
    );
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(usage);
  } else {
    const figures = await measure(options);
    const machine = { node: process.version, processors: cpus().length, model: cpus()[0]?.model ?? 'unknown' };
    if (options.json)
      process.stdout.write(
        `${JSON.stringify({ machine, figures: figures.map((figure) => ({ ...figure, met: meets(figure) })) })}\n`,
      );
    else print(figures);
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  say(`kortlots: ${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
