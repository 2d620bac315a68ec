import { DataSource, Entity } from 'typeorm';
import { z } from 'zod';

import {
  BigCountColumn,
  CountColumn,
  EnumColumn,
  FlagColumn,
  IdColumn,
  InstantColumn,
  JsonColumn,
  TextColumn,
} from './columns.js';
import { HotTable } from './hot-table.js';

const colours = { RED: 'RED', BLUE: 'BLUE' } as const;

@Entity('hot_sample')
class Sample {
  @IdColumn() id!: string;
  @InstantColumn({ nullable: true }) at!: Date | null;
  @BigCountColumn() big!: number;
  @CountColumn() small!: number;
  @FlagColumn() flag!: boolean;
  @TextColumn({ nullable: true }) text!: string | null;
  @JsonColumn(z.object({ list: z.array(z.number()) }), { nullable: true }) json!: { list: number[] } | null;
  @EnumColumn(colours) colour!: keyof typeof colours;
}

const sample: Sample = {
  id: '00000000-0000-4000-8000-000000000000',
  at: new Date('2026-01-02T03:04:05.678Z'),
  big: 2 ** 52,
  small: 7,
  flag: true,
  text: "O'Hara ? : $1",
  json: { list: [1, 2] },
  colour: 'RED',
};
const empty: Sample = { ...sample, id: '00000000-0000-4000-8000-000000000001', at: null, text: null, json: null, flag: false };

const table = new HotTable(Sample);
let source: DataSource;

beforeEach(async () => {
  source = await new DataSource({
    type: 'better-sqlite3',
    database: ':memory:',
    entities: [Sample],
    synchronize: true,
  }).initialize();
});
afterEach(() => source.destroy());

const all = 'WHERE "small" >= ? ORDER BY "id"';

it('writes and reads what TypeORM writes and reads', async () => {
  const { manager } = source;
  for (const row of [sample, empty]) await table.insert(manager, row);
  expect(await manager.find(Sample, { order: { id: 'ASC' } })).toEqual([sample, empty]);
  expect(await table.find(manager, all, [0])).toEqual([sample, empty]);
  expect(await table.find(manager, all, [0])).toEqual(await manager.find(Sample, { order: { id: 'ASC' } }));
  expect(await table.find(manager, 'WHERE "id" = ?', ['nothing'])).toEqual([]);
});

it('changes what is given, of the row that is named', async () => {
  const { manager } = source;
  for (const row of [sample, empty]) await table.insert(manager, row);
  await table.update(manager, { id: sample.id }, { text: 'other', at: null, small: 8, flag: false, colour: 'BLUE' });
  expect(await manager.find(Sample, { order: { id: 'ASC' } })).toEqual([
    { ...sample, text: 'other', at: null, small: 8, flag: false, colour: 'BLUE' },
    empty,
  ]);
});

it('leaves a row as it is that is there already, when asked to', async () => {
  const { manager } = source;
  await table.insert(manager, sample);
  await table.insert(manager, { ...sample, small: 9 }, 'EXISTS');
  expect(await table.find(manager, all, [0])).toEqual([sample]);
  await expect(table.insert(manager, { ...sample, small: 9 })).rejects.toThrow(/UNIQUE/);
});

it('checks values as the columns do', async () => {
  const { manager } = source;
  await table.insert(manager, sample);
  await expect(table.insert(manager, { ...empty, colour: 'GREEN' as 'RED' })).rejects.toThrow();
  await manager.query(`UPDATE "hot_sample" SET "json" = '{"list":["a"]}'`);
  await expect(table.find(manager, all, [0])).rejects.toThrow();
});
