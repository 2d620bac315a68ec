/** `npm run faults`: whole upgrades that fail at each call, judged from outside. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProgramError } from '../../scripts/stage/programs.js';
import { ShimError } from './build-shim.js';
import { Lab } from './lab.js';
import { readOptions, usage, UsageError, type LabOptions } from './options.js';
import { numberOf } from './points.js';
import { Progress } from './progress.js';
import { SurveyError } from './survey.js';
import { ResumeError, TriedPoints } from './tried-points.js';

const say = (text: string) => process.stderr.write(`${text}\n`);
const kept = join(process.cwd(), 'data', 'faults');

interface Outcome {
  readonly tried: TriedPoints;
  readonly total: number;
  readonly left: number;
}

async function run(options: LabOptions, isStopped: () => boolean): Promise<Outcome> {
  const tried = TriedPoints.open(options.resume, options.seed);
  const folder = mkdtempSync(join(tmpdir(), 'kf-'));
  const lab = new Lab(folder, kept, options);
  try {
    say('Setting up, and running an upgrade of each policy to see how many calls it makes …');
    const points = await lab.points();
    const left = points.filter((point) => !tried.has(numberOf(point)));
    say(`${points.length} points, ${points.length - left.length} of them tried before.`);
    const progress = new Progress(tried, left.length);
    const until = options.minutes === null ? Infinity : performance.now() + options.minutes * 60_000;
    let done = 0;
    await lab.tryAll(
      left,
      () => !isStopped() && performance.now() < until,
      (one) => {
        tried.note(one);
        done += 1;
        if (one.failure !== null) progress.say(`FAILED ${one.failure.name}\n  ${one.failure.problems.join('\n  ')}`);
        progress.show(done);
      },
    );
    progress.end();
    return { tried, total: points.length, left: left.length - done };
  } finally {
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function print({ tried, total, left }: Outcome, options: LabOptions): void {
  const { failures, survived, unreached, reached } = tried;
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify({ points: reached, survived, unreached, left, total, seed: options.seed, failures })}\n`,
    );
    return;
  }
  process.stdout.write(`${reached} points tried, ${survived} survived, ${failures.length} failed (seed ${options.seed}).\n`);
  if (unreached > 0) process.stdout.write(`${unreached} more were not reached: the upgrade took another way.\n`);
  if (left > 0) process.stdout.write(`${left} of ${total} are left: --minutes sets the bound, --resume FILE goes on.\n`);
  for (const { name, problems, repeat } of failures) process.stdout.write(`\n${name}\n  ${problems.join('\n  ')}\n  ${repeat}\n`);
  if (failures.length > 0) process.stdout.write(`\nWhat they left: ${kept}\n`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(usage);
  else {
    let isStopped = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (!isStopped) say('\nEnding after the points that are under way …');
        isStopped = true;
      });
    }
    const outcome = await run(options, () => isStopped);
    print(outcome, options);
    process.exitCode = outcome.tried.failures.length > 0 || isStopped ? 1 : 0;
  }
} catch (error) {
  const isUsage = error instanceof UsageError || error instanceof ResumeError;
  if (!isUsage && !(error instanceof ProgramError) && !(error instanceof ShimError) && !(error instanceof SurveyError))
    throw error;
  say(`kortlots: ${error.message}${error instanceof UsageError ? ' See --help.' : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}
