import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';

import { GraphqlErrorFilter } from './graphql-error-filter.js';
import { PermissionCheck, PermissionGuard } from './permissions.js';
import { RequestContextFactory } from './request-context.js';

/** Who asks, and what they may: for every module, and denied by default. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    RequestContextFactory,
    PermissionCheck,
    { provide: APP_GUARD, useClass: PermissionGuard },
    { provide: APP_FILTER, useClass: GraphqlErrorFilter },
  ],
  exports: [RequestContextFactory],
})
export class AccessModule {}
