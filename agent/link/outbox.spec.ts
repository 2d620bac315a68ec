import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { EventInput } from '../generated/graphql.js';
import { OutboxFile } from './outbox-file.js';
import { Outbox } from './outbox.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kortlots-outbox-'));
  path = join(folder, 'outbox.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (acknowledged: number, limit?: number, session = 'one') => {
  const outbox = new Outbox({ file: new OutboxFile(path), ...(limit === undefined ? {} : { limit }) });
  outbox.open(session, acknowledged);
  return outbox;
};
const say = (outbox: Outbox, ...details: string[]) => {
  for (const detail of details) outbox.record({ kind: 'CARD_SEEN', detail });
};
const waiting = (outbox: Outbox) => outbox.pending(1000).map(({ number, detail }) => `${number} ${detail ?? ''}`);

/** A server that takes batches as the real one does. */
class Receiver {
  readonly events: EventInput[] = [];

  take(batch: readonly EventInput[]): number {
    for (const event of batch) {
      if (event.number <= this.events.length) continue;
      if (event.number !== this.events.length + 1) throw new Error(`${event.number} follows ${this.events.length}`);
      this.events.push(event);
    }
    return this.events.length;
  }
}

describe('the outbox', () => {
  it('numbers from 1, also what was recorded before there was a session', () => {
    const outbox = new Outbox({ file: new OutboxFile(path) });
    say(outbox, 'early');
    expect(outbox.isEmpty).toBe(true);
    outbox.open('one', 0);
    say(outbox, 'a', 'b');
    expect(waiting(outbox)).toEqual(['1 early', '2 a', '3 b']);
    outbox.acknowledge(2);
    expect(waiting(outbox)).toEqual(['3 b']);
  });

  it('dates what was recorded before the server told the time by that time, too', () => {
    let clock = new Date('2031-01-01T00:00:00Z');
    const outbox = new Outbox({ file: new OutboxFile(path), now: () => clock });
    say(outbox, 'early');
    clock = new Date('2026-01-01T00:00:00Z');
    outbox.open('one', 0);
    say(outbox, 'a');
    expect(outbox.pending(10).map(({ occurredAt }) => Math.round(Date.parse(String(occurredAt)) / 60_000))).toEqual(
      [0, 0].map(() => clock.getTime() / 60_000),
    );
  });

  it('survives a restart, readable by its owner alone', async () => {
    const first = open(0);
    say(first, 'a', 'b', 'c');
    await first.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const second = open(1);
    say(second, 'd');
    expect(waiting(second)).toEqual(['2 b', '3 c', '4 d']);
    await second.close();
    expect(waiting(open(4))).toEqual([]);
  });

  it('goes on after what the server knows, when that is more', async () => {
    const first = open(0);
    say(first, 'a');
    await first.close();
    const second = open(7);
    say(second, 'b');
    expect(waiting(second)).toEqual(['8 b']);
    await second.close();
  });

  it('keeps nothing of another session', async () => {
    const first = open(0);
    say(first, 'a');
    await first.close();
    const second = open(0, undefined, 'two');
    say(second, 'b');
    expect(waiting(second)).toEqual(['1 b']);
    await second.close();
    expect(readFileSync(path, 'utf8')).not.toContain('"a"');
  });

  it('counts a torn last line as not written', async () => {
    const first = open(0);
    say(first, 'a', 'b');
    await first.close();
    truncateSync(path, statSync(path).size - 8);
    const second = open(0);
    say(second, 'c');
    expect(waiting(second)).toEqual(['1 a', '2 c']);
    await second.close();
    expect(waiting(open(0))).toEqual(['1 a', '2 c']);
  });

  it('passes over what is no event', async () => {
    const first = open(0);
    say(first, 'a');
    await first.close();
    appendFileSync(path, '\n{"number":"x"}\n{"number":2,"kind":"CARD_SEEN"}\nnonsense\n');
    expect(waiting(open(0))).toEqual(['1 a']);
  });

  it('gives what the server lost its next numbers, without a gap', () => {
    const outbox = open(0);
    say(outbox, 'a', 'b', 'c', 'd');
    outbox.acknowledge(2);
    outbox.acknowledge(0);
    expect(waiting(outbox)).toEqual(['1 c', '2 d']);
    say(outbox, 'e');
    expect(waiting(outbox).at(-1)).toBe('3 e');
  });

  it('is bounded, and says how much it left out', () => {
    const outbox = open(0, 3);
    say(outbox, 'a', 'b', 'c', 'd', 'e');
    expect(waiting(outbox)).toEqual(['1 a', '2 b', '3 c']);
    outbox.acknowledge(3);
    say(outbox, 'f');
    expect(waiting(outbox)).toEqual(['4 2 events were left out while the server was away', '5 f']);
  });

  it('lets what follows a refused event through', async () => {
    const outbox = open(0);
    say(outbox, 'a', 'b');
    outbox.replaceRefused(1, 'it is too long');
    expect(outbox.pending(2)).toMatchObject([
      { number: 1, kind: 'FAULT_RAISED', faultCode: 'INVALID_INPUT', detail: 'CARD_SEEN was refused: it is too long' },
      { number: 2, detail: 'b' },
    ]);
    await outbox.close();
    expect(open(0).pending(1)).toMatchObject([{ faultCode: 'INVALID_INPUT' }]);
  });

  it('leaves nothing on disk of a session that ended', async () => {
    const outbox = open(0);
    say(outbox, 'a');
    await outbox.settled();
    outbox.end();
    say(outbox, 'late');
    await outbox.close();
    expect(outbox.isEmpty).toBe(true);
    expect(() => statSync(path)).toThrow('ENOENT');
  });

  it('shrinks its file when the server has everything', async () => {
    const outbox = open(0);
    const long = 'x'.repeat(2000);
    for (let count = 0; count < 200; count += 1) say(outbox, long);
    await outbox.settled();
    expect(statSync(path).size).toBeGreaterThan(400_000);
    outbox.acknowledge(200);
    say(outbox, 'next');
    await outbox.close();
    expect(statSync(path).size).toBeLessThan(1000);
    expect(waiting(open(200))).toEqual(['201 next']);
  });

  it('a disk that takes nothing is told to the server, and loses nothing while the agent runs', async () => {
    const file = new OutboxFile(join(folder, 'gone', 'outbox.jsonl'));
    const outbox = new Outbox({ file });
    outbox.open('one', 0);
    await outbox.settled();
    await file.close();
    rmSync(join(folder, 'gone'), { recursive: true });
    say(outbox, 'a');
    await outbox.settled();
    expect(outbox.pending(9)).toMatchObject([
      { number: 1, detail: 'a' },
      { number: 2, kind: 'FAULT_RAISED' },
    ]);
    chmodSync(folder, 0o700);
    await outbox.close();
  });
});

describe('whatever is cut', () => {
  it('the server receives 1, 2, 3 … n once each and in order', async () => {
    const act = fc.oneof(
      { weight: 5, arbitrary: fc.record({ do: fc.constant('record' as const), count: fc.integer({ min: 1, max: 4 }) }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), most: fc.integer({ min: 1, max: 5 }) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('lose' as const), most: fc.integer({ min: 1, max: 5 }) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('stop' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), bytes: fc.integer({ min: 0, max: 300 }) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        rmSync(path, { force: true });
        const server = new Receiver();
        let outbox = open(0);
        let said = 0;
        for (const step of acts) {
          if (step.do === 'record') for (let count = 0; count < step.count; count += 1) say(outbox, `event ${(said += 1)}`);
          // The answer arrives, or is lost after the server stored what it was sent.
          if (step.do === 'send') outbox.acknowledge(server.take(outbox.pending(step.most)));
          if (step.do === 'lose') server.take(outbox.pending(step.most));
          if (step.do === 'stop' || step.do === 'crash') {
            await outbox.close();
            if (step.do === 'crash') truncateSync(path, Math.max(0, statSync(path).size - step.bytes));
            outbox = open(server.events.length);
          }
        }
        outbox.acknowledge(server.take(outbox.pending(1000)));
        await outbox.close();
        expect(outbox.isEmpty).toBe(true);
        expect(server.events.map(({ number }) => number)).toEqual(server.events.map((_, index) => index + 1));
        const order = server.events.map(({ detail }) => Number(detail?.slice('event '.length)));
        expect(order).toEqual([...new Set(order)].toSorted((one, other) => one - other));
        if (!acts.some((step) => step.do === 'crash')) expect(order).toHaveLength(said);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
