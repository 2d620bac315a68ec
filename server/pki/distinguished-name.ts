import {
  childrenOf,
  childrenWith,
  DerError,
  encodeDer,
  encodeObjectIdentifier,
  encodePrintableString,
  encodeUtf8String,
  readDer,
  readObjectIdentifier,
  readText,
  Tag,
} from './der.js';
import type { Bytes } from './der.js';

/** One attribute of a name: attribute type as dotted OID, its usual short name, and its value. */
export interface NameAttribute {
  readonly type: string;
  readonly name: string;
  readonly value: string;
}

/** Attribute types of cards' certificates (RFC 4519, X.520). */
export const attributeTypes = {
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  serialNumber: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  O: '2.5.4.10',
  GN: '2.5.4.42',
} as const;
export type AttributeName = keyof typeof attributeTypes;

const names = new Map<string, string>(Object.entries(attributeTypes).map(([name, type]) => [type, name]));
/** RFC 5280 appendix A: countryName and serialNumber are PrintableString. */
const printableTypes: readonly string[] = [attributeTypes.C, attributeTypes.serialNumber];

export function nameAttribute(name: AttributeName, value: string): NameAttribute {
  return { type: attributeTypes[name], name, value };
}

/** DER Name (RFC 5280 section 4.1.2.4), each attribute in a set of its own. @throws DerError for a value its type can't hold */
export function encodeName(attributes: readonly Pick<NameAttribute, 'type' | 'value'>[]): Bytes {
  const sets = attributes.map(({ type, value }) => {
    const text = printableTypes.includes(type) ? encodePrintableString(value) : encodeUtf8String(value);
    return encodeDer(Tag.SET, encodeDer(Tag.SEQUENCE, encodeObjectIdentifier(type), text));
  });
  return encodeDer(Tag.SEQUENCE, ...sets);
}

/** @throws DerError for what is no Name, for attributes that share a set, and for old string types */
export function decodeName(der: Uint8Array): NameAttribute[] {
  return childrenOf(readDer(der, Tag.SEQUENCE)).map((set) => {
    if (set.tag !== Tag.SET) throw new DerError('a name is a sequence of sets');
    const [attribute] = childrenWith(set, [Tag.SEQUENCE]);
    const [type, value, ...more] = childrenOf(attribute);
    if (type?.tag !== Tag.OBJECT_IDENTIFIER || value === undefined || more.length > 0) throw new DerError('not an attribute');
    const dotted = readObjectIdentifier(type);
    return { type: dotted, name: names.get(dotted) ?? dotted, value: readText(value) };
  });
}

/** The only value of an attribute; null when there is none or more than one. */
export function valueOf(attributes: readonly NameAttribute[], name: AttributeName): string | null {
  const found = attributes.filter(({ type }) => type === attributeTypes[name]);
  return found.length === 1 ? (found[0]?.value ?? null) : null;
}

type Attributes = readonly Pick<NameAttribute, 'type' | 'value'>[];

/** The same attributes with the same values in the same order. */
export function isSameName(one: Attributes, other: Attributes): boolean {
  return (
    one.length === other.length &&
    one.every(({ type, value }, index) => type === other[index]?.type && value === other[index]?.value)
  );
}

/** In the order of the name, such as `C=SE, O=…, CN=…`. */
export function describeName(attributes: readonly NameAttribute[]): string {
  return attributes.map(({ name, value }) => `${name}=${value.replaceAll(',', '\\,')}`).join(', ');
}
