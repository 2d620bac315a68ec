import { randomInt } from 'node:crypto';

/** An invented person with a card. */
export interface Person {
  /** Twelve digits, of Skatteverket's range for tests (birth numbers 238 and 239). */
  readonly personnummer: string;
  readonly hsaId: string;
  readonly givenName: string;
  readonly surname: string;
  readonly name: string;
  readonly organisation: string;
  readonly locality: string;
  /** As printed on the card: 18 digits, 9752 is Sweden's. */
  readonly cardNumber: string;
}

const givenNames = ['Åsa', 'Östen', 'Märta', 'Björn', 'Ylva', 'Sixten', 'Zahra', 'Goran', 'Linnéa', 'Henrik'];
const surnames = ['Testsson', 'Exempelsson', 'Provberg', 'Låtsasdotter', 'Påhittström', 'Övningsson'];
const idCharacters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const dayMilliseconds = 86_400_000;

/** @param random gives whole numbers from 0 up to, and not including, its argument. */
export function inventPerson(random: (below: number) => number = (below) => randomInt(below)): Person {
  const givenName = pick(givenNames, random);
  const surname = pick(surnames, random);
  return {
    personnummer: inventPersonnummer(random),
    hsaId: `TSTNMT2321000156-${characters(idCharacters, 4, random)}`,
    givenName,
    surname,
    name: `${givenName} ${surname}`,
    organisation: 'Region Exempel',
    locality: 'Exempelstad',
    cardNumber: `9752269${characters('0123456789', 11, random)}`,
  };
}

function inventPersonnummer(random: (below: number) => number): string {
  const [first, last] = [Date.UTC(1960, 0, 1), Date.UTC(1999, 11, 31)];
  const born = new Date(first + random((last - first) / dayMilliseconds) * dayMilliseconds);
  const day = born.toISOString().slice(0, 10).replaceAll('-', '');
  const digits = `${day}${238 + random(2)}`;
  return `${digits}${checkDigit(digits.slice(2))}`;
}

/** Modulus 10 with weights 2, 1, 2 … over the nine digits YYMMDDNNN. */
export function checkDigit(nineDigits: string): number {
  let sum = 0;
  for (const [index, digit] of [...nineDigits].entries()) {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  }
  return (10 - (sum % 10)) % 10;
}

function pick(list: readonly string[], random: (below: number) => number): string {
  return list[random(list.length)] ?? '';
}

function characters(alphabet: string, count: number, random: (below: number) => number): string {
  return Array.from({ length: count }, () => alphabet[random(alphabet.length)] ?? '').join('');
}

/** Digits for a PIN or PUK of a test card. */
export function inventDigits(count: number): string {
  return characters('0123456789', count, (below) => randomInt(below));
}
