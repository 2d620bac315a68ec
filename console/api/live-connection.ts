import { stringifyDocument } from '@urql/core';
import type { TypedDocumentNode } from '@urql/core';
import { createClient } from 'graphql-ws';
import type { Client, FormattedExecutionResult, Sink } from 'graphql-ws';
import { backoff } from './backoff.js';

/**
 * idle: nothing is subscribed. connecting: the first attempt. live: the server answers with what is true now.
 * stale: the connection was lost, or never came, and what was missed meanwhile has not come yet.
 */
export type LivePhase = 'idle' | 'connecting' | 'live' | 'stale';

export interface LiveStatus {
  readonly phase: LivePhase;
  /** When the server was last heard of, milliseconds since the epoch: what is shown was true then. */
  readonly confirmedAt: number | null;
  /** When the next attempt is made, while waiting for one. */
  readonly retryAt: number | null;
}

export interface LiveOptions {
  readonly url: string;
  /** Is anybody signed in? Asked after each break, as a browser can't see why a WebSocket was refused. */
  readonly stillSignedIn: () => Promise<'in' | 'out' | 'unreachable'>;
  readonly onStatus: (status: LiveStatus) => void;
  readonly makeClient?: typeof createClient;
}

const IDLE: LiveStatus = { phase: 'idle', confirmedAt: null, retryAt: null };
const PING_EVERY = 10_000;
const PONG_WITHIN = 5_000;

/**
 * The one WebSocket of the console (protocol graphql-transport-ws). Every subscription comes back after a break, with
 * variables read anew, so that a resume number (`after`) is the last one seen and nothing is lost or told twice.
 */
export class LiveConnection {
  private readonly client: Client;
  private readonly stops = new Set<() => void>();
  private readonly wakes = new Set<() => void>();
  private status: LiveStatus = IDLE;
  private connected = false;
  private pongTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: LiveOptions) {
    this.client = (options.makeClient ?? createClient)({
      url: options.url,
      lazyCloseTimeout: 3_000,
      keepAlive: PING_EVERY,
      retryAttempts: Infinity,
      shouldRetry: () => true,
      retryWait: (attempt) => this.pauseBeforeRetry(attempt),
      on: {
        connected: () => this.connectedAgain(),
        message: () => this.confirm(),
        closed: () => this.closed(),
        ping: (received) => received || this.expectPong(),
        pong: () => clearTimeout(this.pongTimer),
      },
    });
  }

  /**
   * Subscribes until the returned function is called or nobody is signed in any more.
   * @param variables read anew at each (re)connection
   * @param refused called when the server answers with an error instead of data; it is asked again all the same
   */
  subscribe<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: () => Variables,
    next: (data: Data) => void,
    refused: () => void = () => undefined,
  ): () => void {
    let failures = 0;
    let release = (): void => undefined;
    const payload = {
      query: stringifyDocument(document),
      get variables() {
        return variables();
      },
    };
    const start = (): void => {
      let over = false;
      const again = (): void => {
        if (over) return;
        over = true;
        release();
        if (this.stops.has(stop)) void this.afterPause(failures++, () => this.stops.has(stop) && start());
      };
      const sink: Sink<FormattedExecutionResult<Data, unknown>> = {
        next: ({ data, errors }) => {
          if (over) return;
          if (errors !== undefined || !data) {
            refused();
            return again();
          }
          failures = 0;
          this.arrived();
          next(data);
        },
        error: (problem) => {
          // Errors of GraphQL come as a list; anything else is a broken connection.
          if (Array.isArray(problem) && !over) refused();
          again();
        },
        complete: again,
      };
      if (this.status.phase === 'idle') this.say({ phase: 'connecting', confirmedAt: null, retryAt: null });
      release = this.client.subscribe<Data>(payload, sink);
    };
    const stop = (): void => {
      if (!this.stops.delete(stop)) return;
      release();
      if (this.stops.size === 0) this.say(IDLE);
    };
    this.stops.add(stop);
    start();
    return stop;
  }

  /** Ends every subscription: somebody signed out. */
  stopAll(): void {
    for (const stop of [...this.stops]) stop();
    this.retryNow();
  }

  /** Tries now instead of waiting. */
  retryNow(): void {
    for (const wake of [...this.wakes]) wake();
  }

  private async afterPause(attempt: number, then: () => void): Promise<void> {
    await this.pauseBeforeRetry(attempt);
    then();
  }

  private async pauseBeforeRetry(attempt: number): Promise<void> {
    // A first subscription after an earlier break has nothing to wait for.
    if (this.status.phase === 'connecting' && !this.connected) return;
    const milliseconds = backoff(attempt);
    this.say({ ...this.status, phase: 'stale', retryAt: Date.now() + milliseconds });
    await this.pause(milliseconds);
    if (this.stops.size === 0) return;
    this.say({ ...this.status, retryAt: null });
    if ((await this.options.stillSignedIn()) === 'out') this.stopAll();
  }

  private async pause(milliseconds: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.wakes.delete(wake);
        clearTimeout(timer);
        resolve();
      };
      this.wakes.add(wake);
      timer = setTimeout(wake, milliseconds);
    });
  }

  /** A socket alone shows nothing: live is what has come over it. */
  private connectedAgain(): void {
    this.connected = true;
    if (this.status.retryAt !== null) this.say({ ...this.status, retryAt: null });
  }

  private arrived(): void {
    if (this.status.phase === 'live') this.confirm();
    else this.say({ phase: 'live', confirmedAt: Date.now(), retryAt: null });
  }

  private closed(): void {
    this.connected = false;
    clearTimeout(this.pongTimer);
    if (this.status.phase !== 'stale') this.say({ ...this.status, phase: 'stale', retryAt: null });
  }

  private confirm(): void {
    // A message a moment ago says as much as one now: tell the views at most once a second.
    if (this.status.confirmedAt !== null && Date.now() - this.status.confirmedAt < 1_000) return;
    if (this.status.phase === 'live') this.say({ ...this.status, confirmedAt: Date.now() });
  }

  /** A socket may be dead without being closed (a laptop that slept): no answer in time ends it. */
  private expectPong(): void {
    clearTimeout(this.pongTimer);
    this.pongTimer = setTimeout(() => this.client.terminate(), PONG_WITHIN);
  }

  private say(status: LiveStatus): void {
    this.status = this.stops.size === 0 ? IDLE : status;
    this.options.onStatus(this.status);
  }
}
