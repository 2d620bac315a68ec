import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { formatGraphqlError } from './graphql-errors.js';
import type { RequestContext, RequestContextFactory } from './request-context.js';
import { MAX_TOKENS, validationRules } from './validation-rules.js';

export const GRAPHQL_PATH = '/graphql';

/**
 * GraphQL over HTTP, code first. Subscriptions are delivered by live, over a WebSocket of its own, with the same rules.
 *
 * @param development allows introspection
 */
export function graphqlOptions(contexts: RequestContextFactory, development: boolean): ApolloDriverConfig {
  return {
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    // Earlier it would close the HTTP server under the live connections, and wait for them for ever.
    stopOnApplicationShutdown: true,
    graphiql: false,
    introspection: development,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !development,
    csrfPrevention: true,
    // It would look at every field of every answer, and nothing here may be cached.
    plugins: [ApolloServerPluginCacheControlDisabled()],
    parseOptions: { maxTokens: MAX_TOKENS },
    validationRules: validationRules({ introspection: development }),
    formatError: formatGraphqlError,
    context: (request: FastifyRequest, reply: FastifyReply): Promise<RequestContext> =>
      contexts.create({
        cookie: request.headers.cookie,
        authorization: request.headers.authorization,
        remoteAddress: request.ip,
        setCookie: (header) => void reply.header('set-cookie', header),
      }),
  };
}
