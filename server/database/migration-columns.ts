import { TableColumn, TableIndex, TableForeignKey } from 'typeorm';

import { ENUM_LENGTH, ID_LENGTH } from './columns.js';

/** Counterparts of columns.ts for migrations, so that a migration reads like the entity and is right on both databases. */
interface Options {
  readonly nullable?: boolean;
  readonly primary?: boolean;
}

function column(name: string, type: string, options: Options, length?: number): TableColumn {
  return new TableColumn({
    name,
    type,
    isNullable: options.nullable ?? false,
    isPrimary: options.primary ?? false,
    ...(length === undefined ? {} : { length: String(length) }),
  });
}

export const id = (name = 'id'): TableColumn => column(name, 'varchar', { primary: true }, ID_LENGTH);
export const reference = (name: string, options: Options = {}): TableColumn => column(name, 'varchar', options, ID_LENGTH);
export const instant = (name: string, options: Options = {}): TableColumn => column(name, 'bigint', options);
export const bigCount = (name: string, options: Options = {}): TableColumn => column(name, 'bigint', options);
export const count = (name: string, options: Options = {}): TableColumn => column(name, 'integer', options);
export const flag = (name: string): TableColumn => column(name, 'boolean', {});
export const text = (name: string, options: Options = {}): TableColumn => column(name, 'text', options);
export const json = text;
export const bytes = text;
export const shortText = (name: string, length: number, options: Options = {}): TableColumn =>
  column(name, 'varchar', options, length);
export const enumeration = (name: string, options: Options = {}): TableColumn => column(name, 'varchar', options, ENUM_LENGTH);

/** The entity says `@Index('ix_…', [...])`: the same name in both places. */
export const index = (name: string, columnNames: string[]): TableIndex => new TableIndex({ name, columnNames });
/** The entity says `@Index('uq_…', [...], { unique: true })`. */
export const uniqueIndex = (name: string, columnNames: string[]): TableIndex =>
  new TableIndex({ name, columnNames, isUnique: true });
/** The entity says `@JoinColumn({ name, foreignKeyConstraintName: 'fk_…' })` and `{ onDelete: 'CASCADE' }`. */
export const cascadingForeignKey = (name: string, columnName: string, table: string): TableForeignKey =>
  new TableForeignKey({
    name,
    columnNames: [columnName],
    referencedTableName: table,
    referencedColumnNames: ['id'],
    onDelete: 'CASCADE',
  });
