/** `npm test`: sets up what is missing, then every check, in the order in which they fail fastest. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import {
  ensureBuilt,
  ensureChromium,
  ensureJudges,
  ensurePackages,
  ensureSecondModule,
  ensureSoftHsm,
  requireNode,
  root,
} from './lib/prepare.mjs';
import { giveUp, say } from './lib/say.mjs';

const bin = (/** @type {string} */ path) => join(root, 'node_modules', path);
const jest = ['--experimental-vm-modules', '--no-warnings', bin('jest/bin/jest.js')];

/** @type {Record<string, { what: string, node: string[] }[]>} */
const stages = {
  gates: [
    { what: 'generated files are as their sources say', node: ['dist/scripts/generate/main.js', '--check'] },
    { what: 'licences and reasons of dependencies', node: ['scripts/check-dependencies.mjs'] },
  ],
  lint: [{ what: 'lint', node: [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] }],
  types: [
    { what: 'types of server, agent, tests', node: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'] },
    { what: 'types of the pages', node: [bin('vue-tsc/bin/vue-tsc.js'), '--noEmit', '-p', 'tsconfig.web.json'] },
  ],
  unit: [{ what: 'unit tests', node: [...jest, '--selectProjects', 'unit', 'web'] }],
  e2e: [{ what: 'end-to-end tests', node: [...jest, '--selectProjects', 'e2e', '--runInBand', '--testTimeout=120000'] }],
  browser: [{ what: 'browser tests', node: [bin('@playwright/test/cli.js'), 'test'] }],
};

const usage = `Usage: npm test [-- STAGE …]

Runs every check. STAGE limits it to: ${Object.keys(stages).join(', ')}.`;

function readStages() {
  try {
    const { values, positionals } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
    if (values.help) {
      say(usage);
      process.exit(0);
    }
    const unknown = positionals.find((name) => !(name in stages));
    if (unknown) giveUp(`Unknown stage "${unknown}".`, usage, 2);
    return positionals.length > 0 ? positionals : Object.keys(stages);
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : String(error), usage, 2);
  }
}

const chosen = readStages();
requireNode();
ensurePackages();
if (chosen.some((stage) => ['unit', 'e2e', 'browser'].includes(stage))) {
  ensureSoftHsm();
  ensureSecondModule();
  ensureJudges();
}
if (chosen.includes('browser')) ensureChromium();
ensureBuilt();

const failed = [];
for (const stage of chosen) {
  for (const { what, node } of stages[stage] ?? []) {
    say(`\n── ${what}`);
    const started = Date.now();
    const { status } = spawnSync(process.execPath, node, { cwd: root, stdio: 'inherit' });
    say(`── ${what}: ${status === 0 ? 'passed' : 'FAILED'} (${Math.round((Date.now() - started) / 1000)} s)`);
    if (status !== 0) failed.push(what);
  }
}
if (failed.length > 0) giveUp(`Failed: ${failed.join('; ')}.`, 'See above.');
say('\nAll checks passed.');
