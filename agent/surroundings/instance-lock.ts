import { resolve } from 'node:path';
import { StartError } from '../config/start-error.js';
import { claim, holderOf, type LocalClaim } from './local-claim.js';

/** Another agent works in the same data folder. The message says what to do. */
export class LockError extends StartError {}

/**
 * Keeps two agents from working with the same session, journal and outbox. Needs no disk: a full one is told on the page.
 * @throws LockError
 */
export async function lockDataFolder(folder: string): Promise<LocalClaim> {
  const name = `data ${resolve(folder)}`;
  const lock = await claim(name);
  if (lock !== null) return lock;
  const holder = await holderOf(name);
  const who = holder === null ? '' : ` (process ${holder})`;
  throw new LockError(`Another card agent${who} uses ${folder}. Use that one, or end it.`);
}
