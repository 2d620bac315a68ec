/**
 * Gate: every installed package has a licence that EUPL-1.2 software may ship with or be built by, every direct
 * dependency has its reason in docs/dependencies.md, and the lock file holds no download address.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/prepare.mjs';
import { giveUp, say } from './lib/say.mjs';

/** Permissive licences, weak copyleft (MPL), and those for fonts and data. */
const allowed = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
  'MPL-2.0',
  'OFL-1.1',
  'CC-BY-4.0',
  'WTFPL',
  'Zlib',
  'EUPL-1.2',
  'PostgreSQL',
  'CC-BY-3.0',
]);

/** Packages whose package.json names no licence, with what their own licence file says. */
/** @type {Record<string, string>} */
const stated = {};

/** @param {string} expression SPDX expression: any choice of an OR, every part of an AND */
function isAllowed(expression) {
  const choices = expression.replace(/[()]/g, '').split(/\s+OR\s+/i);
  return choices.some((choice) => choice.split(/\s+AND\s+/i).every((licence) => allowed.has(licence.trim())));
}

/** @param {string} path @returns {any} */
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

const problems = [];
const lock = json(join(root, 'package-lock.json'));
let counted = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '' || !existsSync(join(root, path, 'package.json'))) continue;
  counted += 1;
  const manifest = json(join(root, path, 'package.json'));
  const written =
    typeof manifest.license === 'string' ? manifest.license : (manifest.license?.type ?? manifest.licenses?.[0]?.type);
  const licence = stated[manifest.name] ?? written;
  if (!licence)
    problems.push(`${path}: no licence named. Remove it, or state what its licence file says in scripts/check-dependencies.mjs.`);
  else if (!isAllowed(licence)) problems.push(`${path}: licence ${licence} is not among those allowed. Choose another package.`);
  if (/** @type {any} */ (entry).resolved)
    problems.push(`${path}: package-lock.json holds a download address. Install with the project's .npmrc.`);
}

const reasons = readFileSync(join(root, 'docs', 'dependencies.md'), 'utf8');
const manifest = json(join(root, 'package.json'));
for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
  if (!reasons.includes(`\`${name}\``))
    problems.push(`docs/dependencies.md gives no reason for ${name}. Add one line, or remove the package.`);
}

if (problems.length > 0) giveUp(`${problems.length} problem(s) with dependencies:\n  ${problems.join('\n  ')}\n`, '');
say(`${counted} packages: licences allowed, reasons given.`);
