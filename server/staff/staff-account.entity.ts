import { Entity, Index } from 'typeorm';
import { z } from 'zod';

import { StaffRole } from '../common/staff-role.js';
import { IdColumn, InstantColumn, JsonColumn, ShortTextColumn, TextColumn } from '../database/columns.js';

export const USER_NAME_LENGTH = 64;
export const NAME_LENGTH = 100;

const roles = z.array(z.enum(StaffRole));

@Entity('staff_account')
@Index('uq_staff_account_user_name', ['userName'], { unique: true })
export class StaffAccount {
  @IdColumn()
  id!: string;

  /** Lower case. */
  @ShortTextColumn(USER_NAME_LENGTH)
  userName!: string;

  @ShortTextColumn(NAME_LENGTH)
  name!: string;

  /** Where they work, as the cardholder sees it beside the name. */
  @ShortTextColumn(NAME_LENGTH)
  desk!: string;

  @JsonColumn(roles)
  roles!: StaffRole[];

  /** argon2id, in its own text form with parameters and salt. */
  @TextColumn()
  passwordHash!: string;

  @InstantColumn()
  createdAt!: Date;

  @InstantColumn({ nullable: true })
  disabledAt!: Date | null;
}
