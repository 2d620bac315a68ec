/**
 * Strict DER (ITU-T X.690 section 10) for what must be taken apart or compared byte by byte: definite, shortest lengths,
 * nothing after the end. Everything deeper is left to the certificate library.
 */
export class DerError extends Error {
  override readonly name = 'DerError';
}

/** Bytes of our own, in memory that nobody shares: what Web Crypto takes. */
export type Bytes = Uint8Array<ArrayBuffer>;

export interface DerElement {
  readonly tag: number;
  /** Tag, length and content. */
  readonly raw: Uint8Array;
  readonly content: Uint8Array;
}

export const Tag = {
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  NULL: 0x05,
  OBJECT_IDENTIFIER: 0x06,
  UTF8_STRING: 0x0c,
  PRINTABLE_STRING: 0x13,
  IA5_STRING: 0x16,
  SEQUENCE: 0x30,
  SET: 0x31,
  CONTEXT_0: 0xa0,
} as const;

/** @throws DerError unless the bytes are exactly one element */
export function readDer(bytes: Uint8Array, tag?: number): DerElement {
  const element = elementAt(bytes, 0);
  if (element.raw.length !== bytes.length) throw new DerError('bytes after the end');
  if (tag !== undefined) expectTag(element, tag);
  return element;
}

/** @throws DerError when the content is not a row of whole elements */
export function childrenOf(element: DerElement): DerElement[] {
  const children: DerElement[] = [];
  for (let at = 0; at < element.content.length;) {
    const child = elementAt(element.content, at);
    children.push(child);
    at += child.raw.length;
  }
  return children;
}

/** The children, when they have exactly these tags in this order. @throws DerError otherwise */
export function childrenWith<const T extends readonly number[]>(
  element: DerElement,
  tags: T,
): { [Index in keyof T]: DerElement } {
  const children = childrenOf(element);
  if (!hasTags(children, tags)) throw new DerError('other elements than expected');
  return children;
}

function hasTags<const T extends readonly number[]>(
  children: DerElement[],
  tags: T,
): children is DerElement[] & { [Index in keyof T]: DerElement } {
  return children.length === tags.length && children.every((child, index) => child.tag === tags[index]);
}

function expectTag(element: DerElement, tag: number): void {
  if (element.tag !== tag) throw new DerError(`tag ${element.tag} instead of ${tag}`);
}

function elementAt(bytes: Uint8Array, start: number): DerElement {
  const [tag, first] = bytes.subarray(start, start + 2);
  if (tag === undefined || first === undefined) throw new DerError('cut off');
  if ((tag & 0x1f) === 0x1f) throw new DerError('tag of several bytes');
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || lengthBytes > 4) throw new DerError('length without an end, or too long');
  const contentStart = start + 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : longLength(bytes.subarray(start + 2, contentStart), lengthBytes);
  if (contentStart + length > bytes.length) throw new DerError('cut off');
  return {
    tag,
    raw: bytes.subarray(start, contentStart + length),
    content: bytes.subarray(contentStart, contentStart + length),
  };
}

function longLength(bytes: Uint8Array, lengthBytes: number): number {
  if (bytes.length !== lengthBytes) throw new DerError('cut off');
  const length = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  if (bytes[0] === 0 || length < 0x80) throw new DerError('length not in its shortest form');
  return length;
}

/** Big-endian bytes of a positive INTEGER, without the sign byte. @throws DerError for zero, negative or padded ones */
export function readPositiveInteger({ content }: DerElement): Uint8Array {
  const [first, second] = content;
  if (first === undefined || first >= 0x80) throw new DerError('not a positive integer');
  if (first !== 0) return content;
  if (second === undefined || second < 0x80) throw new DerError('integer not in its shortest form');
  return content.subarray(1);
}

/** Whole bytes of a BIT STRING. @throws DerError when bits are unused */
export function readBits({ content }: DerElement): Uint8Array {
  if (content[0] !== 0) throw new DerError('bit string that is not whole bytes');
  return content.subarray(1);
}

/** Dotted. @throws DerError */
export function readObjectIdentifier({ content }: DerElement): string {
  const last = content.at(-1);
  if (last === undefined || last >= 0x80) throw new DerError('object identifier cut off');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of content) {
    if (arc === 0n && byte === 0x80) throw new DerError('object identifier not in its shortest form');
    arc = arc * 128n + BigInt(byte & 0x7f);
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [head = 0n, ...rest] = arcs;
  const root = head < 80n ? head / 40n : 2n;
  return [root, head - root * 40n, ...rest].join('.');
}

const printable = /^[A-Za-z0-9 '()+,\-./:=?]*$/;
const ascii = /^[\x20-\x7e]*$/;

/** @throws DerError for other string types, or bytes that the type can't hold */
export function readText({ tag, content }: DerElement): string {
  const text = decodeUtf8(content);
  if (tag === Tag.UTF8_STRING) return text;
  if (tag === Tag.PRINTABLE_STRING && printable.test(text)) return text;
  if (tag === Tag.IA5_STRING && ascii.test(text)) return text;
  throw new DerError('not a text that names may hold');
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new DerError('not UTF-8', { cause: error });
  }
}

export function encodeDer(tag: number, ...contents: readonly Uint8Array[]): Bytes {
  const content = Buffer.concat(contents);
  return new Uint8Array(Buffer.concat([Buffer.from([tag]), encodeLength(content.length), content]));
}

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

/** A non-negative INTEGER. */
export function encodeInteger(value: bigint): Bytes {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return encodeDer(Tag.INTEGER, Buffer.from((bytes[0] ?? 0) >= 0x80 ? [0] : []), bytes);
}

/** @throws DerError when the text is not a dotted object identifier */
export function encodeObjectIdentifier(dotted: string): Bytes {
  if (!/^[0-2](\.(0|[1-9]\d*))+$/.test(dotted)) throw new DerError(`"${dotted}" is not an object identifier`);
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  return encodeDer(Tag.OBJECT_IDENTIFIER, ...[first * 40n + second, ...rest].map(base128));
}

function base128(value: bigint): Buffer {
  const bytes = [Number(value % 128n)];
  for (let left = value / 128n; left > 0n; left /= 128n) bytes.unshift(0x80 | Number(left % 128n));
  return Buffer.from(bytes);
}

/** @throws DerError for characters that the type can't hold */
export function encodePrintableString(text: string): Bytes {
  if (!printable.test(text)) throw new DerError('characters outside PrintableString');
  return encodeDer(Tag.PRINTABLE_STRING, Buffer.from(text, 'ascii'));
}

export function encodeUtf8String(text: string): Bytes {
  return encodeDer(Tag.UTF8_STRING, Buffer.from(text, 'utf8'));
}
