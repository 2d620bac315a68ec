import { Logger } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';

import { FaultError } from './fault.js';

const logger = new Logger('GraphQL');
/** What a client did wrong, in words that are safe to send. */
const CLIENT_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
];

/**
 * Answers for what no union expresses, the same over HTTP and WebSocket: a FaultError keeps its code
 * (`extensions.fault`), a client's mistake its message; anything else is logged and answered without detail.
 */
export function formatGraphqlError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  const where = formatted.path === undefined ? {} : { path: formatted.path };
  if (original instanceof FaultError) {
    return { ...where, message: original.code, extensions: { code: 'FAULT', fault: original.code } };
  }
  const code = formatted.extensions?.['code'];
  if (typeof code === 'string' && CLIENT_CODES.includes(code))
    return { ...where, message: formatted.message, extensions: { code } };
  // graphql's own validation errors carry no code outside Apollo and no original error.
  if (error instanceof GraphQLError && error.originalError === undefined && code === undefined) {
    return { ...where, message: formatted.message, extensions: { code: 'BAD_USER_INPUT' } };
  }
  logger.error(original, 'unexpected error in a resolver');
  return { ...where, message: 'Internal error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}
