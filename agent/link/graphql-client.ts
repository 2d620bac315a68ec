import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { z } from 'zod';
import { parseJson } from '../config/parse-json.js';
import { timeLimit } from '../config/time-limit.js';
import type { FaultFieldsFragment } from '../generated/graphql.js';
import { ServerFault } from '../upgrade/upgrade-server.js';
import { backoff, pause } from './backoff.js';
import type { LinkMonitor } from './link-monitor.js';

export interface GraphqlClientOptions {
  /** Such as https://kortlots.example/graphql. */
  readonly url: string;
  readonly monitor: LinkMonitor;
  /** The session's token, null before there is one. */
  readonly token: () => string | null;
  /** Told the Date header of each answer, which says what time it is there. */
  readonly onDate?: (date: string | null) => void;
}

/** A query or mutation, with the schema of its answer. */
export interface Operation<Data, Variables> extends Answering<Data> {
  readonly document: TypedDocumentNode<Data, Variables>;
}

interface Answering<Data> {
  readonly answer: z.ZodType<Data>;
  /** How long the answer may take before it is asked for again; left out: 15 seconds. */
  readonly milliseconds?: number;
}

/** The server was not reached, or what answered is not well: worth another try. */
class Unreachable extends Error {
  constructor(
    message: string,
    /** As the server asks (Retry-After); null: as we think best. */
    readonly retryAfterSeconds: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The server answered, and failed inside. */
class InternalError extends Unreachable {}

interface HttpAnswer {
  readonly status: number;
  /** null when it is none, or the server is not well. */
  readonly json: unknown;
  readonly retryAfter: number | null;
  readonly date: string | null;
}

const envelope = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string(), fault: z.string() }).partial().optional() }))
    .optional(),
});
type ErrorAnswer = NonNullable<z.infer<typeof envelope>['errors']>[number];

const millisecondsForAnswer = 15_000;
const longestRetryAfterSeconds = 120;
/** A server that answers and fails each time is not away: it has a fault, which is said after so many tries. */
const triesOfInternalErrors = 6;
const invalidCodes: readonly (string | undefined)[] = ['BAD_USER_INPUT', 'BAD_REQUEST', 'GRAPHQL_VALIDATION_FAILED'];
const endedCodes: readonly (string | undefined)[] = ['UNAUTHENTICATED', 'FORBIDDEN'];

/** GraphQL over HTTP (POST, so that no variable gets into an access log). Calls wait for a server that is away. */
export class GraphqlClient {
  constructor(private readonly options: GraphqlClientOptions) {}

  /**
   * Asks until there is an answer, which may be a Fault of the operation's union; TOO_MANY_ATTEMPTS is waited out.
   * @param pick takes the union out of the answer.
   * @throws ServerFault, or the signal's reason.
   */
  async ask<Data, Variables, Answer extends { readonly __typename: string }>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    pick: (data: Data) => Answer,
    signal: AbortSignal,
  ): Promise<Exclude<Answer, { readonly __typename: 'Fault' }>> {
    for (;;) {
      const answer = pick(await this.call(operation, variables, signal));
      if (isGiven(answer)) return answer;
      if (!isFault(answer)) throw new ServerFault('UNKNOWN', answer.__typename, false);
      const { code, detail, retriable, retryAfterSeconds } = answer;
      if (code !== 'TOO_MANY_ATTEMPTS' || retryAfterSeconds === null) throw new ServerFault(code, detail, retriable);
      await pause(Math.min(retryAfterSeconds, longestRetryAfterSeconds) * 1000, signal);
    }
  }

  /** @throws ServerFault for errors beside the union, or the signal's reason. */
  async call<Data, Variables>(operation: Operation<Data, Variables>, variables: Variables, signal: AbortSignal): Promise<Data> {
    const body = JSON.stringify({ query: print(operation.document), variables });
    for (let tries = 1; ; tries += 1) {
      signal.throwIfAborted();
      try {
        const data = await this.#post(body, operation, signal);
        this.options.monitor.reached();
        return data;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof Unreachable)) throw error;
        await this.#waitAfter(error, tries, signal);
      }
    }
  }

  async #waitAfter(error: Unreachable, tries: number, signal: AbortSignal): Promise<void> {
    if (error instanceof InternalError && tries >= triesOfInternalErrors)
      throw new ServerFault('SERVER_UNREACHABLE', error.message, true);
    // One failure may be a connection that was kept too long; two are a server that is away.
    if (tries > 1 && !(error instanceof InternalError)) this.options.monitor.missed();
    const wait =
      error.retryAfterSeconds === null ? backoff(tries) : Math.min(error.retryAfterSeconds, longestRetryAfterSeconds) * 1000;
    await pause(tries === 1 && error.retryAfterSeconds === null ? 0 : wait, signal);
  }

  async #post<Data>(
    body: string,
    { answer, milliseconds = millisecondsForAnswer }: Answering<Data>,
    signal: AbortSignal,
  ): Promise<Data> {
    const limit = timeLimit(signal, milliseconds);
    const response = await this.#fetch(body, limit.signal).finally(() => limit.clear());
    const parsed = envelope.safeParse(response.json);
    if (!parsed.success) throw new Unreachable(`HTTP ${response.status} without a GraphQL answer`, response.retryAfter);
    this.options.onDate?.(response.date);
    const [error] = parsed.data.errors ?? [];
    if (error !== undefined) throw this.#errorOf(error);
    const data = answer.safeParse(parsed.data.data);
    if (!data.success)
      throw new ServerFault('UNKNOWN', `The answer is not of this version: ${z.prettifyError(data.error)}`, false);
    return data.data;
  }

  async #fetch(body: string, signal: AbortSignal): Promise<HttpAnswer> {
    const token = this.options.token();
    try {
      const response = await fetch(this.options.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body,
        redirect: 'error',
        signal,
      });
      const text = await response.text();
      const date = response.headers.get('date');
      const retryAfter = retryAfterOf(response.headers.get('retry-after'));
      if (response.status >= 500 || response.status === 429) return { status: response.status, json: null, retryAfter, date };
      return { status: response.status, json: parseJson(text), retryAfter, date };
    } catch (error) {
      throw new Unreachable('The server can not be reached', null, { cause: error });
    }
  }

  #errorOf({ message, extensions }: ErrorAnswer): Error {
    this.options.monitor.reached();
    if (endedCodes.includes(extensions?.code)) return new ServerFault('SESSION_ENDED', message, false);
    if (extensions?.code === 'INTERNAL_SERVER_ERROR') return new InternalError(message);
    const fault = invalidCodes.includes(extensions?.code) ? 'INVALID_INPUT' : 'UNKNOWN';
    return new ServerFault(fault, `${extensions?.fault ?? extensions?.code ?? ''} ${message}`.trim(), false);
  }
}

function isGiven<Answer extends { readonly __typename: string }>(
  answer: Answer,
): answer is Exclude<Answer, { readonly __typename: 'Fault' }> {
  return answer.__typename !== 'Fault';
}

function isFault(answer: { readonly __typename: string }): answer is FaultFieldsFragment {
  return answer.__typename === 'Fault';
}

function retryAfterOf(header: string | null): number | null {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

/** Null for what is no JSON: a page of a proxy, or of a network that wants a sign-in first. */
