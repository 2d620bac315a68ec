import { ApolloDriver } from '@nestjs/apollo';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';

import { AccessModule } from './common/access.module.js';
import { graphqlOptions } from './common/graphql-options.js';
import { RequestContextFactory } from './common/request-context.js';
import { ConfigModule } from './config/config.module.js';
import { Configuration } from './config/configuration.js';
import { DatabaseModule } from './database/database.module.js';
import { FaultsModule } from './faults/faults.module.js';
import { HealthModule } from './health/health.module.js';
import { IssuanceModule } from './issuance/issuance.module.js';
import { LiveModule } from './live/live.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { StaffModule } from './staff/staff.module.js';

/** What the server does; each folder a feature. The schema is emitted from the same list. */
export const features = [HealthModule, FaultsModule, StaffModule, SessionsModule, IssuanceModule, LiveModule];

@Module({})
export class AppModule {
  static with(configuration: Configuration): DynamicModule {
    const graphql = GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      inject: [RequestContextFactory, Configuration],
      useFactory: (contexts: RequestContextFactory, { production }: Configuration) => graphqlOptions(contexts, !production),
    });
    return {
      module: AppModule,
      imports: [ConfigModule.with(configuration), DatabaseModule, AccessModule, graphql, ...features],
    };
  }
}
