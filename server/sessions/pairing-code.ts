import { randomInt } from 'node:crypto';

/** No vowels (no words), and neither 0 and O nor 1, I and L: nothing that sounds or looks like another when read out. */
export const PAIRING_CODE_ALPHABET = '23456789BCDFGHJKMNPQRSTVWXYZ';
export const PAIRING_CODE_LENGTH = 8;

export function newPairingCode(): string {
  return Array.from({ length: PAIRING_CODE_LENGTH }, () => PAIRING_CODE_ALPHABET[randomInt(PAIRING_CODE_ALPHABET.length)]).join(
    '',
  );
}

/** What staff typed, without case and separators; null when it cannot be a pairing code. */
export function parsePairingCode(typed: string): string | null {
  const code = typed
    .slice(0, 64)
    .toUpperCase()
    .replaceAll(/[\s\u2010-\u2015-]/g, '');
  const right = code.length === PAIRING_CODE_LENGTH && [...code].every((symbol) => PAIRING_CODE_ALPHABET.includes(symbol));
  return right ? code : null;
}
