import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import { Global, Inject, Injectable, Module } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryModule, HttpAdapterHost, ModuleRef } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';

import { RequestContextFactory } from '../common/request-context.js';
import { Configuration, publicOrigin } from '../config/configuration.js';
import { Doorbell, InProcessDoorbell } from './doorbell.js';
import { liveLimits } from './limits.js';
import type { LiveLimits } from './limits.js';
import { LiveServer } from './live-server.js';
import { SubscriptionPermissions } from './subscription-permissions.js';

type HttpServer = Server<typeof IncomingMessage, typeof ServerResponse>;

/** Injection token of {@link LiveLimits}, for tests that want tighter ones. */
export const LIVE_LIMITS = Symbol('live limits');

/** Opens the WebSocket when the schema is there, and closes it before the HTTP server stops. */
@Injectable()
export class LiveService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private server: LiveServer | null = null;

  constructor(
    private readonly moduleRef: ModuleRef,
    private readonly adapterHost: HttpAdapterHost<AbstractHttpAdapter<HttpServer>>,
    private readonly contexts: RequestContextFactory,
    private readonly permissions: SubscriptionPermissions,
    private readonly doorbell: Doorbell,
    private readonly configuration: Configuration,
    @Inject(LIVE_LIMITS) private readonly limits: LiveLimits,
  ) {}

  onApplicationBootstrap(): void {
    this.server = new LiveServer({
      schema: this.moduleRef.get(GraphQLSchemaHost, { strict: false }).schema,
      contexts: this.contexts,
      permissions: this.permissions,
      doorbell: this.doorbell,
      publicUrl: publicOrigin(this.configuration),
      development: !this.configuration.production,
      limits: this.limits,
    });
    this.server.attach(this.adapterHost.httpAdapter.getHttpServer());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.server?.close();
  }

  get open(): LiveServer['open'] {
    return this.server?.open ?? { connections: 0, groups: 0 };
  }
}

/** Live delivery, and the doorbell that wakes it, for every module. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    { provide: Doorbell, useClass: InProcessDoorbell },
    { provide: LIVE_LIMITS, useValue: liveLimits },
    SubscriptionPermissions,
    LiveService,
  ],
  exports: [Doorbell, LiveService],
})
export class LiveModule {}
