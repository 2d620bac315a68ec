import type { EventInput, FaultCode, FaultFieldsFragment } from '../generated/graphql.js';
import { ReportEventsDocument } from '../generated/graphql.js';
import { ServerFault } from '../upgrade/upgrade-server.js';
import { reportEventsAnswer } from './answers.js';
import { backoff, pause } from './backoff.js';
import type { GraphqlClient } from './graphql-client.js';
import type { Outbox } from './outbox.js';

const batchSize = 100;
const meansRefused: readonly FaultCode[] = ['INVALID_INPUT', 'UNKNOWN'];

export interface EventSenderParts {
  readonly outbox: Outbox;
  readonly client: GraphqlClient;
  /** The server's acknowledged number, asked for when it refuses a batch. */
  readonly askAcknowledged: (signal: AbortSignal) => Promise<number>;
  /** The server can't take more: the session has ended. */
  readonly onEnded: () => void;
  readonly signal: AbortSignal;
}

/** Sends the outbox in order, one batch at a time, whenever there is something in it. */
export class EventSender {
  #sending: Promise<void> | null = null;

  constructor(private readonly parts: EventSenderParts) {}

  /** There may be something to send. */
  wake(): void {
    const { outbox, signal } = this.parts;
    if (this.#sending !== null || outbox.isEmpty || signal.aborted) return;
    this.#sending = this.#sendAll().finally(() => {
      this.#sending = null;
      // What was recorded while the last batch ended.
      this.wake();
    });
  }

  /** Resolves when everything recorded so far is acknowledged, or the milliseconds have passed. */
  async drained(milliseconds: number): Promise<void> {
    this.wake();
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), milliseconds)));
    while (this.#sending !== null) if ((await Promise.race([this.#sending, deadline])) === 'late') break;
    clearTimeout(timer);
  }

  async #sendAll(): Promise<void> {
    const { outbox, signal } = this.parts;
    let refusals = 0;
    while (!outbox.isEmpty && !signal.aborted) {
      try {
        await this.#sendBatch(outbox.pending(batchSize));
        refusals = 0;
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof ServerFault)) throw error;
        // A server that can't take events now, such as one whose disk is full, is asked again later.
        refusals += 1;
        await this.#waitQuietly(backoff(refusals));
      }
    }
  }

  /** An abort ends the wait and, with it, the loop. */
  async #waitQuietly(milliseconds: number): Promise<void> {
    const { signal } = this.parts;
    await pause(milliseconds, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  async #sendBatch(batch: readonly EventInput[]): Promise<void> {
    const { outbox } = this.parts;
    try {
      outbox.acknowledge(await this.#report(batch));
    } catch (error) {
      if (!(error instanceof ServerFault)) throw error;
      if (error.faultCode === 'SESSION_ENDED') return this.#end();
      if (!meansRefused.includes(error.faultCode)) throw error;
      await this.#findRefused(batch, error);
    }
  }

  async #report(events: readonly EventInput[]): Promise<number> {
    const { client, signal } = this.parts;
    const operation = { document: ReportEventsDocument, answer: reportEventsAnswer };
    const pick = ({
      reportEvents,
    }: {
      reportEvents: { __typename: 'EventsAcknowledged'; acknowledged: number } | FaultFieldsFragment;
    }) => reportEvents;
    return (await client.ask(operation, { events: [...events] }, pick, signal)).acknowledged;
  }

  /** The numbers may not fit what the server has, or one of the events is such that it takes none of its kind. */
  async #findRefused(batch: readonly EventInput[], refusal: ServerFault): Promise<void> {
    const { outbox, askAcknowledged, signal } = this.parts;
    const [first] = batch;
    if (first === undefined) return;
    outbox.acknowledge(await askAcknowledged(signal));
    if (outbox.pending(1)[0] !== first) return;
    if (batch.length > 1) return this.#sendBatch(batch.slice(0, Math.ceil(batch.length / 2)));
    if (first.kind === 'FAULT_RAISED' && first.faultCode === 'INVALID_INPUT') throw refusal;
    outbox.replaceRefused(first.number, refusal.message);
  }

  #end(): void {
    this.parts.outbox.end();
    this.parts.onEnded();
  }
}
