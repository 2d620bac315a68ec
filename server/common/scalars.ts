import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import type { ValueNode } from 'graphql';

// RFC 3339 with an offset; a date alone or a local time would be a guess about the zone.
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function parseInstant(value: unknown): Date {
  const date = typeof value === 'string' && INSTANT.test(value) ? new Date(value) : null;
  if (date === null || Number.isNaN(date.getTime()))
    throw new GraphQLError('DateTime must be an RFC 3339 date and time with zone.');
  return date;
}

function parseBase64(value: unknown): Uint8Array {
  if (typeof value !== 'string' || !BASE64.test(value)) throw new GraphQLError('Base64 must be RFC 4648 section 4 text.');
  return new Uint8Array(Buffer.from(value, 'base64'));
}

/** An inline literal; lists, objects and numbers are refused by the parsers above. */
function literal<T>(parse: (value: unknown) => T): (node: ValueNode) => T {
  return (node) => parse(node.kind === Kind.STRING ? node.value : undefined);
}

/** `Date` on the server. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'Date and time with zone, RFC 3339, UTC, milliseconds.',
  serialize: (value) => {
    if (!(value instanceof Date)) throw new GraphQLError('DateTime must be a Date on the server.');
    return value.toISOString();
  },
  parseValue: parseInstant,
  parseLiteral: literal(parseInstant),
});

/** `Uint8Array` on the server: `@Field(() => Base64Scalar)`. */
export const Base64Scalar = new GraphQLScalarType<Uint8Array, string>({
  name: 'Base64',
  description: 'DER bytes in base64 (RFC 4648 section 4).',
  serialize: (value) => {
    if (!(value instanceof Uint8Array)) throw new GraphQLError('Base64 must be a Uint8Array on the server.');
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  },
  parseValue: parseBase64,
  parseLiteral: literal(parseBase64),
});
