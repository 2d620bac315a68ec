import fc from 'fast-check';

import { newPairingCode, PAIRING_CODE_ALPHABET, PAIRING_CODE_LENGTH, parsePairingCode } from './pairing-code.js';

const code = fc
  .array(fc.constantFrom(...PAIRING_CODE_ALPHABET), { minLength: PAIRING_CODE_LENGTH, maxLength: PAIRING_CODE_LENGTH })
  .map((symbols) => symbols.join(''));
const separator = fc.constantFrom('', ' ', '-', '–', '\t', '\u00a0');

test('a new code has eight symbols of the alphabet, and none that is mistaken for another', () => {
  const codes = Array.from({ length: 500 }, newPairingCode);
  for (const one of codes) expect(one).toMatch(/^[2-9BCDFGHJKMNPQRSTVWXYZ]{8}$/);
  expect(new Set(codes).size).toBe(codes.length);
  expect(PAIRING_CODE_ALPHABET).not.toMatch(/[01AEIOUL]/);
  // Every symbol is used: 4,000 draws of 28.
  expect(new Set(codes.join('')).size).toBe(PAIRING_CODE_ALPHABET.length);
});

test('what staff type is understood with any case and separators', () => {
  fc.assert(
    fc.property(code, fc.array(separator, { minLength: 9, maxLength: 9 }), fc.boolean(), (right, separators, lower) => {
      const typed = [...right].map((symbol, index) => `${separators[index] ?? ''}${symbol}`).join('') + (separators[8] ?? '');
      expect(parsePairingCode(lower ? typed.toLowerCase() : typed)).toBe(right);
    }),
  );
});

test.each(['', '2345678', '234567899', '2345678A', '0BCDFGHJ', 'ÅBCDFGHJ', 'x'.repeat(10_000)])('%j is no code', (typed) => {
  expect(parsePairingCode(typed)).toBeNull();
});

test('whatever is typed is a code or nothing', () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const parsed = parsePairingCode(typed);
      expect(parsed === null || /^[2-9BCDFGHJKMNPQRSTVWXYZ]{8}$/.test(parsed)).toBe(true);
    }),
  );
});
