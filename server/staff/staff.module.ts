import { Global, Module } from '@nestjs/common';

import { StaffSessionLookup } from '../common/request-context.js';
import { StaffSessions } from './staff-sessions.js';
import { StaffSignIn } from './staff-sign-in.js';
import { StaffResolver } from './staff.resolver.js';

/** Accounts and sign-ins of staff. */
@Global()
@Module({
  providers: [StaffSessions, { provide: StaffSessionLookup, useExisting: StaffSessions }, StaffSignIn, StaffResolver],
  exports: [StaffSessionLookup],
})
export class StaffModule {}
