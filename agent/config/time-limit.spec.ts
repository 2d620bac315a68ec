import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { timeLimit } from './time-limit.js';

const aborted = (signal: AbortSignal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));

describe('a time limit', () => {
  it('ends the work when the time is over, also when garbage was collected meanwhile', async () => {
    setFlagsFromString('--expose-gc');
    const limit = timeLimit(new AbortController().signal, 50);
    const ended = aborted(limit.signal);
    runInNewContext('gc()');
    await ended;
    expect(limit.isOver).toBe(true);
  });

  it('ends it with the reason of the outer signal, at once when that is aborted already', () => {
    const outer = new AbortController();
    const limit = timeLimit(outer.signal, 60_000);
    const reason = new Error('enough');
    outer.abort(reason);
    expect([limit.signal.reason, limit.isOver]).toEqual([reason, false]);
    expect(timeLimit(outer.signal, 60_000).signal.reason).toBe(reason);
    limit.clear();
  });

  it('says nothing when it was cleared', () => {
    const outer = new AbortController();
    const limit = timeLimit(outer.signal, 60_000);
    limit.clear();
    outer.abort(new Error('later'));
    expect(limit.signal.aborted).toBe(false);
  });
});
