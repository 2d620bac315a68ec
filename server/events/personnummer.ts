const BIRTH_DATE_LENGTH = 8;
const HIDDEN = '-••••';

const MONTH = '(?:0[1-9]|1[0-2])';
/** Also of coordination numbers: the day plus 60. */
const DAY = '(?:0[1-9]|[12]\\d|3[01]|6[1-9]|[78]\\d|9[01])';
/** A word of its own: longer runs of digits and letters are serial numbers, card numbers and the like. */
const TWELVE_DIGITS = new RegExp(`(?<![0-9A-Za-z])((?:18|19|20)\\d{2}${MONTH}${DAY})[-+]?\\d{4}(?![0-9A-Za-z])`, 'g');
const TEN_DIGITS = new RegExp(`(?<![0-9A-Za-z])(\\d{2}${MONTH}${DAY})[-+]?\\d{4}(?![0-9A-Za-z])`, 'g');

/** `199001012385` becomes `19900101-••••`; none stays none. */
export function maskPersonnummer(personnummer: string): string {
  return personnummer === '' ? '' : `${personnummer.slice(0, BIRTH_DATE_LENGTH)}${HIDDEN}`;
}

/**
 * Free text without personnummer: what agents report of certificates and screens holds them, and nobody who reads a
 * session needs the last four digits. Ten digits in a row are taken for one only when the check digit is right.
 */
export function maskPersonnummerIn(text: string): string {
  return text
    .replaceAll(TWELVE_DIGITS, (_, birthDate: string) => `${birthDate}${HIDDEN}`)
    .replaceAll(TEN_DIGITS, (found: string, birthDate: string) =>
      /[-+]/.test(found) || hasCheckDigit(found) ? `${birthDate}${HIDDEN}` : found,
    );
}

/** Modulus 10, weights 2 and 1 from the left. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reduce((total, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + Math.floor(product / 10) + (product % 10);
  }, 0);
  return sum % 10 === 0;
}
