/** `npm run setup`: everything a developer needs, without running anything. */
import { ensureBuilt, ensureChromium, ensureJudges, ensurePackages, ensureSoftHsm, requireNode } from './lib/prepare.mjs';
import { say } from './lib/say.mjs';

requireNode();
ensurePackages();
ensureSoftHsm();
ensureJudges();
ensureChromium();
ensureBuilt();
say('Ready. npm run demo shows the main job; npm test runs every check.');
