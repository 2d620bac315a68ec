import { parseArgs } from 'node:util';

import { z } from 'zod';

import { StaffRole } from '../common/staff-role.js';
import { parseShownText, parseUserName, StaffAccountError } from './staff-accounts.js';

export const usage = `Usage: npm run staff -- COMMAND [OPTIONS]

Accounts of the helpdesk, in the server's database (the same DATA_DIR or DATABASE_URL). Works while the server runs.

  add --user NAME --name "FULL NAME" --role ROLE [--desk "WHERE"]
                     a new account; prints its generated password once
  list               all accounts
  password --user NAME
                     a new generated password, printed once; ends the account's sign-ins
  disable --user NAME
                     no more sign-ins, and the ones there are end at once
  enable --user NAME undoes disable

  --role ROLE        HELPDESK, MANAGER or ADMIN; may be given several times
  --desk "WHERE"     where they work, as the cardholder sees it beside the name (default Kundservice)
  --password-stdin   with add and password: the password is the first line of standard input
  --json             prints JSON
  --help             this text
`;

const DEFAULT_DESK = 'Kundservice';
const commands = ['add', 'list', 'password', 'disable', 'enable'] as const;
type Command = (typeof commands)[number];

interface Common {
  readonly json: boolean;
}
export type StaffOptions =
  | (Common & {
      readonly command: 'add';
      readonly userName: string;
      readonly name: string;
      readonly desk: string;
      readonly roles: readonly StaffRole[];
      readonly passwordFromInput: boolean;
    })
  | (Common & { readonly command: 'password'; readonly userName: string; readonly passwordFromInput: boolean })
  | (Common & { readonly command: 'disable' | 'enable'; readonly userName: string })
  | (Common & { readonly command: 'list' });

/** Wrong options; the message is one line with the remedy. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const allowed: Readonly<Record<Command, readonly string[]>> = {
  add: ['user', 'name', 'role', 'desk', 'password-stdin', 'json'],
  list: ['json'],
  password: ['user', 'password-stdin', 'json'],
  disable: ['user', 'json'],
  enable: ['user', 'json'],
};

/** @throws UsageError */
export function readStaffOptions(args: readonly string[]): StaffOptions | 'help' {
  const { values, positionals } = parse(args);
  if (values.help === true) return 'help';
  const command = z.enum(commands).safeParse(positionals[0]).data;
  if (command === undefined || positionals.length > 1)
    throw new UsageError(`Give one command: ${commands.join(', ')}. See: npm run staff -- --help`);
  const stray = Object.keys(values).find((option) => !allowed[command].includes(option));
  if (stray !== undefined) throw new UsageError(`--${stray} does not go with ${command}. See: npm run staff -- --help`);
  const json = values.json === true;
  if (command === 'list') return { command, json };
  const userName = readUserName(values.user);
  if (command === 'disable' || command === 'enable') return { command, json, userName };
  const passwordFromInput = values['password-stdin'] === true;
  if (command === 'password') return { command, json, userName, passwordFromInput };
  const name = shown('--name', values.name ?? '');
  const desk = shown('--desk', values.desk ?? DEFAULT_DESK);
  return { command, json, userName, name, desk, roles: readRoles(values.role ?? []), passwordFromInput };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        user: { type: 'string' },
        name: { type: 'string' },
        role: { type: 'string', multiple: true },
        desk: { type: 'string' },
        'password-stdin': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function readUserName(typed: string | undefined): string {
  const userName = typed === undefined ? null : parseUserName(typed);
  if (userName === null) throw new UsageError('--user: give a user name of letters, digits and . _ @ -, at most 64 characters.');
  return userName;
}

function shown(option: string, text: string): string {
  try {
    return parseShownText(option, text);
  } catch (error) {
    if (error instanceof StaffAccountError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function readRoles(typed: readonly string[]): StaffRole[] {
  const roles = z
    .array(z.enum(StaffRole))
    .min(1)
    .safeParse(typed.map((role) => role.toUpperCase()));
  if (!roles.success) throw new UsageError(`--role: give ${Object.keys(StaffRole).join(', ')}, one or several times.`);
  return [...new Set(roles.data)];
}
