import { createSourceEventStream, execute } from 'graphql';
import type { ExecutionResult, GraphQLFormattedError, GraphQLSchema, GraphQLError } from 'graphql';

import { formatGraphqlError } from '../common/graphql-errors.js';
import type { RequestContext } from '../common/request-context.js';
import type { SubscriptionDocument } from './documents.js';
import { Feed } from './feed.js';

export interface Subscribing {
  readonly schema: GraphQLSchema;
  readonly document: SubscriptionDocument;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}

/** As a client may read them. */
export function formatErrors(errors: readonly GraphQLError[]): GraphQLFormattedError[] {
  return errors.map((error) => formatGraphqlError(error.toJSON(), error));
}

/** For what was thrown outside graphql. */
export function formatError(error: unknown): GraphQLFormattedError {
  return formatGraphqlError({ message: 'Internal error.' }, error);
}

/**
 * Calls the field's own subscribe function, with its guards.
 * @returns the feed, or what was wrong with the variables or thrown by guards and resolver
 */
export async function openFeed({ schema, document, variables, context }: Subscribing): Promise<Feed | readonly GraphQLError[]> {
  const opened: unknown = await createSourceEventStream({
    schema,
    document: document.document,
    operationName: document.operationName,
    variableValues: variables,
    contextValue: context,
  });
  if (opened instanceof Feed) return opened;
  if (isResult(opened)) return opened.errors ?? [];
  throw new Error(`Subscription ${document.fieldName} returned no feed.`);
}

function isResult(value: unknown): value is ExecutionResult {
  return typeof value === 'object' && value !== null && 'errors' in value;
}

/** Executes the document on one message. @returns the payload of a `next` message, as JSON */
export async function renderMessage({ schema, document, variables, context }: Subscribing, message: object): Promise<string> {
  const { data, errors } = await execute({
    schema,
    document: document.document,
    operationName: document.operationName,
    rootValue: { [document.fieldName]: message },
    variableValues: variables,
    contextValue: context,
  });
  return JSON.stringify(errors === undefined ? { data } : { errors: formatErrors(errors), data });
}
