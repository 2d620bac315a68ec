/** The rest after a turn, as a multiple of what the turn took: no group takes more than a third of the time. */
const REST = 2;

/**
 * Says when to read after the doorbell rang: at once when all was quiet, else after a rest that grows with what the
 * last turn cost. Few changes are shown immediately, many are gathered.
 */
export class Cadence {
  private restUntil = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private immediate: ReturnType<typeof setImmediate> | undefined;

  /** @param longestRest milliseconds */
  constructor(
    private readonly longestRest: number,
    private readonly onTime: () => void,
  ) {}

  ring(): void {
    if (this.timer !== undefined || this.immediate !== undefined) return;
    const wait = this.restUntil - performance.now();
    // Not in this turn of the event loop: the jobs of one commit ring one after the other.
    if (wait <= 0) this.immediate = setImmediate(() => this.fire());
    else this.timer = setTimeout(() => this.fire(), wait);
  }

  /** @param milliseconds what the turn took */
  rest(milliseconds: number): void {
    this.restUntil = performance.now() + Math.min(milliseconds * REST, this.longestRest);
  }

  stop(): void {
    clearTimeout(this.timer);
    clearImmediate(this.immediate);
  }

  private fire(): void {
    this.timer = undefined;
    this.immediate = undefined;
    this.onTime();
  }
}
