import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { hasCode } from '../system-error.js';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

async function writeAndSync(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', FILE_MODE);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes renames in the folder survive a power cut. Windows has no such call, and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const temporary = (path: string): string => `${path}.${randomBytes(6).toString('hex')}.new`;

/** Replaces a file as a whole: whoever reads finds the old or the new one. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const next = temporary(path);
  await writeAndSync(next, text);
  await rename(next, path);
  await syncFolder(dirname(path));
}

/**
 * Makes a folder with its files, all or nothing, readable by the user alone.
 * @returns false when somebody else made it first; then nothing is changed
 */
export async function createFolder(path: string, files: Readonly<Record<string, string>>): Promise<boolean> {
  const next = temporary(path);
  await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
  await mkdir(next, { mode: FOLDER_MODE });
  try {
    for (const [name, text] of Object.entries(files)) await writeAndSync(join(next, name), text);
    await syncFolder(next);
    await rename(next, path);
  } catch (error) {
    await rm(next, { recursive: true, force: true });
    // rename(2) gives either when the folder is there and not empty; Windows gives EPERM.
    if (hasCode(error, 'ENOTEMPTY', 'EEXIST', 'EPERM')) return false;
    throw error;
  }
  await syncFolder(dirname(path));
  return true;
}
