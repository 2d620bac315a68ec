import { Entity, PrimaryColumn } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';

import { BigCountColumn } from '../database/columns.js';

export const BOARD = 1;

/** The one counter that rises with every change to any session. */
@Entity('board_revision')
export class BoardRevision {
  @PrimaryColumn({ type: 'integer' })
  id!: number;

  @BigCountColumn()
  value!: number;
}

const counter = z.tuple([z.object({ value: z.coerce.number().int() })]);

/** As plain SQL: it is read for every event, and for every message of the board. */
export async function readBoardRevision(manager: EntityManager): Promise<number> {
  const rows: unknown = await manager.query(`SELECT "value" FROM "board_revision" WHERE "id" = ${BOARD}`);
  return counter.parse(rows)[0].value;
}
