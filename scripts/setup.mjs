/** `npm run setup`: everything a developer needs, without running anything. */
import { parseArgs } from 'node:util';
import {
  ensureBuilt,
  ensureChromium,
  ensureJudges,
  ensurePackages,
  ensureSecondModule,
  ensureSoftHsm,
  requireNode,
} from './lib/prepare.mjs';
import { giveUp, say } from './lib/say.mjs';

const usage = `Usage: npm run setup

Installs what is missing and builds everything: npm packages, a compiler, SoftHSM 2, and what the tests need.`;

function askedForHelp() {
  try {
    return parseArgs({ options: { help: { type: 'boolean', short: 'h' } } }).values.help;
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : String(error), usage, 2);
  }
}

if (askedForHelp()) {
  say(usage);
  process.exit(0);
}
requireNode();
ensurePackages();
ensureSoftHsm();
ensureSecondModule();
ensureJudges();
ensureChromium();
ensureBuilt();
say('Ready. npm run demo shows the main job; npm test runs every check.');
