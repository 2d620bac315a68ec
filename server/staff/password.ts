import { randomInt } from 'node:crypto';

import { hash, verify } from '@node-rs/argon2';

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

/** OWASP's smallest recommendation for argon2id (the library's default algorithm): 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Nothing that looks like another when it is read from paper. */
const SYMBOLS = '23456789abcdefghjkmnpqrstuvwxyz';
const GROUPS = 4;
const GROUP_LENGTH = 5;

/** @returns argon2id in PHC text form, with parameters and salt */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

/** A longer password is never right, and costs no more than the longest. */
export async function isPassword(passwordHash: string, password: string): Promise<boolean> {
  return (await verify(passwordHash, password.slice(0, LONGEST_PASSWORD))) && password.length <= LONGEST_PASSWORD;
}

/** Twenty random symbols in groups of five, 99 bits. */
export function generatePassword(): string {
  const group = (): string => Array.from({ length: GROUP_LENGTH }, () => SYMBOLS[randomInt(SYMBOLS.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
