import { pause } from './backoff.js';

export interface PairingCode {
  readonly code: string;
  /** ISO 8601, by the server's clock. */
  readonly expiresAt: string;
}

export interface PairingCodeKeeperParts {
  readonly renew: (signal: AbortSignal) => Promise<PairingCode>;
  readonly show: (code: PairingCode | null) => void;
  readonly signal: AbortSignal;
  readonly now?: () => number;
}

/** A call may begin in the code's last minute, and the caller then reads out a code that is good. */
const renewedBefore = 60_000;
/** However wrong this PC's clock is: not asked for more often than this, nor kept for longer. */
const shortest = 30_000;
const longest = 12 * 60_000;

/** Keeps a pairing code that is good for the caller to read out, for as long as the session lasts. */
export class PairingCodeKeeper {
  #code: PairingCode | null = null;
  #replaced = new AbortController();
  #isKeeping = false;

  constructor(private readonly parts: PairingCodeKeeperParts) {}

  /** Takes the code that the server told of, and renews it in time. Null: there is none, so one is asked for. */
  use(code: PairingCode | null): void {
    if (code !== null && this.#code?.code === code.code && this.#code.expiresAt === code.expiresAt) return;
    if (code === null && this.#code === null && this.#isKeeping) return;
    this.#replaced.abort(new Error('replaced'));
    this.#replaced = new AbortController();
    this.#code = code;
    this.parts.show(code);
    this.#isKeeping = true;
    void this.#keep(AbortSignal.any([this.parts.signal, this.#replaced.signal]));
  }

  async #keep(signal: AbortSignal): Promise<void> {
    try {
      if (this.#code !== null) await pause(this.#wait(this.#code), signal);
      const code = await this.parts.renew(signal);
      this.use(code);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
  }

  #wait({ expiresAt }: PairingCode): number {
    const left = Date.parse(expiresAt) - (this.parts.now ?? Date.now)() - renewedBefore;
    return Math.min(Math.max(Number.isNaN(left) ? shortest : left, shortest), longest);
  }
}
