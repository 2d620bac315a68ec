/** The few DER encodings (ITU-T X.690) that a request and a key need. */

export function encode(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), encodeLength(content.length), content]);
}

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

export const sequence = (...contents: readonly Uint8Array[]): Buffer => encode(0x30, ...contents);
export const set = (...contents: readonly Uint8Array[]): Buffer => encode(0x31, ...contents);
export const nullValue = (): Buffer => encode(0x05);
export const utf8String = (text: string): Buffer => encode(0x0c, Buffer.from(text, 'utf8'));
export const printableString = (text: string): Buffer => encode(0x13, Buffer.from(text, 'ascii'));
export const ia5String = (text: string): Buffer => encode(0x16, Buffer.from(text, 'ascii'));
export const bitString = (bytes: Uint8Array): Buffer => encode(0x03, Buffer.from([0]), bytes);

/** A non-negative INTEGER from its big-endian bytes. */
export function integer(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const trimmed = bytes.subarray(start);
  const needsSign = trimmed.length === 0 || (trimmed[0] ?? 0) >= 0x80;
  return encode(0x02, Buffer.from(needsSign ? [0] : []), trimmed);
}

/** @throws Error when the text is not a dotted object identifier. */
export function objectIdentifier(dotted: string): Buffer {
  if (!/^[0-2](\.\d{1,9})+$/.test(dotted)) throw new Error(`"${dotted}" is not an object identifier`);
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return encode(0x06, ...[first * 40 + second, ...rest].map(base128));
}

function base128(value: number): Buffer {
  const bytes = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift(0x80 | (left % 128));
  return Buffer.from(bytes);
}

/** SubjectPublicKeyInfo (RFC 8017 appendix A.1.1) of an RSA key, from big-endian modulus and exponent. */
export function rsaPublicKeyInfo(modulus: Uint8Array, exponent: Uint8Array): Buffer {
  const algorithm = sequence(objectIdentifier('1.2.840.113549.1.1.1'), nullValue());
  return sequence(algorithm, bitString(sequence(integer(modulus), integer(exponent))));
}
