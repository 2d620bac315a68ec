import { Client, fetchExchange } from '@urql/core';
import type { AnyVariables, CombinedError, OperationResult, TypedDocumentNode } from '@urql/core';

/**
 * Queries and mutations. No cache: what the console shows comes from its stores, and a cached answer would not say how
 * old it is. POST always, so that search words never reach an address or an access log.
 */
const client = new Client({
  url: '/graphql',
  exchanges: [fetchExchange],
  preferGetMethod: false,
  requestPolicy: 'network-only',
  fetchOptions: { credentials: 'same-origin', headers: { 'apollo-require-preflight': 'true' } },
});

export type RequestProblem = 'unreachable' | 'unauthenticated' | 'forbidden' | 'server';

/** A request without an answer that the schema foresees. `common.unreachable` and `common.failed` are its texts. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly problem: RequestProblem,
    cause: CombinedError | undefined,
  ) {
    super(problem, { cause });
  }
}

const unauthenticated = new Set<() => void>();

/** Calls `listener` whenever the server says that nobody is signed in; returns how to stop. */
export function onUnauthenticated(listener: () => void): () => void {
  unauthenticated.add(listener);
  return () => unauthenticated.delete(listener);
}

/** @throws RequestError */
export async function query<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  return dataOf(await client.query(document, variables).toPromise());
}

/** @throws RequestError */
export async function mutate<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  return dataOf(await client.mutation(document, variables).toPromise());
}

function dataOf<Data, Variables extends AnyVariables>({ data, error }: OperationResult<Data, Variables>): Data {
  if (error === undefined && data !== undefined) return data;
  const problem = problemOf(error);
  if (problem === 'unauthenticated') unauthenticated.forEach((listener) => listener());
  throw new RequestError(problem, error);
}

function problemOf(error: CombinedError | undefined): RequestProblem {
  if (error?.networkError) return 'unreachable';
  const codes = error?.graphQLErrors.map(({ extensions }) => extensions['code']) ?? [];
  if (codes.includes('UNAUTHENTICATED')) return 'unauthenticated';
  return codes.includes('FORBIDDEN') ? 'forbidden' : 'server';
}

/** Locale key of what to tell the reader about a failed request. */
export function problemText(error: unknown): 'common.unreachable' | 'common.failed' {
  return error instanceof RequestError && error.problem === 'unreachable' ? 'common.unreachable' : 'common.failed';
}
