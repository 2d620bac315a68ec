/** `npm start`, `npm run agent|card|staff|demo|bench|faults|screenshots|generate`: sets up what is missing, then runs the program. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureChromium, ensurePackages, ensureSoftHsm, requireNode, root } from './lib/prepare.mjs';
import { giveUp } from './lib/say.mjs';

/** @type {Record<string, { entry: string, softHsm?: boolean, chromium?: boolean }>} */
const programs = {
  start: { entry: 'server/main.js' },
  agent: { entry: 'agent/main.js' },
  staff: { entry: 'server/staff/cli.js' },
  card: { entry: 'agent/card-tool/main.js', softHsm: true },
  demo: { entry: 'scripts/demo/main.js', softHsm: true },
  bench: { entry: 'test/bench/main.js', softHsm: true },
  faults: { entry: 'test/faults/main.js', softHsm: true },
  screenshots: { entry: 'test/screenshots/main.js', softHsm: true, chromium: true },
  generate: { entry: 'scripts/generate/main.js' },
};

const [name = '', ...args] = process.argv.slice(2);
const program = programs[name];
if (!program) giveUp(`Unknown command "${name}".`, `Commands: ${Object.keys(programs).join(', ')}.`, 2);

requireNode();
ensurePackages();
if (program.softHsm && !args.includes('--help')) ensureSoftHsm();
if (program.chromium && !args.includes('--help')) ensureChromium();
ensureBuilt();
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));

const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'dist', program.entry), ...args], { stdio: 'inherit' });
// Ctrl-C in a terminal reaches the whole group by itself; what is sent to this process alone is passed on.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
