/** `npm run staff`: accounts of the helpdesk. */
import 'reflect-metadata';

import { createInterface } from 'node:readline';

import type { EntityManager } from 'typeorm';

import { ConfigurationError, parseConfiguration } from '../config/configuration.js';
import { DatabaseUnavailableError } from '../database/database-unavailable.js';
import { openDatabase } from '../database/open-database.js';
import { WriteQueue } from '../database/write-queue.js';
import { readStaffOptions, usage, UsageError } from './cli-options.js';
import type { StaffOptions } from './cli-options.js';
import { generatePassword, hashPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password.js';
import type { StaffAccount } from './staff-account.entity.js';
import { addAccount, changePassword, disableAccount, enableAccount, listAccounts, StaffAccountError } from './staff-accounts.js';

type Run = <T>(job: (manager: EntityManager) => Promise<T>) => Promise<T>;

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** @returns the password, and whether it is ours to show */
async function takePassword(fromInput: boolean): Promise<{ password: string; generated: boolean }> {
  if (!fromInput) return { password: generatePassword(), generated: true };
  const password = await firstLine();
  if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD)
    throw new StaffAccountError(`The password must have ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters.`);
  return { password, generated: false };
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
  }
}

async function givePassword(options: Extract<StaffOptions, { command: 'add' | 'password' }>, run: Run): Promise<void> {
  const { userName, json } = options;
  const { password, generated } = await takePassword(options.passwordFromInput);
  const passwordHash = await hashPassword(password);
  if (options.command === 'add') await run((manager) => addAccount(manager, { ...options, passwordHash }));
  else await run((manager) => changePassword(manager, userName, passwordHash));
  const shown = generated ? { password } : {};
  if (json) return print(JSON.stringify({ userName, ...shown }));
  print(options.command === 'add' ? `Added ${userName} (${options.roles.join(', ')}).` : `New password for ${userName}.`);
  if (generated) print(`Password, shown only now: ${password}`);
}

function accountView({ userName, name, desk, roles, createdAt, disabledAt }: StaffAccount) {
  return { userName, name, desk, roles, createdAt, disabledAt };
}

function table(accounts: readonly StaffAccount[]): string {
  const rows = accounts.map(({ userName, name, desk, roles, disabledAt }) => {
    const state = disabledAt === null ? 'active' : `disabled ${disabledAt.toISOString().slice(0, 10)}`;
    return [userName, name, desk, roles.join(' '), state];
  });
  const all = [['USER', 'NAME', 'DESK', 'ROLES', 'STATE'], ...rows];
  const width = (column: number): number => Math.max(...all.map((row) => row[column]?.length ?? 0));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(width(column)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

async function execute(options: StaffOptions, run: Run): Promise<void> {
  if (options.command === 'list') {
    const accounts = await run(listAccounts);
    return print(options.json ? JSON.stringify(accounts.map(accountView)) : table(accounts));
  }
  if (options.command === 'add' || options.command === 'password') return givePassword(options, run);
  const { command, userName, json } = options;
  await run((manager) => (command === 'disable' ? disableAccount : enableAccount)(manager, userName));
  const done = command === 'disable' ? `Disabled ${userName}; sign-ins have ended.` : `Enabled ${userName}.`;
  print(json ? JSON.stringify({ userName, disabled: command === 'disable' }) : done);
}

/** @returns exit code: 0 done, 1 could not be done, 2 wrong options or configuration */
async function main(args: readonly string[]): Promise<number> {
  const options = readStaffOptions(args);
  if (options === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const database = await openDatabase(parseConfiguration(process.env));
  const queue = new WriteQueue(database);
  try {
    await execute(options, (job) => queue.run(job));
    return 0;
  } finally {
    await queue.close();
    await database.destroy();
  }
}

// Whatever is written holds personal data: readable by this user alone.
process.umask(0o077);

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const expected = [UsageError, ConfigurationError, DatabaseUnavailableError, StaffAccountError];
  if (!(error instanceof Error) || !expected.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`${error.message.replaceAll(/^/gm, 'kortlots: ')}\n`);
  process.exitCode = error instanceof UsageError || error instanceof ConfigurationError ? 2 : 1;
}
