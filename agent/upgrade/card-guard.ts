import { CardError } from '../card/card-error.js';
import type { CardPort, CardScan } from '../card/card-port.js';
import { findSameCard, type CardIdentity } from './card-pairing.js';
import { UpgradeTrouble } from './trouble.js';

/** Watches one card, so that a removal is seen while nobody talks to the card. */
export class CardGuard {
  readonly #removal = new AbortController();
  readonly #stop: () => void;

  constructor(
    private readonly card: CardPort,
    private readonly identity: CardIdentity,
    /** Where its tokens were seen. */
    private readonly readers: readonly string[],
  ) {
    this.#stop = card.watch((scan) => this.#look(scan));
  }

  /** Aborted with UpgradeTrouble CARD_REMOVED when the card leaves its reader. */
  get removed(): AbortSignal {
    return this.#removal.signal;
  }

  /** Looks at once. A card operation that failed may have failed because the card is gone. */
  async check(): Promise<boolean> {
    this.#look(await this.card.scan());
    return !this.removed.aborted;
  }

  stop(): void {
    this.#stop();
  }

  /** A reader that could not be read says nothing about its card: the next look, or the next call to the card, tells. */
  #look(scan: CardScan): void {
    if (scan.unreadable.some(({ reader }) => this.readers.includes(reader))) return;
    if (findSameCard(scan, this.identity) === null) this.#removal.abort(new UpgradeTrouble('CARD_REMOVED'));
  }
}

/**
 * Waits until `find` is content with what is in the readers: looks now, and after each change. A module that fails now is
 * looked at again by the watch, so a CardError does not end the wait.
 * @throws the signal's reason.
 */
export function waitForScan<T>(card: CardPort, signal: AbortSignal, find: (scan: CardScan) => T | null): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const look = (scan: CardScan): void => {
      const found = find(scan);
      if (found === null) return;
      end();
      resolve(found);
    };
    const fail = (error: unknown): void => {
      end();
      reject(error instanceof Error ? error : new Error('The wait for a card was ended'));
    };
    const abort = (): void => fail(signal.reason);
    const stop = card.watch(look);
    const end = (): void => {
      stop();
      signal.removeEventListener('abort', abort);
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) return abort();
    card.scan().then(look, (error: unknown) => {
      if (!(error instanceof CardError)) fail(error);
    });
  });
}
