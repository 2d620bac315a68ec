import { Logger } from '@nestjs/common';

import { Cadence } from './cadence.js';
import type { Doorbell } from './doorbell.js';
import type { Feed, FeedPage } from './feed.js';
import { comparePositions } from './position.js';
import type { Position } from './position.js';

/** One subscriber of a group. */
export interface Member {
  /** False while too much is unsent: the group skips it, and catches it up after {@link Group.wake}. */
  readonly writable: boolean;
  /**
   * @param now performance.now()
   * @returns what to wait for when rights must be looked up first; who has lost them leaves the group then
   */
  confirmRights(now: number): Promise<void> | null;
  /** @param message the same bytes for all members */
  deliver(message: Buffer): void;
  /** The group can't go on; the member is out of it. */
  fail(error: unknown): void;
}

export interface GroupOptions {
  readonly feed: Feed;
  /** Executes the document on one message. */
  readonly render: (message: object) => Promise<string>;
  readonly doorbell: Doorbell;
  /** The last member has left. */
  readonly onEmpty: () => void;
}

/** Waits before reading again after a failure; when the last was in vain the members are told. */
const RETRY_AFTER_MS = [100, 500, 1_500];

/**
 * Subscribers who asked the same. Those in step share each read, execution and message; whoever joins, or was too slow,
 * is behind and is caught up page by page until in step. All of it happens in one loop, one thing after the other: that
 * is why nobody misses a message or gets one twice.
 */
export class Group {
  private readonly logger = new Logger(Group.name);
  /** How far those in step have seen; null before the first mark. */
  private position: Position | null = null;
  private readonly inStep = new Set<Member>();
  /** In the order in which they are served. */
  private readonly behind = new Map<Member, Position>();
  private readonly cadence: Cadence;
  private readonly stopListening: () => void;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private due = false;
  private running = false;
  private ended = false;

  constructor(private readonly options: GroupOptions) {
    this.cadence = new Cadence(options.feed.coalesceMilliseconds, () => {
      this.due = true;
      this.wake();
    });
    this.stopListening = options.doorbell.listen(options.feed.topic, () => this.cadence.ring());
  }

  join(member: Member, from: Position): void {
    this.behind.set(member, from);
    // A newcomer may have seen rows that the group has not: it waits for the group's next mark.
    if (this.position !== null && comparePositions(from, this.position) > 0) this.cadence.ring();
    this.wake();
  }

  leave(member: Member): void {
    const known = this.inStep.delete(member) || this.behind.delete(member);
    if (known && this.inStep.size + this.behind.size === 0) this.end();
  }

  /** Looks whether there is something to do: someone has joined or drained, or it is time to read. */
  wake(): void {
    if (this.running || this.ended || this.retryTimer !== undefined) return;
    this.running = true;
    void this.run();
  }

  private end(): void {
    this.ended = true;
    this.stopListening();
    this.cadence.stop();
    clearTimeout(this.retryTimer);
    this.options.onEmpty();
  }

  private async run(): Promise<void> {
    try {
      while (!this.ended && (await this.work()));
      this.failures = 0;
    } catch (error) {
      this.failed(error);
    } finally {
      this.running = false;
    }
    // What came while the last of it was failing or found nothing to do.
    if (this.due || this.next() !== null) this.wake();
  }

  /** @returns whether there may be more to do */
  private async work(): Promise<boolean> {
    if (this.due || this.position === null) {
      await this.tick();
      return true;
    }
    const batch = this.next();
    if (batch === null) return false;
    await this.catchUp(batch, this.position);
    return true;
  }

  /** Reads what is new and gives it to all who are in step. */
  private async tick(): Promise<void> {
    this.due = false;
    const started = performance.now();
    try {
      const mark = await this.options.feed.mark();
      while (this.position !== null && this.inStep.size > 0 && comparePositions(this.position, mark) < 0) {
        const after = this.position;
        const page = await this.read(after, mark);
        await this.deliver([...this.inStep], page, (member) => this.fallBehind(member, after));
        this.position = page.position;
      }
      if (this.position === null || comparePositions(this.position, mark) < 0) this.position = mark;
    } catch (error) {
      this.due = true;
      throw error;
    }
    this.cadence.rest(performance.now() - started);
  }

  private async read(after: Position, upTo: Position): Promise<FeedPage<object>> {
    const page = await this.options.feed.read(after, upTo);
    if (comparePositions(page.position, after) <= 0) throw new Error('a feed stands still');
    return page;
  }

  private fallBehind(member: Member, position: Position): void {
    this.inStep.delete(member);
    this.behind.set(member, position);
  }

  /** Those behind at the place of the first that can be served; null when nobody can. */
  private next(): { readonly members: readonly Member[]; readonly after: Position } | null {
    const { position } = this;
    if (position === null) return null;
    const ready = [...this.behind].filter(([member, at]) => member.writable && comparePositions(at, position) <= 0);
    const after = ready[0]?.[1];
    if (after === undefined) return null;
    return { after, members: ready.filter(([, at]) => comparePositions(at, after) === 0).map(([member]) => member) };
  }

  private async catchUp(batch: { readonly members: readonly Member[]; readonly after: Position }, upTo: Position): Promise<void> {
    const { members, after } = batch;
    const caughtUp = comparePositions(after, upTo) === 0;
    const page = caughtUp ? { message: null, position: upTo } : await this.read(after, upTo);
    const stay = (member: Member): void => this.putLast(member, after);
    await this.deliver(members, page, stay, (member) => {
      if (comparePositions(page.position, upTo) < 0) return this.putLast(member, page.position);
      this.behind.delete(member);
      this.inStep.add(member);
    });
  }

  private putLast(member: Member, position: Position): void {
    this.behind.delete(member);
    this.behind.set(member, position);
  }

  /** Nothing is awaited between looking who is still here and sending: who left meanwhile gets nothing. */
  private async deliver(
    members: readonly Member[],
    page: FeedPage<object>,
    skipped: (member: Member) => void,
    delivered: (member: Member) => void = () => undefined,
  ): Promise<void> {
    const bytes = page.message === null ? null : Buffer.from(await this.options.render(page.message));
    if (bytes !== null) await confirmAll(members);
    for (const member of members) {
      if (!this.inStep.has(member) && !this.behind.has(member)) continue;
      if (bytes !== null && !member.writable) {
        skipped(member);
        continue;
      }
      if (bytes !== null) member.deliver(bytes);
      delivered(member);
    }
  }

  /** Positions are where they were, so that trying again loses nothing; in the end everybody is told to come again. */
  private failed(error: unknown): void {
    this.logger.error(error, `feed ${this.options.feed.group}`);
    const pause = RETRY_AFTER_MS[this.failures];
    this.failures += 1;
    if (pause !== undefined) {
      this.retryTimer = setTimeout(() => {
        this.retryTimer = undefined;
        this.wake();
      }, pause);
      return;
    }
    for (const member of [...this.inStep, ...this.behind.keys()]) {
      this.leave(member);
      member.fail(error);
    }
  }
}

async function confirmAll(members: readonly Member[]): Promise<void> {
  const now = performance.now();
  const waits = new Set<Promise<void>>();
  for (const member of members) {
    const wait = member.confirmRights(now);
    if (wait !== null) waits.add(wait);
  }
  if (waits.size > 0) await Promise.all(waits);
}
