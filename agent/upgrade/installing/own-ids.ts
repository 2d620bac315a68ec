import { createHash } from 'node:crypto';

/** What begins each CKA_ID given here, as hexadecimal ASCII "KL1". */
const mark = '4b4c31';
const nameDigits = 22;
const checkDigits = 12;

/**
 * The CKA_ID of a new key, from upgrade and profile: a key made before a break is found again, at this PC or another. The
 * last bytes check the others, so that an object of ours is known from anybody else's, also without a journal.
 * @returns 20 bytes in hexadecimal.
 */
export function ownId(upgradeId: string, profile: string): string {
  const name = mark + sha256(`${upgradeId} ${profile}`).slice(0, nameDigits);
  return name + sha256(name).slice(0, checkDigits);
}

/** Whether the CKA_ID was given here, to whatever upgrade: by chance it is so once in 2^72. */
export function isOwnId(ckaId: string): boolean {
  const name = ckaId.slice(0, mark.length + nameDigits);
  return name.startsWith(mark) && ckaId === name + sha256(name).slice(0, checkDigits);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
