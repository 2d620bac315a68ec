import { randomUUID } from 'node:crypto';

import type { EntityManager } from 'typeorm';

import type { StaffRole } from '../common/staff-role.js';
import { NAME_LENGTH, StaffAccount, USER_NAME_LENGTH } from './staff-account.entity.js';
import { StaffSession } from './staff-session.entity.js';

/** A request about accounts that can't be met; the message is a plain line. */
export class StaffAccountError extends Error {
  override readonly name = 'StaffAccountError';
}

export interface NewStaffAccount {
  readonly userName: string;
  readonly name: string;
  readonly desk: string;
  readonly roles: readonly StaffRole[];
  readonly passwordHash: string;
}

/** Lower case, composed; null when it can't be a user name (letters, digits and . _ @ -, at most 64). */
export function parseUserName(typed: string): string | null {
  const userName = typed.trim().normalize('NFC').toLowerCase();
  return userName.length <= USER_NAME_LENGTH && /^[\p{L}\p{N}][\p{L}\p{N}._@-]*$/u.test(userName) ? userName : null;
}

/** @throws StaffAccountError when the text is empty, too long, or has control characters */
export function parseShownText(what: string, text: string): string {
  const shown = text.trim();
  if (shown === '' || shown.length > NAME_LENGTH || /\p{Cc}/u.test(shown))
    throw new StaffAccountError(`${what}: give 1 to ${NAME_LENGTH} characters on one line.`);
  return shown;
}

export function findAccount(manager: EntityManager, userName: string): Promise<StaffAccount | null> {
  return manager.findOneBy(StaffAccount, { userName });
}

export function listAccounts(manager: EntityManager): Promise<StaffAccount[]> {
  return manager.find(StaffAccount, { order: { userName: 'ASC' } });
}

/** @throws StaffAccountError when the user name is taken */
export async function addAccount(manager: EntityManager, account: NewStaffAccount): Promise<void> {
  if ((await findAccount(manager, account.userName)) !== null)
    throw new StaffAccountError(`There is already an account "${account.userName}". Change its password with: password --user`);
  const row = { id: randomUUID(), createdAt: new Date(), disabledAt: null };
  await manager.insert(StaffAccount, { ...row, ...account, roles: [...account.roles] });
}

/** Ends the account's sign-ins: who knew the old password is out. @throws StaffAccountError for an unknown account */
export async function changePassword(manager: EntityManager, userName: string, passwordHash: string): Promise<void> {
  const { id } = await requireAccount(manager, userName);
  await manager.update(StaffAccount, { id }, { passwordHash });
  await manager.delete(StaffSession, { staffId: id });
}

/** Ends the account's sign-ins at once. @throws StaffAccountError for an unknown account */
export async function disableAccount(manager: EntityManager, userName: string): Promise<void> {
  const { id, disabledAt } = await requireAccount(manager, userName);
  await manager.update(StaffAccount, { id }, { disabledAt: disabledAt ?? new Date() });
  await manager.delete(StaffSession, { staffId: id });
}

/** @throws StaffAccountError for an unknown account */
export async function enableAccount(manager: EntityManager, userName: string): Promise<void> {
  const { id } = await requireAccount(manager, userName);
  await manager.update(StaffAccount, { id }, { disabledAt: null });
}

async function requireAccount(manager: EntityManager, userName: string): Promise<StaffAccount> {
  const account = await findAccount(manager, userName);
  if (account === null) throw new StaffAccountError(`There is no account "${userName}". See all with: list`);
  return account;
}
