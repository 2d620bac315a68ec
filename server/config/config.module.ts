import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';

import { Configuration } from './configuration.js';

/** Gives every module the checked configuration; built before Nest starts, so that errors come as plain lines. */
@Global()
@Module({})
export class ConfigModule {
  static with(configuration: Configuration): DynamicModule {
    return { module: ConfigModule, providers: [{ provide: Configuration, useValue: configuration }], exports: [Configuration] };
  }
}
