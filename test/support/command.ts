import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(fileURLToPath(new URL('.', import.meta.url)), '..', '..');

export interface CommandResult {
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, without a terminal; in the project's folder unless told otherwise. */
export function runCommand(command: string, args: readonly string[], env = process.env, cwd = root): Promise<CommandResult> {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (chunk: Buffer) => (output[name] += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...output }));
  });
}

/** One of the project's own commands, as `npm run NAME -- ARGS` runs it. */
export function runScript(name: string, args: readonly string[]): Promise<CommandResult> {
  const script = ['dev', 'setup', 'test'].includes(name) ? [`scripts/${name}.mjs`] : ['scripts/run.mjs', name];
  return runCommand(process.execPath, [...script, ...args]);
}
