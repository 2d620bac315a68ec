import type { DataSource, EntityManager, EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';

/** A value as both drivers bind it. */
export type Parameter = string | number | bigint | boolean | null;

/**
 * The entity's table for what runs with every event. TypeORM builds each statement anew, which takes several times as
 * long as the database takes to answer; here each text is built once. The columns' transformers are the same, and both
 * databases work.
 */
export class HotTable<Row extends ObjectLiteral> {
  private readonly texts = new WeakMap<DataSource, Map<string, string>>();

  constructor(private readonly entity: EntityTarget<Row>) {}

  /**
   * @param clauses what follows the table's name, with `?` for each parameter, such as `WHERE "id" = ?`
   * @param parameters as they are stored
   */
  async find(manager: EntityManager, clauses: string, parameters: readonly Parameter[]): Promise<Row[]> {
    const { columns, tableName } = this.metadata(manager);
    const { driver } = manager.connection;
    const text = this.text(manager, clauses, () => {
      const names = columns.map(({ databaseName }) => driver.escape(databaseName)).join(', ');
      let index = 0;
      const numbered = clauses.replaceAll('?', () => driver.createParameter('', index++));
      return `SELECT ${names} FROM ${driver.escape(tableName)} ${numbered}`;
    });
    const found: unknown = await manager.query(text, [...parameters]);
    return rowsOf(found).map((raw) => {
      const row = manager.create(this.entity);
      for (const column of columns) column.setEntityValue(row, driver.prepareHydratedValue(raw[column.databaseName], column));
      return row;
    });
  }

  /** @param unless `EXISTS`: a row that is there already stays as it is */
  async insert(manager: EntityManager, row: Partial<Row>, unless: 'EXISTS' | null = null): Promise<void> {
    const columns = this.columnsOf(manager, row);
    const { driver } = manager.connection;
    const text = this.text(manager, `insert ${unless ?? ''} ${keyOf(columns)}`, () => {
      const names = columns.map(({ databaseName }) => driver.escape(databaseName)).join(', ');
      const values = columns.map((_, index) => driver.createParameter('', index)).join(', ');
      const conflict = unless === null ? '' : ' ON CONFLICT DO NOTHING';
      return `INSERT INTO ${driver.escape(this.metadata(manager).tableName)} (${names}) VALUES (${values})${conflict}`;
    });
    await manager.query(text, this.values(manager, columns, row));
  }

  /** @param key the columns that name the row */
  async update(manager: EntityManager, key: Partial<Row>, changes: Partial<Row>): Promise<void> {
    const [keys, changed] = [this.columnsOf(manager, key), this.columnsOf(manager, changes)];
    const { driver } = manager.connection;
    const text = this.text(manager, `update ${keyOf(keys)} ${keyOf(changed)}`, () => {
      const terms = [...changed, ...keys].map(
        ({ databaseName }, index) => `${driver.escape(databaseName)} = ${driver.createParameter('', index)}`,
      );
      const where = terms.slice(changed.length).join(' AND ');
      return `UPDATE ${driver.escape(this.metadata(manager).tableName)} SET ${terms.slice(0, changed.length).join(', ')} WHERE ${where}`;
    });
    await manager.query(text, [...this.values(manager, changed, changes), ...this.values(manager, keys, key)]);
  }

  private metadata(manager: EntityManager): EntityMetadata {
    return manager.connection.getMetadata(this.entity);
  }

  private columnsOf(manager: EntityManager, row: Partial<Row>): ColumnMetadata[] {
    return this.metadata(manager).columns.filter(({ propertyName }) => row[propertyName] !== undefined);
  }

  private values(manager: EntityManager, columns: readonly ColumnMetadata[], row: Partial<Row>): Parameter[] {
    const { driver } = manager.connection;
    return columns.map((column) => parameterOf(driver.preparePersistentValue(row[column.propertyName], column)));
  }

  private text(manager: EntityManager, key: string, build: () => string): string {
    const texts = this.texts.get(manager.connection) ?? new Map<string, string>();
    this.texts.set(manager.connection, texts);
    const text = texts.get(key) ?? build();
    texts.set(key, text);
    return text;
  }
}

type RawRow = Readonly<Record<string, unknown>>;

/** What both drivers give for a SELECT; the columns check what is in it. */
function isRows(found: unknown): found is readonly RawRow[] {
  return Array.isArray(found);
}

function rowsOf(found: unknown): readonly RawRow[] {
  if (isRows(found)) return found;
  throw new Error('a query gave no rows');
}

function parameterOf(value: unknown): Parameter {
  if (value === null) return null;
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return value;
    default:
      throw new Error(`${typeof value} is no parameter`);
  }
}

function keyOf(columns: readonly ColumnMetadata[]): string {
  return columns.map(({ databaseName }) => databaseName).join(' ');
}
