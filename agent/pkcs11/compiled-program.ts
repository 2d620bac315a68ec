import { existsSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The path of a compiled program of the agent that is to run in a process of its own. It lies beside the file that asks;
 * asked from the source, as tests do, it is in dist/.
 * @param folderUrl URL of the asking file (import.meta.url).
 */
export function compiledProgram(name: string, folderUrl: string): string {
  const beside = fileURLToPath(new URL(`./${name}`, folderUrl));
  if (existsSync(beside)) return beside;
  const root = fileURLToPath(new URL('../../', import.meta.url));
  return [root.replace(/[\\/]$/, ''), 'dist', relative(root, beside)].join(sep);
}
