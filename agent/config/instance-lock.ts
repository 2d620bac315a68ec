import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './error-code.js';
import { StartError } from './start-error.js';

/** Another agent works in the same data folder, or nobody may write there. The message says what to do. */
export class LockError extends StartError {}

/** Keeps two agents from working with the same session, journal and outbox. */
export class InstanceLock {
  private constructor(private readonly path: string) {}

  /**
   * Takes the folder, which is made when it is missing. The lock of a process that is gone is taken over.
   * @throws LockError
   */
  static take(folder: string): InstanceLock {
    const path = join(folder, 'agent.lock');
    makeFolder(folder);
    for (let tries = 0; tries < 3; tries += 1) {
      if (create(path)) return new InstanceLock(path);
      const holder = readHolder(path);
      if (holder !== null && isRunning(holder))
        throw new LockError(
          `Another card agent (process ${holder}) uses ${folder}. Use that one or end it; if there is none, remove ${path}.`,
        );
      rmSync(path, { force: true });
    }
    throw new LockError(`${path} can not be taken. Try again, or choose another folder with --data-dir.`);
  }

  /** @throws LockError when the folder takes no changes any more; the next agent takes over what is left then. */
  release(): void {
    if (readHolder(this.path) !== process.pid) return;
    try {
      rmSync(this.path, { force: true });
    } catch (error) {
      throw new LockError(`${this.path} can not be removed: ${messageOf(error)}. The next start does so.`);
    }
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new LockError(`The folder ${folder} can not be made: ${messageOf(error)}. Choose another with --data-dir.`);
  }
}

/** @returns false when the file is there already. */
function create(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, `${process.pid}\n`);
    closeSync(file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw new LockError(`${path} can not be written: ${messageOf(error)}. Choose another folder with --data-dir.`);
  }
}

/** Null when nobody readable holds it: it is gone again, or was torn by a crash. */
function readHolder(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, 'utf8').trim());
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw new LockError(`${path} can not be read: ${messageOf(error)}. Remove it, or choose another folder with --data-dir.`);
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is running, too.
    return errorCode(error) === 'EPERM';
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
