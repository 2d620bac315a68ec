const millisecondsThatMatter = 5 * 60_000;

/**
 * The time, by the server's clock when the PC's is wrong: certificates and events are judged by it. Learnt from each
 * answer of the server (Date, RFC 9110 section 6.6.1, to the second).
 */
export class Clock {
  #offset = 0;

  constructor(
    private readonly onCorrection: (milliseconds: number) => void = () => undefined,
    private readonly local: () => number = Date.now,
  ) {}

  /** Milliseconds to add to the PC's clock; 0 while it is right within five minutes. */
  get offset(): number {
    return this.#offset;
  }

  now(): Date {
    return new Date(this.local() + this.#offset);
  }

  /** Told of the Date header of each answer. What is no date tells nothing. */
  heard(date: string | null): void {
    const server = date === null ? Number.NaN : Date.parse(date);
    if (Number.isNaN(server)) return;
    const difference = server - this.local();
    const offset = Math.abs(difference) > millisecondsThatMatter ? difference : 0;
    // A clock that ticks is off by a little more or less each time: only a new error is news.
    if (Math.abs(offset - this.#offset) <= millisecondsThatMatter) return;
    this.#offset = offset;
    if (offset !== 0) this.onCorrection(offset);
  }
}
