import { CardError } from '../card/card-error.js';
import type { CardScan } from '../card/card-port.js';
import type { Calls } from './protocol.js';

type Look = Calls['look']['result'];

export interface TokenWatcherParts {
  look(): Promise<Look>;
  scan(): Promise<CardScan>;
  /** True while a call is under way: a look would only wait behind it. */
  isBusy(): boolean;
}

const pace = 400;
const slowestPace = 10_000;

/**
 * Tells watchers when tokens come or go. Slot events alone are not trusted, since modules miss removals: the readers are
 * looked at at a steady pace, and an event only makes the scan thorough.
 */
export class TokenWatcher {
  readonly #watchers = new Set<(scan: CardScan) => void>();
  #last: string | null = null;
  #timer: NodeJS.Timeout | null = null;
  #failures = 0;
  #isStopped = false;

  constructor(private readonly parts: TokenWatcherParts) {}

  watch(onChange: (scan: CardScan) => void): () => void {
    // A function of its own, so that the same callback can watch twice.
    const watcher = (scan: CardScan): void => onChange(scan);
    this.#watchers.add(watcher);
    this.#schedule();
    return () => this.#watchers.delete(watcher);
  }

  /** Told of every scan, whoever asked for it: what differs from the one before is news to all who watch. */
  observe(scan: CardScan): void {
    const now = describe(scan);
    const isNews = this.#last !== null && now !== this.#last;
    this.#last = now;
    if (isNews) for (const watcher of [...this.#watchers]) watcher(scan);
  }

  stop(): void {
    this.#isStopped = true;
    this.#watchers.clear();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#timer !== null || this.#isStopped || this.#watchers.size === 0) return;
    const wait = Math.min(pace * 2 ** this.#failures, slowestPace);
    this.#timer = setTimeout(() => {
      void this.#lookOnce().finally(() => {
        this.#timer = null;
        this.#schedule();
      });
    }, wait);
  }

  /** A module that fails is looked at ever less often; whoever uses the card hears of the failure from their own call. */
  async #lookOnce(): Promise<void> {
    if (this.parts.isBusy()) return;
    try {
      const look = await this.parts.look();
      if (look.changed || this.#last === null || describe(look) !== this.#last) this.observe(await this.parts.scan());
      this.#failures = 0;
    } catch (error) {
      if (!(error instanceof CardError)) throw error;
      this.#failures = Math.min(this.#failures + 1, 5);
    }
  }
}

function describe({ readers, tokens, unreadable }: Look | CardScan): string {
  return JSON.stringify([
    readers,
    tokens.map(({ serialNumber, label, flags }) => [serialNumber, label, flags]),
    unreadable.map(({ reader, returnValue }) => [reader, returnValue]),
  ]);
}
