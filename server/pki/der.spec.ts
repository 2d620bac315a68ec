import fc from 'fast-check';

import {
  childrenOf,
  DerError,
  encodeDer,
  encodeInteger,
  encodeObjectIdentifier,
  readBits,
  readDer,
  readObjectIdentifier,
  readPositiveInteger,
  readText,
  Tag,
} from './der.js';
import { attributeTypes, decodeName, describeName, encodeName, nameAttribute, valueOf } from './distinguished-name.js';
import type { AttributeName } from './distinguished-name.js';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

describe('strict DER', () => {
  it('reads what it writes, of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000, size: 'max' }), (content) => {
        const { raw, content: read } = readDer(encodeDer(Tag.BIT_STRING, content), Tag.BIT_STRING);
        expect(Buffer.compare(read, content)).toBe(0);
        expect(raw.length).toBeGreaterThan(content.length);
      }),
      { numRuns: 50 },
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 160n }), (value) => {
        const read = readPositiveInteger(readDer(encodeInteger(value)));
        expect(BigInt(`0x${Buffer.from(read).toString('hex')}`)).toBe(value);
      }),
    );
  });

  it.each([
    '1.2.840.113549.1.1.11',
    '2.5.4.5',
    '2.999.2020.3.1',
    '0.9.2342.19200300.100.1.25',
    '2.25.329800735698586629295641978511506172918',
  ])('reads and writes %s', (dotted) => expect(readObjectIdentifier(readDer(encodeObjectIdentifier(dotted)))).toBe(dotted));

  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['less than the length says', '300301'],
    ['more than the length says', '30000500'],
    ['a length without an end', '30800000'],
    ['a long length for a short one', '30810100'],
    ['a length with a zero in front', `30820080${'00'.repeat(128)}`],
    ['a length of five bytes', '308500000000010000000000'],
    ['a length cut off', '3082'],
    ['a tag of several bytes', '1f8100'],
  ])('refuses %s', (_, hex) => {
    expect(() => readDer(bytes(hex))).toThrow(DerError);
  });

  it('refuses numbers, bits, texts and identifiers in other forms than the shortest', () => {
    const element = (tag: number, hex: string) => readDer(encodeDer(tag, bytes(hex)));
    for (const hex of ['', '00', '0001', '80', 'ff'])
      expect(() => readPositiveInteger(element(Tag.INTEGER, hex))).toThrow(DerError);
    for (const hex of ['', '01ff']) expect(() => readBits(element(Tag.BIT_STRING, hex))).toThrow(DerError);
    for (const hex of ['', '8001', '2a80'])
      expect(() => readObjectIdentifier(element(Tag.OBJECT_IDENTIFIER, hex))).toThrow(DerError);
    expect(() => readText(element(Tag.UTF8_STRING, 'ff'))).toThrow(DerError);
    expect(() => readText(element(Tag.PRINTABLE_STRING, '40'))).toThrow(DerError);
    expect(() => readText(element(0x14, '41'))).toThrow(DerError);
    expect(() => encodeObjectIdentifier('CN')).toThrow(DerError);
    expect(() => encodeName([nameAttribute('C', 'Å')])).toThrow(DerError);
  });

  it('throws nothing but its own error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (random) => {
        try {
          childrenOf(readDer(random)).map(readText);
          decodeName(random);
        } catch (error) {
          expect(error).toBeInstanceOf(DerError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a name', () => {
  it('keeps attributes, values and order', () => {
    const types = fc.constantFrom<AttributeName>('CN', 'SN', 'GN', 'O', 'L');
    const attribute = fc
      .tuple(types, fc.string({ minLength: 1, unit: 'grapheme' }))
      .map(([name, value]) => nameAttribute(name, value));
    fc.assert(fc.property(fc.array(attribute), (name) => expect(decodeName(encodeName(name))).toEqual(name)));
  });

  it('is told in its order, and one value by its attribute', () => {
    const name = [nameAttribute('C', 'SE'), nameAttribute('O', 'Test, AB'), nameAttribute('CN', 'A'), nameAttribute('CN', 'B')];
    expect(describeName(name)).toBe('C=SE, O=Test\\, AB, CN=A, CN=B');
    expect([valueOf(name, 'O'), valueOf(name, 'CN'), valueOf(name, 'SN')]).toEqual(['Test, AB', null, null]);
    expect(attributeTypes.serialNumber).toBe('2.5.4.5');
  });
});
