import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';

import { PermissionCheck, PermissionGuard } from './permissions.js';
import { RequestContextFactory } from './request-context.js';

/** Who asks, and what they may: for every module, and denied by default. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [RequestContextFactory, PermissionCheck, { provide: APP_GUARD, useClass: PermissionGuard }],
  exports: [RequestContextFactory],
})
export class AccessModule {}
