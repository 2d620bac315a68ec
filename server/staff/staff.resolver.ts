import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';

import { faultOr } from '../common/fault.js';
import type { Fault } from '../common/fault.js';
import { Public } from '../common/permissions.js';
import type { RequestContext, StaffIdentity } from '../common/request-context.js';
import { Configuration } from '../config/configuration.js';
import { expiredCookie, sessionCookie } from './cookie.js';
import { StaffSessions } from './staff-sessions.js';
import { StaffSignIn } from './staff-sign-in.js';
import { Staff, StaffSignedIn, StaffSignInResult } from './staff.types.js';

@Resolver()
export class StaffResolver {
  constructor(
    private readonly signIn: StaffSignIn,
    private readonly sessions: StaffSessions,
    private readonly configuration: Configuration,
  ) {}

  @Public()
  @Query(() => Staff, { nullable: true, description: 'who is signed in, or null (public)' })
  me(@Context() context: RequestContext): Staff | null {
    return context.staff === null ? null : view(context.staff);
  }

  @Public()
  @Mutation(() => StaffSignInResult)
  staffSignIn(
    @Args('userName', { type: () => String }) userName: string,
    @Args('password', { type: () => String }) password: string,
    @Context() context: RequestContext,
  ): Promise<StaffSignedIn | Fault> {
    return faultOr(async () => {
      const { token, identity } = await this.signIn.signIn(userName, password, context.remoteAddress);
      if (context.staff !== null) await this.sessions.close(context.staff.sessionTokenHash);
      context.setCookie(sessionCookie(token, this.configuration.staffSessionMinutes, this.configuration));
      return { staff: view(identity) };
    });
  }

  /** True whether or not somebody was signed in: afterwards nobody is. */
  @Public()
  @Mutation(() => Boolean)
  async staffSignOut(@Context() context: RequestContext): Promise<boolean> {
    if (context.staff !== null) await this.sessions.close(context.staff.sessionTokenHash);
    context.setCookie(expiredCookie(this.configuration));
    return true;
  }
}

function view({ id, userName, name, desk, roles }: StaffIdentity): Staff {
  return { id, userName, name, desk, roles };
}
