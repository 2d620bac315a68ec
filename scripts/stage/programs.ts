import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The compiled programs: seen from dist/scripts/stage, or from scripts/stage when the tests run the source. */
const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, here.includes(join('dist', 'scripts')) ? '../..' : '../../dist');

export class ProgramError extends Error {}

export interface Program {
  readonly name: string;
  readonly process: ChildProcess;
  /** Resolves with the first line of standard output that matches; rejects when the program ends before. */
  line(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Resolves when the program has ended, with its exit code. */
  readonly ended: Promise<number | null>;
}

/** Starts one of the project's programs in a process of its own; everything it prints is kept in `logFile`. */
export function startProgram(
  name: string,
  entry: string,
  args: readonly string[],
  env: Record<string, string>,
  logFile: string,
): Program {
  const child = spawn(process.execPath, ['--enable-source-maps', join(dist, entry), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own group: Ctrl-C is ours to hand on, in the right order.
    detached: true,
  });
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  child.stderr.pipe(log, { end: false });
  const lines: string[] = [];
  const waiting = new Set<(line: string) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    log.write(`${line}\n`);
    lines.push(line);
    for (const listener of waiting) listener(line);
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  void ended.then(() => log.end());
  const line = (pattern: RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const look = (text: string) => {
        const match = pattern.exec(text);
        if (!match) return;
        waiting.delete(look);
        resolve(match);
      };
      waiting.add(look);
      lines.forEach(look);
      void ended.then((code) => reject(new ProgramError(`The ${name} ended (exit code ${code}). Its output: ${logFile}`)));
    });
  return { name, process: child, line, ended };
}

/** Runs one of the project's programs to its end. @throws ProgramError with what it said on standard error */
export async function runProgram(
  name: string,
  entry: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<string> {
  const child = spawn(process.execPath, ['--enable-source-maps', join(dist, entry), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new ProgramError(`${name} failed (exit code ${code}): ${errors.trim() || output.trim()}`);
  return output;
}

/** Asks a program to end and waits until it has; after ten seconds it is killed. */
export async function stopProgram(program: Program): Promise<void> {
  if (program.process.exitCode !== null || program.process.signalCode !== null) return;
  program.process.kill('SIGTERM');
  const killer = setTimeout(() => program.process.kill('SIGKILL'), 10_000);
  await program.ended;
  clearTimeout(killer);
}

/** Kills a program at once, as a crash or a power cut would, and waits until it is gone. */
export async function killProgram(program: Program): Promise<void> {
  program.process.kill('SIGKILL');
  await program.ended;
}

/** @returns the port when it is free on 127.0.0.1, any free one for null @throws ProgramError when it is taken */
export async function freePort(port: number | null): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', () => reject(new ProgramError(`Port ${port} is taken. Choose another: npm run demo -- --port N`)));
    probe.listen(port ?? 0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new ProgramError('The system gave no port. Try again.');
  return address.port;
}
