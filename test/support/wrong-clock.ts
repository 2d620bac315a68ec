import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './command.js';

/** @returns the environment in which a program, and everything that it starts, sees a clock that is wrong by so many seconds */
export function wrongClock(seconds: number): Record<string, string> {
  return { LD_PRELOAD: buildLibrary(), KORTLOTS_CLOCK_SHIFT: String(seconds) };
}

const source = join(root, 'test', 'support', 'wrong-clock', 'wrong-clock.c');
const flags = ['-std=c11', '-D_GNU_SOURCE', '-shared', '-fPIC', '-O1', '-Wall', '-Wextra', '-Werror'];

/** Built by the system's compiler, as the shim is, when its source is new. */
function buildLibrary(): string {
  const folder = join(root, 'dist', 'faults');
  const digest = createHash('sha256').update(flags.join(' ')).update(readFileSync(source)).digest('hex');
  const library = join(folder, `wrong-clock-${digest.slice(0, 16)}.so`);
  if (existsSync(library)) return library;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${library}.${process.pid}`;
  const { status, stderr, error } = spawnSync('cc', [...flags, '-o', unfinished, source, '-ldl'], { encoding: 'utf8' });
  if (error !== undefined) throw new Error('There is no C compiler. Install one, such as: sudo apt-get install gcc');
  if (status !== 0) throw new Error(`The wrong clock does not compile:\n${stderr}`);
  renameSync(unfinished, library);
  return library;
}
