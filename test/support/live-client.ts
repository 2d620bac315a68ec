import { createClient } from 'graphql-ws';
import type { Client } from 'graphql-ws';
import WebSocket from 'ws';
import type { z } from 'zod';

export interface LiveClientOptions {
  /** Of the server, such as http://127.0.0.1:4000 */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connectionParams?: Readonly<Record<string, unknown>>;
}

const RETRY_EVERY_MS = 50;

/** A subscription whose messages wait until they are asked for, so that none is missed. */
export class Inbox<Data> {
  /** Everything that came, in order. */
  readonly received: Data[] = [];
  /** The errors that ended it; null while it goes on. */
  errors: readonly unknown[] | null = null;
  private taken = 0;
  private readonly waiting = new Set<() => void>();

  constructor(readonly stop: () => void) {}

  /** The next message that was not taken yet. @throws Error when the subscription has ended with errors */
  next(): Promise<Data> {
    return this.until(() => true);
  }

  /** Takes messages up to the first that fits. @throws Error when the subscription has ended with errors */
  async until(fits: (data: Data) => boolean): Promise<Data> {
    for (;;) {
      const message = this.received[this.taken];
      if (message !== undefined) {
        this.taken += 1;
        if (fits(message)) return message;
      } else if (this.errors !== null) throw new Error(`the subscription ended: ${JSON.stringify(this.errors)}`);
      else await this.change();
    }
  }

  /** Resolves with the errors that end the subscription. */
  async ended(): Promise<readonly unknown[]> {
    while (this.errors === null) await this.change();
    return this.errors;
  }

  arrive(data: Data): void {
    this.received.push(data);
    this.wake();
  }

  end(errors: readonly unknown[]): void {
    this.errors = errors;
    this.wake();
  }

  private wake(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const go of waiting) go();
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.waiting.add(resolve));
  }
}

/** GraphQL subscriptions as the real clients make them: comes back after every break, with variables read anew. */
export class LiveClient {
  private readonly client: Client;
  /** Sockets that were opened so far; more than one means that it came back. */
  connections = 0;
  private socket: WebSocket | null = null;

  constructor({ url, headers, connectionParams }: LiveClientOptions) {
    const opened = (socket: WebSocket): void => void (this.socket = socket);
    class HeaderSocket extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols, { headers: { origin: url, ...headers } });
        opened(this);
      }
    }
    this.client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: HeaderSocket,
      ...(connectionParams === undefined ? {} : { connectionParams }),
      retryAttempts: Infinity,
      shouldRetry: () => true,
      retryWait: () => new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS)),
      on: { connected: () => (this.connections += 1) },
    });
  }

  /** @param variables read anew at each (re)connection */
  subscribe<Data>(query: string, variables: () => Record<string, unknown>, shape: z.ZodType<Data>): Inbox<Data> {
    const inbox = new Inbox<Data>(() => unsubscribe());
    const payload = {
      query,
      get variables() {
        return variables();
      },
    };
    const unsubscribe = this.client.subscribe(payload, {
      next: ({ data, errors }) => {
        if (errors !== undefined) return inbox.end(errors);
        const parsed = shape.safeParse(data);
        if (parsed.success) inbox.arrive(parsed.data);
        else inbox.end([parsed.error.message]);
      },
      error: (error) => inbox.end(Array.isArray(error) ? error : [String(error)]),
      complete: () => inbox.end([]),
    });
    return inbox;
  }

  /** Reads nothing more: a laptop on a bad line. */
  pause(): void {
    this.socket?.pause();
  }

  resume(): void {
    this.socket?.resume();
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }
}
