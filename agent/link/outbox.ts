import type { EventInput } from '../generated/graphql.js';
import { asTrouble } from '../upgrade/trouble.js';
import type { EventLog, FaultCode, UpgradeRecord } from '../upgrade/types.js';
import { clipped, firstBatch } from './event-size.js';
import type { OutboxFile } from './outbox-file.js';

export interface OutboxOptions {
  readonly file: OutboxFile;
  /** Most events kept for a server that is away; then further ones are left out, and it is told how many. */
  readonly limit?: number;
  /** Called when there is something to send. */
  readonly onNews?: () => void;
  /** By the server's clock, when the PC's is wrong. */
  readonly now?: () => Date;
}

interface Early {
  /** By the clock that only counts: the PC's calendar may be wrong, and the server's is not known yet. */
  readonly recordedAt: number;
  readonly event: UpgradeRecord;
}

interface Unnumbered {
  readonly occurredAt: string;
  readonly event: UpgradeRecord;
}

const defaultLimit = 10_000;
/** A file of this size is replaced when the server has acknowledged what is in it. */
const bytesWorthReplacing = 256 * 1024;
const millisecondsBetweenTries = 5_000;

/**
 * Everything the agent has to tell about one session, numbered in the order it happened, until the server has acknowledged it.
 * What is recorded in one turn of the event loop is written to disk together. A disk that fails costs nothing while the agent
 * runs: events stay in memory and are sent, and the failure is one of them.
 */
export class Outbox implements EventLog {
  readonly #file: OutboxFile;
  readonly #limit: number;
  readonly #now: () => Date;
  readonly #onNews: () => void;
  #sessionId: string | null = null;
  #early: Early[] = [];
  #pending: EventInput[] = [];
  #unwritten: EventInput[] = [];
  #lastNumber = 0;
  #leftOut = 0;
  #mustReplace = false;
  #isOver = false;
  #writing: Promise<void> | null = null;
  #diskFault: FaultCode | null = null;
  #retry: NodeJS.Timeout | null = null;

  constructor({ file, limit = defaultLimit, onNews = () => undefined, now = () => new Date() }: OutboxOptions) {
    this.#now = now;
    this.#file = file;
    this.#limit = limit;
    this.#onNews = onNews;
  }

  /** Events that the server has not acknowledged, oldest first: as many as one request takes, and no more than `most`. */
  pending(most: number): readonly EventInput[] {
    return firstBatch(this.#pending, most);
  }

  get isEmpty(): boolean {
    return this.#pending.length === 0;
  }

  record(event: UpgradeRecord): void {
    if (this.#isOver) return;
    if (this.#sessionId === null) {
      // Before a session is open there are few; the bound is for an agent that waits for days for a server.
      if (this.#early.length < this.#limit) this.#early.push({ recordedAt: performance.now(), event });
      return;
    }
    const occurredAt = this.#now().toISOString();
    if (this.#pending.length >= this.#limit) {
      this.#leftOut += 1;
      return;
    }
    this.#noteLeftOut(occurredAt);
    this.#number({ occurredAt, event });
    this.#onNews();
  }

  /**
   * Names the session that the events belong to. What an earlier run left for it is sent first; numbers go on after the last
   * one that the disk or the server knows.
   * @param acknowledged highest number that the server has for the session.
   * @throws Error of the file system when the old file can't be read.
   */
  open(sessionId: string, acknowledged: number): void {
    const left = new Map(this.#file.read(sessionId).map((event) => [event.number, clipped(event)]));
    this.#sessionId = sessionId;
    this.#pending = [...left.values()]
      .filter(({ number }) => number > acknowledged)
      .sort((one, other) => one.number - other.number);
    this.#lastNumber = this.#pending.at(-1)?.number ?? acknowledged;
    this.#mustReplace = true;
    this.#closeGap(acknowledged);
    const early = this.#early;
    this.#early = [];
    const started = this.#now().getTime() - performance.now();
    for (const { recordedAt, event } of early) this.#number({ occurredAt: new Date(started + recordedAt).toISOString(), event });
    this.#write();
    if (!this.isEmpty) this.#onNews();
  }

  /** The server has everything up to this number. When it lacks some that it had once, what is left gets its next numbers. */
  acknowledge(acknowledged: number): void {
    this.#pending = this.#pending.filter(({ number }) => number > acknowledged);
    this.#unwritten = this.#unwritten.filter(({ number }) => number > acknowledged);
    if (this.isEmpty) this.#lastNumber = acknowledged;
    this.#closeGap(acknowledged);
    if (this.isEmpty && this.#file.bytes > bytesWorthReplacing) this.#mustReplace = true;
    if (this.#mustReplace) this.#write();
  }

  /** Takes the place of an event that the server can't take at all, so that those behind it get through. */
  replaceRefused(number: number, reason: string): void {
    this.#pending = this.#pending.map((event) => {
      if (event.number !== number) return event;
      const detail = `${event.kind} was refused: ${reason}`.slice(0, 500);
      return { number, occurredAt: event.occurredAt, kind: 'FAULT_RAISED', faultCode: 'INVALID_INPUT', detail };
    });
    this.#replaceFile();
    this.#write();
  }

  /** The session has ended: nothing more can be told about it, and nothing is kept. */
  end(): void {
    this.#isOver = true;
    this.#pending = [];
    this.#replaceFile();
    this.#write();
  }

  /** Resolves when the disk has what was recorded so far, or has failed to take it. */
  async settled(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  async close(): Promise<void> {
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.settled();
    await this.#file.close();
  }

  #number({ occurredAt, event }: Unnumbered): void {
    this.#lastNumber += 1;
    const numbered = clipped({ ...event, number: this.#lastNumber, occurredAt });
    this.#pending.push(numbered);
    this.#unwritten.push(numbered);
    this.#write();
  }

  #noteLeftOut(occurredAt: string): void {
    if (this.#leftOut === 0) return;
    const detail = `${this.#leftOut} events were left out while the server was away`;
    this.#leftOut = 0;
    this.#number({ occurredAt, event: { kind: 'FAULT_RAISED', faultCode: 'STORAGE_FAILED', detail } });
  }

  /** Numbers have no gap for the server; those it never took may change. */
  #closeGap(acknowledged: number): void {
    const [first] = this.#pending;
    if (first === undefined || first.number === acknowledged + 1) return;
    this.#pending = this.#pending.map((event, index) => ({ ...event, number: acknowledged + 1 + index }));
    this.#lastNumber = acknowledged + this.#pending.length;
    this.#replaceFile();
  }

  /** The next write puts all that is pending in a new file. */
  #replaceFile(): void {
    this.#mustReplace = true;
    this.#unwritten = [];
  }

  #write(): void {
    if (this.#writing !== null || this.#retry !== null || this.#sessionId === null) return;
    const sessionId = this.#sessionId;
    this.#writing = nextTurn()
      .then(() => this.#writeAll(sessionId))
      .then(
        () => this.#noteDisk(null),
        (error: unknown) => this.#noteDisk(error),
      )
      .finally(() => {
        this.#writing = null;
        if (this.#mustReplace || this.#unwritten.length > 0) this.#write();
      });
  }

  async #writeAll(sessionId: string): Promise<void> {
    while (this.#mustReplace || this.#unwritten.length > 0) {
      if (this.#mustReplace) {
        this.#mustReplace = false;
        const all = [...this.#pending];
        this.#unwritten = [];
        await this.#attempt(() => (this.#isOver ? this.#file.remove() : this.#file.replace(sessionId, all)));
      } else {
        await this.#append();
      }
    }
  }

  async #append(): Promise<void> {
    const batch = this.#unwritten;
    this.#unwritten = [];
    try {
      await this.#file.append(batch);
    } catch (error) {
      this.#unwritten = [...batch, ...this.#unwritten];
      throw error;
    }
  }

  async #attempt(replace: () => Promise<void>): Promise<void> {
    try {
      await replace();
    } catch (error) {
      this.#mustReplace = true;
      throw error;
    }
  }

  /** Said once when the disk begins to fail, and once when it takes events again; tried again after a while. */
  #noteDisk(error: unknown): void {
    const before = this.#diskFault;
    if (error === null) {
      this.#diskFault = null;
      if (before !== null) this.record({ kind: 'FAULT_CLEARED', faultCode: before });
      return;
    }
    const { faultCode, detail } = asTrouble(error);
    this.#diskFault = faultCode;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.#write();
    }, millisecondsBetweenTries);
    this.#retry.unref();
    if (before === null) this.record({ kind: 'FAULT_RAISED', faultCode, detail });
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
