import { maskPersonnummer, maskPersonnummerIn } from './personnummer.js';

test('the last four digits are hidden', () => {
  expect(maskPersonnummer('199001012385')).toBe('19900101-••••');
});

test.each([
  ['serialNumber=199001012385,GN=Test', 'serialNumber=19900101-••••,GN=Test'],
  ['19900101-2385', '19900101-••••'],
  ['19900101+2385 and 199001612387.', '19900101-•••• and 19900161-••••.'],
  // With a wrong check digit, as somebody may type it.
  ['199001012384', '19900101-••••'],
  ['900101-2384', '900101-••••'],
  ['9001012385', '900101-••••'],
])('%s becomes %s', (text, masked) => {
  expect(maskPersonnummerIn(text)).toBe(masked);
});

test.each([
  'TSTNMT2321000156-T001',
  'SE2321000016-AB12',
  '2321000156',
  '9752269875123456789',
  '4f2a199001012385ab',
  '2026-11-24T08:21:00.000Z',
  'C_Sign 0x30',
  '199013012383',
  '9001012384',
])('%s is left alone', (text) => {
  expect(maskPersonnummerIn(text)).toBe(text);
});
