import type { SessionDetailsFieldsFragment, SessionEventFieldsFragment, SessionSubscription } from '../generated/graphql.js';

export type SessionChange = SessionSubscription['session'];
export type Details = SessionDetailsFieldsFragment;
export type SessionEvent = SessionEventFieldsFragment;

/** How many events are kept at once; older ones are fetched again when somebody wants to read them. */
export const KEEP = 2_000;

/**
 * One session as the server last told it. Events are merged by number: twice does no harm, and what comes ahead of its
 * turn waits until what is missing has come, so that the list never has a hole.
 */
export class SessionTruth {
  private list: SessionEvent[] = [];
  private start = 0;
  private known: Details | null = null;
  private readonly ahead = new Map<number, SessionEvent>();

  constructor(private keep = KEEP) {}

  get details(): Details | null {
    return this.known;
  }

  /** In order, without a gap. */
  get events(): readonly SessionEvent[] {
    return this.list;
  }

  /** Number of the last event without a gap before it: where to resume. */
  get last(): number {
    return this.start + this.list.length;
  }

  /** How many events lie before the first one kept. */
  get older(): number {
    return this.start;
  }

  /** Whether something has come ahead of its turn. */
  get gap(): boolean {
    return this.ahead.size > 0;
  }

  /** Before anything was merged: leaves out the first `count` events. */
  leaveOut(count: number): void {
    if (this.list.length === 0) this.start = Math.max(0, count);
  }

  apply({ session, events }: SessionChange): void {
    this.see(session);
    this.add(events);
  }

  /** The session itself; an answer that was overtaken by a newer one changes nothing. */
  see(details: Details): void {
    const before = this.known;
    if (before !== null && details.lastEventNumber < before.lastEventNumber) return;
    const summary = before !== null && before.summary.revision > details.summary.revision ? before.summary : details.summary;
    this.known = { ...details, summary };
  }

  /** What an answer to a mutation told. */
  seeSummary(summary: Details['summary']): void {
    if (this.known === null || this.known.summary.id !== summary.id || summary.revision <= this.known.summary.revision) return;
    this.known = { ...this.known, summary };
  }

  add(events: readonly SessionEvent[]): void {
    for (const event of events) if (event.number > this.last) this.ahead.set(event.number, event);
    const next: SessionEvent[] = [];
    for (let number = this.last + 1, event = this.ahead.get(number); event; event = this.ahead.get(++number)) {
      next.push(event);
      this.ahead.delete(number);
    }
    if (next.length > 0) this.replace([...this.list, ...next]);
  }

  /** A page that ends right before the first event kept. */
  addOlder(events: readonly SessionEvent[]): void {
    const page = events.filter(({ number }) => number <= this.start).sort((a, b) => a.number - b.number);
    if (page.at(-1)?.number !== this.start) return;
    this.keep += page.length;
    this.start -= page.length;
    this.list = [...page, ...this.list];
  }

  /** Goes on behind a hole that the server can't fill, rather than standing still; what was before can be fetched again. */
  skip(): void {
    if (this.ahead.size === 0) return;
    this.list = [];
    this.start = Math.min(...this.ahead.keys()) - 1;
    this.add([]);
  }

  private replace(events: SessionEvent[]): void {
    const surplus = Math.max(0, events.length - this.keep);
    this.start += surplus;
    this.list = surplus === 0 ? events : events.slice(surplus);
  }
}
