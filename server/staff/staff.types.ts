import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';

import { Fault } from '../common/fault.js';
import { StaffRole } from '../common/staff-role.js';

@ObjectType()
export class Staff {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  userName!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  desk!: string;

  @Field(() => [StaffRole])
  roles!: readonly StaffRole[];
}

@ObjectType()
export class StaffSignedIn {
  @Field(() => Staff)
  staff!: Staff;
}

export const StaffSignInResult = createUnionType({
  name: 'StaffSignInResult',
  types: () => [StaffSignedIn, Fault] as const,
  resolveType: (value) => (value instanceof Fault ? Fault : StaffSignedIn),
});
