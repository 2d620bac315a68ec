import { DataSource, Entity } from 'typeorm';
import { z } from 'zod';

import {
  BigCountColumn,
  BytesColumn,
  CountColumn,
  EnumColumn,
  FlagColumn,
  IdColumn,
  InstantColumn,
  JsonColumn,
  ReferenceColumn,
  ShortTextColumn,
  TextColumn,
} from './columns.js';

const colours = { RED: 'RED', BLUE: 'BLUE' } as const;

@Entity('sample')
class Sample {
  @IdColumn() id!: string;
  @ReferenceColumn({ nullable: true }) other!: string | null;
  @InstantColumn() at!: Date;
  @InstantColumn({ nullable: true }) maybe!: Date | null;
  @BigCountColumn() big!: number;
  @CountColumn() small!: number;
  @FlagColumn() flag!: boolean;
  @TextColumn() text!: string;
  @ShortTextColumn(10) short!: string;
  @JsonColumn(z.object({ list: z.array(z.number()) })) json!: { list: number[] };
  @BytesColumn() bytes!: Uint8Array;
  @EnumColumn(colours) colour!: keyof typeof colours;
}

const sample: Sample = {
  id: '00000000-0000-4000-8000-000000000000',
  other: null,
  at: new Date('2026-01-02T03:04:05.678Z'),
  maybe: null,
  big: 2 ** 53 - 1,
  small: -5,
  flag: true,
  text: 'Åsa',
  short: 'kort',
  json: { list: [1, 2] },
  bytes: new Uint8Array([0, 255, 7]),
  colour: 'BLUE',
};

let source: DataSource;

beforeAll(async () => {
  source = new DataSource({ type: 'better-sqlite3', database: ':memory:', entities: [Sample], synchronize: true });
  await source.initialize();
});
afterEach(() => source.manager.clear(Sample));
afterAll(() => source.destroy());

it('gives every value back as it was', async () => {
  await source.manager.insert(Sample, sample);
  expect(await source.manager.findOneByOrFail(Sample, { id: sample.id })).toEqual(sample);
});

it('keeps milliseconds, and compares instants', async () => {
  await source.manager.insert(Sample, sample);
  expect(await source.manager.countBy(Sample, { at: sample.at })).toBe(1);
});

it('refuses a value outside an enumeration, both written and read', async () => {
  await expect(source.manager.insert(Sample, { ...sample, colour: 'GREEN' as never })).rejects.toThrow();
  await source.manager.insert(Sample, sample);
  await source.query(`UPDATE "sample" SET "colour" = 'GREEN'`);
  await expect(source.manager.find(Sample)).rejects.toThrow();
});

it('refuses a stored document that does not fit its schema', async () => {
  await source.manager.insert(Sample, sample);
  await source.query(`UPDATE "sample" SET "json" = '{"list":["x"]}'`);
  await expect(source.manager.find(Sample)).rejects.toThrow(z.ZodError);
});

it('reads whole numbers that PostgreSQL gives as text', () => {
  const column = source.getMetadata(Sample).findColumnWithPropertyName('big');
  const transformer = [column?.transformer ?? []].flat()[0];
  expect(transformer?.from('9007199254740991')).toBe(2 ** 53 - 1);
  expect(() => transformer?.from('1.5') as unknown).toThrow();
});

it('uses only column types that both databases know', () => {
  const types = new Set(source.getMetadata(Sample).columns.map(({ type }) => type));
  expect([...types].sort()).toEqual(['bigint', 'boolean', 'integer', 'text', 'varchar']);
});
