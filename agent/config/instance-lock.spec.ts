import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InstanceLock, LockError } from './instance-lock.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kortlots-lock-'));
  path = join(folder, 'data', 'agent.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const take = () => InstanceLock.take(join(folder, 'data'));

describe('the lock of a data folder', () => {
  it('makes the folder for its owner alone, and goes when it is released', () => {
    const lock = take();
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
    expect(existsSync(path)).toBe(true);
    lock.release();
    expect(existsSync(path)).toBe(false);
  });

  it('of a running process is respected, and says which', () => {
    take().release();
    writeFileSync(path, `${process.ppid}\n`);
    expect(take).toThrow(LockError);
    expect(take).toThrow(`process ${process.ppid}`);
  });

  it('of a process that is gone, or torn, is taken over', async () => {
    take().release();
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await new Promise((resolve) => child.once('exit', resolve));
    for (const left of [`${child.pid ?? 0}\n`, '', 'x']) {
      writeFileSync(path, left);
      take().release();
      expect(existsSync(path)).toBe(false);
    }
  });

  it('released late does not take the next one with it', () => {
    const lock = take();
    writeFileSync(path, `${process.ppid}\n`);
    lock.release();
    expect(existsSync(path)).toBe(true);
  });

  it('says what to do when the folder can not be made', () => {
    writeFileSync(join(folder, 'data'), '');
    expect(take).toThrow('--data-dir');
  });
});
