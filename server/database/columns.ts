import { Column, PrimaryColumn } from 'typeorm';
import type { ColumnOptions, ValueTransformer } from 'typeorm';
import { z } from 'zod';

/**
 * The only column types that entities use: each means the same on SQLite and PostgreSQL. Their counterparts for
 * migrations are in migration-columns.ts.
 */
export interface NullableOption {
  readonly nullable?: boolean;
}

/** Lengths shared by entities and migrations. */
export const ID_LENGTH = 36;
export const ENUM_LENGTH = 40;

/** `null` passes every transformer unchanged; `undefined` means "not set" to TypeORM. */
function transformer<T>(to: (value: T) => string | bigint, from: (stored: unknown) => T): ValueTransformer {
  return {
    to: (value: T | null | undefined) => (value === null || value === undefined ? value : to(value)),
    from: (stored: unknown) => (stored === null || stored === undefined ? null : from(stored)),
  };
}

// PostgreSQL's driver gives bigint as text, SQLite's as number; epoch milliseconds fit a double.
const storedInteger = z
  .union([
    z.number().int(),
    z
      .string()
      .regex(/^-?\d+$/)
      .transform(Number),
  ])
  .pipe(z.number().int());
const storedText = z.string();

/** SQLite's numbers take the short way: a row has a dozen of them. */
function parseInteger(stored: unknown): number {
  return typeof stored === 'number' && Number.isInteger(stored) ? stored : storedInteger.parse(stored);
}

// To a bigint: TypeORM writes numbers into the text of an SQLite statement, which would then be another each time.
const instant = transformer<Date>(
  (date) => BigInt(date.getTime()),
  (stored) => new Date(parseInteger(stored)),
);

const bytes = transformer<Uint8Array>(
  (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'),
  (stored) => new Uint8Array(Buffer.from(storedText.parse(stored), 'base64')),
);

const integer = transformer<number>((value) => BigInt(value), parseInteger);

function nullable(options: NullableOption): Pick<ColumnOptions, 'nullable'> {
  return { nullable: options.nullable ?? false };
}

/** Primary key: UUID v4 as text, given by us (crypto.randomUUID), never by the database. */
export function IdColumn(): PropertyDecorator {
  return PrimaryColumn({ type: 'varchar', length: ID_LENGTH });
}

/** A UUID that refers to another row. */
export function ReferenceColumn(options: NullableOption = {}): PropertyDecorator {
  return Column({ type: 'varchar', length: ID_LENGTH, ...nullable(options) });
}

/** A `Date`, stored as milliseconds since 1970 (bigint): the same order and resolution in both databases. */
export function InstantColumn(options: NullableOption = {}): PropertyDecorator {
  return Column({ type: 'bigint', transformer: instant, ...nullable(options) });
}

/** A whole number up to 2^53 (counters, revisions). */
export function BigCountColumn(options: NullableOption & { primary?: boolean } = {}): PropertyDecorator {
  return Column({ type: 'bigint', transformer: integer, primary: options.primary ?? false, ...nullable(options) });
}

/** A whole number up to 2^31. */
export function CountColumn(options: NullableOption & { primary?: boolean } = {}): PropertyDecorator {
  return Column({ type: 'integer', transformer: integer, primary: options.primary ?? false, ...nullable(options) });
}

export function FlagColumn(): PropertyDecorator {
  return Column({ type: 'boolean' });
}

/** Text of any length. */
export function TextColumn(options: NullableOption = {}): PropertyDecorator {
  return Column({ type: 'text', ...nullable(options) });
}

/** Short text with an upper bound, for what is indexed. */
export function ShortTextColumn(length: number, options: NullableOption & { primary?: boolean } = {}): PropertyDecorator {
  return Column({ type: 'varchar', length, primary: options.primary ?? false, ...nullable(options) });
}

/** A JSON document as text, parsed with `schema` when read: a row that does not fit throws (ZodError). */
export function JsonColumn<T>(schema: z.ZodType<T>, options: NullableOption = {}): PropertyDecorator {
  const json = transformer<T>(
    (value) => JSON.stringify(value),
    (stored) => schema.parse(JSON.parse(storedText.parse(stored))),
  );
  return Column({ type: 'text', transformer: json, ...nullable(options) });
}

/** A `Uint8Array`, stored as base64 text. */
export function BytesColumn(options: NullableOption = {}): PropertyDecorator {
  return Column({ type: 'text', transformer: bytes, ...nullable(options) });
}

/** A key of `values`; anything else throws, both when written and when read. */
export function EnumColumn<const T extends string>(
  values: Readonly<Record<T, T>>,
  options: NullableOption = {},
): PropertyDecorator {
  const allowed = z.enum(Object.keys(values));
  const oneOf = transformer<string>(
    (value) => allowed.parse(value),
    (stored) => allowed.parse(stored),
  );
  return Column({ type: 'varchar', length: ENUM_LENGTH, transformer: oneOf, ...nullable(options) });
}
