import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root, runCommand, type CommandResult } from './command.js';

/** A copy of the sources in a folder of its own, to be broken on purpose. Shares node_modules with the original. */
export class TreeCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'kortlots-tree-'));

  constructor() {
    const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
      cwd: root,
      encoding: 'utf8',
    });
    if (listed.status !== 0) throw new Error(`git ls-files: ${listed.stderr}`);
    for (const file of listed.stdout.split('\0').filter((name) => name !== '')) {
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      cpSync(join(root, file), join(this.folder, file));
    }
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'), 'dir');
  }

  /** Changes a file. @throws Error when `from` is not in it: then nothing would be broken, and the check would prove nothing */
  replace(file: string, from: string | RegExp, to: string): void {
    const before = readFileSync(join(this.folder, file), 'utf8');
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${file} does not hold ${String(from)}`);
    writeFileSync(join(this.folder, file), after);
  }

  append(file: string, text: string): void {
    writeFileSync(join(this.folder, file), readFileSync(join(this.folder, file), 'utf8') + text);
  }

  /** Makes a file as it is in the original again. */
  restore(file: string): void {
    cpSync(join(root, file), join(this.folder, file));
  }

  /** Runs Node in the copy. */
  node(...args: string[]): Promise<CommandResult> {
    return runCommand(process.execPath, args, process.env, this.folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
