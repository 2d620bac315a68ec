/** `npm run dev`: server, console and agent in watch mode, with a test card of their own below data/dev. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildCommand, ensureBuilt, ensurePackages, ensureSoftHsm, requireNode, root } from './lib/prepare.mjs';
import { giveUp, say } from './lib/say.mjs';

const usage = `Usage: npm run dev [-- --port N]

Server (127.0.0.1:4000), console with hot reload (127.0.0.1:5173) and agent (local page on 127.0.0.1:4010),
each restarted when its sources change. Data, test card and accounts: data/dev.

  --port N    the server's port (default 4000)
  --help      this text`;

function readPort() {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string', default: '4000' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) {
      say(usage);
      process.exit(0);
    }
    if (!/^\d{2,5}$/.test(values.port)) giveUp(`--port ${values.port}: give a port number.`, usage, 2);
    return values.port;
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : String(error), usage, 2);
  }
}

const port = readPort();
requireNode();
ensurePackages();
ensureSoftHsm();
ensureBuilt();

const data = join(root, 'data', 'dev');
const card = join(data, 'card');
mkdirSync(data, { recursive: true, mode: 0o700 });
const env = {
  ...process.env,
  PORT: port,
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  DATA_DIR: join(data, 'server'),
  TRUST_ANCHORS: join(card, 'old-ca', 'root.pem'),
  HOLDER_DIRECTORY: join(card, 'holder-directory.json'),
  KORTLOTS_SERVER: `http://127.0.0.1:${port}`,
  KORTLOTS_AGENT_DATA: join(data, 'agent'),
  SOFTHSM2_CONF: join(card, 'softhsm2.conf'),
};
if (!existsSync(card))
  spawnSync(process.execPath, [join(root, 'dist/agent/card-tool/main.js'), 'new', '--dir', card], { stdio: 'inherit', env });
say('Staff accounts: DATA_DIR=data/dev/server npm run staff -- add …   Test card: data/dev/card/card.json');

const vite = join(root, 'node_modules/vite/bin/vite.js');
const watched = [
  ['compiler', ...buildCommand, '--watch'],
  ['server', '--watch', '--enable-source-maps', join(root, 'dist/server/main.js')],
  ['agent', '--watch', '--enable-source-maps', join(root, 'dist/agent/main.js'), '--guide-port', '4010'],
  ['console', vite, '--config', 'vite.console.config.ts', '--host', '127.0.0.1'],
  ['guide', vite, 'build', '--watch', '--config', 'vite.guide.config.ts'],
];
const children = watched.map(([name = '', ...args]) => {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (/** @type {Buffer} */ chunk) =>
      process.stdout.write(chunk.toString().replace(/^(?=.)/gm, `${name.padEnd(9)}│ `)),
    );
  }
  child.on('exit', (code) => say(`${name} ended (${code}).`));
  return child;
});
process.on('SIGINT', () => children.forEach((child) => child.kill('SIGINT')));
process.on('SIGTERM', () => children.forEach((child) => child.kill('SIGTERM')));
