import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../../agent/config/error-code.js';

/** Bytes that tmpfs gives a file at a time. */
export const diskPage = 4_096;

/** A real file system of a few kilobytes that can be filled up, and made read-only. Mounting needs root, as CI runs. */
export class TinyDisk {
  /** Fills the disk up. */
  private readonly ballast: string;

  private constructor(readonly folder: string) {
    this.ballast = join(folder, 'ballast');
  }

  static mount(folder: string, kilobytes: number): TinyDisk {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    run('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=0700`, 'kortlots-test', folder]);
    return new TinyDisk(folder);
  }

  /** Takes all the room that is left. */
  fill(): void {
    const file = openSync(this.ballast, 'a', 0o600);
    try {
      for (;;) writeSync(file, Buffer.alloc(diskPage));
    } catch (error) {
      if (errorCode(error) !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  /** Gives back some room; all of it unless told how many kilobytes. */
  giveBack(kilobytes = Number.POSITIVE_INFINITY): void {
    const file = openSync(this.ballast, 'r+');
    ftruncateSync(file, Math.max(0, statSync(this.ballast).size - kilobytes * 1_024));
    closeSync(file);
  }

  /** As a disk with errors is remounted by the system. Only while nobody has a file open there. */
  makeReadOnly(): void {
    run('mount', ['-o', 'remount,ro', this.folder]);
  }

  makeWritable(): void {
    run('mount', ['-o', 'remount,rw', this.folder]);
  }

  /** Read-only for whoever opens, renames or removes something from now on; files that are open go on. */
  cover(): void {
    run('mount', ['--bind', this.folder, this.folder]);
    run('mount', ['-o', 'remount,bind,ro', this.folder]);
  }

  uncover(): void {
    run('umount', [this.folder]);
  }

  /** Whatever is still open there, and however often it was covered. */
  unmount(): void {
    while (spawnSync('umount', ['--lazy', this.folder]).status === 0);
  }
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed; it needs root. ${stderr}`);
}
