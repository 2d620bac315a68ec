import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LockError, lockDataFolder } from './instance-lock.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kortlots-lock-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the lock of a data folder', () => {
  it('is one agent\u2019s, who is named to the next, and free when released; nothing is written for it', async () => {
    const lock = await lockDataFolder(folder);
    const second = lockDataFolder(`${folder}/.`);
    await expect(second).rejects.toThrow(LockError);
    await expect(second).rejects.toThrow(`process ${process.pid}`);
    await lock.release();
    const third = await lockDataFolder(folder);
    await third.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of one folder does not hold another', async () => {
    const [one, other] = [await lockDataFolder(join(folder, 'a')), await lockDataFolder(join(folder, 'b'))];
    await Promise.all([one.release(), other.release()]);
  });
});
