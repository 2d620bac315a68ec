import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, seen from dist/test/faults, or from test/faults when the tests run the source. */
const here = fileURLToPath(new URL('.', import.meta.url));
const project = join(here, here.includes(join('dist', 'test')) ? '../../..' : '../..');
const sourceFolder = join(project, 'test', 'faults', 'shim');

const flags = ['-std=c11', '-D_GNU_SOURCE', '-shared', '-fPIC', '-O1', '-fvisibility=hidden', '-Wall', '-Wextra', '-Werror'];

export class ShimError extends Error {}

/** @returns the compiled shim; compiled by the system's compiler when its source is newer. @throws ShimError with its words */
export function buildShim(): string {
  const sources = readdirSync(sourceFolder)
    .filter((name) => /\.[ch]$/.test(name))
    .toSorted()
    .map((name) => join(sourceFolder, name));
  const digest = createHash('sha256').update(flags.join(' '));
  for (const source of sources) digest.update(readFileSync(source));
  const folder = join(project, 'dist', 'faults');
  const library = join(folder, `pkcs11-shim-${digest.digest('hex').slice(0, 16)}.so`);
  if (existsSync(library)) return library;
  mkdirSync(folder, { recursive: true });
  // Under a name of its own first: another process may be building, or using, the same one.
  const unfinished = `${library}.${process.pid}`;
  const compiled = sources.filter((source) => source.endsWith('.c'));
  const { status, stderr, error } = spawnSync('cc', [...flags, '-o', unfinished, ...compiled, '-ldl'], { encoding: 'utf8' });
  if (error !== undefined) throw new ShimError('There is no C compiler. Install one, such as: sudo apt-get install gcc');
  if (status !== 0) throw new ShimError(`The shim does not compile:\n${stderr}`);
  renameSync(unfinished, library);
  return library;
}
