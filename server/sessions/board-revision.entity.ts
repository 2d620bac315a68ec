import { Entity, PrimaryColumn } from 'typeorm';

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
