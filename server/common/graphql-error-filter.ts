import { Catch } from '@nestjs/common';
import type { ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';

/**
 * GraphQL: hands every error on as it is, for formatGraphqlError to judge and log; Nest alone would log a client's
 * mistake as a defect, with its stack. Plain HTTP: as Nest does it.
 */
@Catch()
export class GraphqlErrorFilter extends BaseExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<'graphql' | 'http'>() !== 'graphql') return super.catch(error, host);
    return error instanceof Error ? error : new Error('something else than an error was thrown', { cause: error });
  }
}
