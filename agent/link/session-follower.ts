import { print } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { SessionFollowedDocument } from '../generated/graphql.js';
import type { AgentSession } from '../upgrade/upgrade-server.js';
import { followedAnswer } from './answers.js';
import { backoff, pause } from './backoff.js';

export interface SessionFollowerParts {
  /** Such as wss://kortlots.example/graphql. */
  readonly url: string;
  readonly token: string;
  /** The session as it is now: at once, and after each change. */
  readonly onSession: (session: AgentSession) => void;
  /** Asks over HTTP, which waits for a server that is away: for the time without a live connection, or where none is let through. */
  readonly ask: (signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

const keepAliveMilliseconds = 12_000;

/** A network that swallows the upgrade, rather than refusing it, would otherwise be waited for without end. */
class ImpatientWebSocket extends WebSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols, { handshakeTimeout: keepAliveMilliseconds });
  }
}

/** Follows the agent's own session live, for as long as the signal lets it. A connection that breaks is made again. */
export class SessionFollower {
  readonly #client: Client;
  #pongDeadline: NodeJS.Timeout | undefined;

  constructor(private readonly parts: SessionFollowerParts) {
    this.#client = createClient({
      url: parts.url,
      webSocketImpl: ImpatientWebSocket,
      connectionParams: { authorization: `Bearer ${parts.token}` },
      // Reconnecting is done here: the library takes some close codes as final.
      retryAttempts: 0,
      keepAlive: keepAliveMilliseconds,
      connectionAckWaitTimeout: keepAliveMilliseconds,
      on: {
        // A ping that nobody answered: the connection is dead, though nobody said so.
        ping: (received) => {
          if (!received) this.#expectPong();
        },
        pong: (received) => {
          if (received) clearTimeout(this.#pongDeadline);
        },
        closed: () => clearTimeout(this.#pongDeadline),
      },
    });
  }

  /** @throws what `ask` throws, or the signal's reason. */
  async run(): Promise<void> {
    const { signal, ask } = this.parts;
    const stop = (): void => void this.#client.dispose();
    signal.addEventListener('abort', stop, { once: true });
    for (let failures = 1; !signal.aborted; failures += 1) {
      if (await this.#follow()) failures = 1;
      signal.throwIfAborted();
      await ask(signal);
      await pause(backoff(failures), signal);
    }
  }

  /** Until the connection ends, for whatever reason: what is so then is asked over HTTP. @returns whether anything came. */
  #follow(): Promise<boolean> {
    return new Promise<boolean>((resolve) => {
      let hasNews = false;
      const end = (): void => resolve(hasNews);
      this.parts.signal.addEventListener('abort', end, { once: true });
      this.#client.subscribe(
        { query: print(SessionFollowedDocument) },
        {
          next: ({ data }) => {
            const parsed = followedAnswer.safeParse(data);
            if (!parsed.success) return;
            hasNews = true;
            this.parts.onSession(parsed.data.agentSession);
          },
          error: end,
          complete: end,
        },
      );
    }).finally(() => clearTimeout(this.#pongDeadline));
  }

  #expectPong(): void {
    clearTimeout(this.#pongDeadline);
    this.#pongDeadline = setTimeout(() => this.#client.terminate(), keepAliveMilliseconds / 2);
  }
}
