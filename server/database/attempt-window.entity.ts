import { Entity } from 'typeorm';

import { CountColumn, InstantColumn, ShortTextColumn } from './columns.js';

export const ATTEMPT_KEY_LENGTH = 64;

/** Attempts at something guessable since the start of a window; in the database, so that every process counts. */
@Entity('attempt_window')
export class AttemptWindow {
  /** Purpose and hash of what is limited: no names or addresses are kept. */
  @ShortTextColumn(ATTEMPT_KEY_LENGTH, { primary: true })
  key!: string;

  @InstantColumn()
  startedAt!: Date;

  @CountColumn()
  count!: number;
}
