import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** Linux reports CPU time in ticks of 10 ms (sysconf(_SC_CLK_TCK) is 100 on every current platform). */
const ticksPerSecond = 100;

/** @returns CPU seconds, user and system, that a process has used so far (proc(5), fields 14 and 15) */
export function cpuSeconds(processId: number): number {
  const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

export interface Reference {
  readonly process: ChildProcess;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a reference server that prints {"port":N} once it listens. */
export async function startReference(script: URL, databaseFile: string): Promise<Reference> {
  const child = spawn(process.execPath, [script.pathname, databaseFile], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) =>
      resolve(z.object({ port: z.number() }).parse(JSON.parse(line)).port),
    );
    void ended.then(() => reject(new Error(`${script.pathname} ended before it listened.`)));
  });
  if (child.pid === undefined) throw new Error(`${script.pathname} did not start.`);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { process: child, port, pid: child.pid, stop };
}

/** Runs `work` with a folder of its own, which is removed afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kortlots-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
