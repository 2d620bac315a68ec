/** `npm run demo`: the main job on this machine, with a person or (`--auto`) without one. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runAuto } from './auto.js';
import { readOptions, usage, UsageError, type DemoOptions } from './options.js';
import { ProgramError } from '../stage/programs.js';
import { Stage, type StageStaff } from '../stage/stage.js';
import { waitForPerson } from './with-person.js';

const say = (text: string) => process.stderr.write(`${text}\n`);

/** A place of this run's own, so that two demos never meet. Kept, with the logs, when something fails. */
const ownFolder = (): string => join(process.cwd(), 'data', `demo-${process.pid}`);

async function setStage(stage: Stage): Promise<StageStaff> {
  say('Making a test card …');
  await stage.makeCard();
  say('Starting the server (its first start makes the test CA) …');
  await stage.startServer();
  const staff = await stage.addStaff('demo', 'Demo Demosson');
  say('Starting the agent …');
  await stage.startAgent(['--json-status']);
  return staff;
}

async function run(options: DemoOptions): Promise<number> {
  const folder = ownFolder();
  const stage = new Stage(folder, options);
  await stage.choosePort();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const interrupted = new Promise<'interrupted'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve('interrupted'));
  });
  let code: number | undefined;
  try {
    const act = async () => {
      const staff = await setStage(stage);
      return options.auto ? runAuto(stage, staff, options) : waitForPerson(stage, staff, interrupted);
    };
    const outcome = await Promise.race([act(), interrupted]);
    if (outcome === 'interrupted') say('\nStopping …');
    code = outcome === 'interrupted' ? (options.auto ? 1 : 0) : outcome;
    return code;
  } finally {
    await stage.clear();
    if (code === 0) rmSync(folder, { recursive: true, force: true });
    else say(`Logs: ${folder}`);
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(usage);
  else process.exitCode = await run(options);
} catch (error) {
  if (error instanceof UsageError) {
    say(`kortlots: ${error.message}\n\n${usage}`);
    process.exitCode = 2;
  } else if (error instanceof ProgramError) {
    say(`kortlots: ${error.message}`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
