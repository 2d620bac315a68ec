/**
 * Sets up what is missing before a command runs: Node version, npm packages, system packages, build.
 * Uses Node alone, as it runs before anything is installed. What is there already is left alone.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { giveUp, say } from './say.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const inRoot = (/** @type {string[]} */ ...parts) => join(root, ...parts);

/** @param {string} command @param {string[]} args @param {import('node:child_process').SpawnSyncOptions} [options] */
function run(command, args, options = {}) {
  // Standard output of the tools goes to standard error: it is chatter here.
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
}

/** Node 20.19 is the first that loads every dependency (require of ES modules). */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    giveUp(`Node ${process.versions.node} is too old.`, 'Install Node 24 (20.19 is the oldest that works): https://nodejs.org');
  }
}

/** @param {string} path */
function digestOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** Installs the npm packages when the lock file changed since the last time. */
export function ensurePackages() {
  const stamp = inRoot('node_modules', '.kortlots-installed');
  const wanted = `${digestOf(inRoot('package-lock.json'))} ${process.versions.modules}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  ensureCompiler();
  say('Installing npm packages (a minute or two the first time; two of them compile) …');
  // `npm install`, not `npm ci`: the lock file may lack optional packages of other platforms.
  const result = run('npm', ['install', '--no-save', '--loglevel=error', '--no-progress'], {
    shell: process.platform === 'win32',
  });
  if (result.status !== 0)
    giveUp('npm install failed.', 'Read the lines above; the log is named there. Then run the command again.');
  writeFileSync(stamp, wanted);
}

function ensureCompiler() {
  if (process.platform !== 'linux') return;
  const missing = ['g++', 'make', 'python3'].filter((tool) => !onPath(tool));
  if (missing.length > 0) installSystemPackages(missing, 'better-sqlite3 and pkcs11js are compiled on this machine');
}

/** @param {string} tool */
function onPath(tool) {
  return (process.env['PATH'] ?? '').split(':').some((folder) => folder !== '' && existsSync(join(folder, tool)));
}

/** @param {string[]} packages @param {string} reason */
function installSystemPackages(packages, reason) {
  const apt = ['apt-get', 'install', '--yes', '--no-install-recommends', ...packages];
  const command = `sudo ${apt.join(' ')}`;
  if (!onPath('apt-get')) {
    giveUp(`Missing: ${packages.join(', ')} (${reason}).`, "Install them with your system's package manager.");
  }
  const asRoot = process.getuid?.() === 0;
  const withSudo = !asRoot && onPath('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (!asRoot && !withSudo) giveUp(`Missing: ${packages.join(', ')} (${reason}).`, `Run: ${command}`);
  say(`Installing ${packages.join(', ')} with apt-get (${reason}) …`);
  const prefix = asRoot ? [] : ['sudo', '-n'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const attempt = () => run(prefix[0] ?? apt[0] ?? '', [...prefix.slice(1), ...(asRoot ? apt.slice(1) : apt)], { env });
  if (attempt().status === 0) return;
  run(asRoot ? 'apt-get' : 'sudo', asRoot ? ['update'] : ['-n', 'apt-get', 'update'], { env });
  if (attempt().status !== 0) giveUp(`Could not install ${packages.join(', ')}.`, `Run: ${command}`);
}

/** Where distributions put SoftHSM 2, the PKCS#11 module that holds test cards. */
const softHsmPlaces = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
];

export function ensureSoftHsm() {
  if (softHsmPlaces.some((path) => existsSync(path))) return;
  installSystemPackages(['softhsm2'], 'the test card lives in SoftHSM 2');
}

/** NSS softokn, the second PKCS#11 module in the tests, so that nothing fits SoftHSM alone. Debian installs it with Chromium. */
const softoknPlaces = [
  '/usr/lib/x86_64-linux-gnu/libsoftokn3.so',
  '/usr/lib/x86_64-linux-gnu/nss/libsoftokn3.so',
  '/usr/lib/aarch64-linux-gnu/libsoftokn3.so',
  '/usr/lib/aarch64-linux-gnu/nss/libsoftokn3.so',
  '/usr/lib64/libsoftokn3.so',
];

export function ensureSecondModule() {
  if (softoknPlaces.some((path) => existsSync(path))) return;
  installSystemPackages(['libnss3'], 'the tests run on NSS as a second PKCS#11 module');
}

/** OpenSSL and GnuTLS judge the certificates as independent programs in the tests. */
export function ensureJudges() {
  const wanted = [
    ['openssl', 'openssl'],
    ['certtool', 'gnutls-bin'],
  ]
    .filter(([tool = '']) => !onPath(tool))
    .map(([, name = '']) => name);
  if (wanted.length > 0) installSystemPackages(wanted, 'the tests let OpenSSL and GnuTLS judge the certificates');
}

export function ensureChromium() {
  if (onPath('chromium') || onPath('google-chrome') || onPath('chromium-browser')) return;
  installSystemPackages(['chromium'], 'the browser tests run in Chromium');
}

/** @param {string} path @returns {number} newest change below `path`, milliseconds since the epoch */
function newestBelow(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path)
    .filter((name) => name !== 'node_modules')
    .reduce((newest, name) => Math.max(newest, newestBelow(join(path, name))), stat.mtimeMs);
}

const shared = ['package-lock.json'];
const swc = [
  'swc',
  'server',
  'agent',
  'scripts',
  'test',
  'ormconfig.ts',
  '-d',
  'dist',
  '--quiet',
  '--extensions',
  '.ts',
  '--ignore',
  '**/*.spec.ts,**/*.e2e-spec.ts,**/*.browser-spec.ts,agent/guide/page/**',
];
const parts = [
  {
    name: 'server and agent',
    output: 'dist/.programs',
    sources: ['server', 'agent', 'scripts', 'test', 'ormconfig.ts', '.swcrc', ...shared],
    command: swc,
  },
  {
    name: 'console',
    output: 'dist/.console',
    sources: ['console', 'vite.console.config.ts', ...shared],
    command: ['vite', 'build', '--config', 'vite.console.config.ts', '--logLevel', 'warn'],
  },
  {
    name: "the cardholder's page",
    output: 'dist/.guide',
    sources: ['agent/guide', 'vite.guide.config.ts', ...shared],
    command: ['vite', 'build', '--config', 'vite.guide.config.ts', '--logLevel', 'warn'],
  },
];

/** Builds each part whose sources are newer than its last build. */
export function ensureBuilt() {
  for (const { name, output, sources, command } of parts) {
    const newest = Math.max(...sources.map((source) => newestBelow(inRoot(source))));
    const stamp = inRoot(output);
    if (existsSync(stamp) && Number(readFileSync(stamp, 'utf8')) >= newest) continue;
    say(`Building ${name} …`);
    rmSync(stamp, { force: true });
    if (run(process.execPath, withNode(command)).status !== 0) {
      giveUp(`Building ${name} failed.`, 'Read the lines above.');
    }
    writeFileSync(stamp, String(newest));
  }
}

/** @param {readonly string[]} command arguments for Node that run a tool from node_modules */
const withNode = ([tool = '', ...args]) => [inRoot('node_modules', ...(binaries[tool] ?? [])), ...args];

/** @type {Record<string, string[]>} */
const binaries = { swc: ['@swc', 'cli', 'bin', 'swc.js'], vite: ['vite', 'bin', 'vite.js'] };

/** Arguments for Node that compile server, agent and scripts. */
export const buildCommand = withNode(swc);

/** Compiles server, agent and scripts, whether they changed or not. */
export function compilePrograms() {
  if (run(process.execPath, buildCommand).status !== 0) giveUp('Compiling failed.', 'Read the lines above.');
}
