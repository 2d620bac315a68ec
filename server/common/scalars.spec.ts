import { parseValue } from 'graphql';

import { Base64Scalar, DateTimeScalar } from './scalars.js';

it('reads and writes instants in UTC with milliseconds', () => {
  expect(DateTimeScalar.parseValue('2026-01-02T03:04:05.678+01:00')).toEqual(new Date('2026-01-02T02:04:05.678Z'));
  expect(DateTimeScalar.serialize(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
  expect(DateTimeScalar.parseLiteral(parseValue('"2026-01-02T03:04:05Z"'))).toEqual(new Date('2026-01-02T03:04:05Z'));
});

it.each(['2026-01-02', '2026-01-02T03:04:05', '2026-13-02T03:04:05Z', 'now', 5, null, {}])(
  'refuses %j as an instant',
  (value) => {
    expect(() => DateTimeScalar.parseValue(value)).toThrow('RFC 3339');
  },
);

it('reads and writes bytes', () => {
  expect(Base64Scalar.parseValue('AP8H')).toEqual(new Uint8Array([0, 255, 7]));
  expect(Base64Scalar.serialize(new Uint8Array([0, 255, 7]).subarray(1))).toBe('/wc=');
  expect(Base64Scalar.parseLiteral(parseValue('""'))).toEqual(new Uint8Array());
});

it.each(['A', 'AP8', 'AP8_', 'AP 8H', 5, null])('refuses %j as base64', (value) => {
  expect(() => Base64Scalar.parseValue(value)).toThrow('RFC 4648');
});

it('refuses what the server should never send', () => {
  expect(() => DateTimeScalar.serialize('2026-01-02')).toThrow();
  expect(() => Base64Scalar.serialize('AP8H')).toThrow();
  expect(() => Base64Scalar.parseLiteral(parseValue('[1]'))).toThrow();
});
