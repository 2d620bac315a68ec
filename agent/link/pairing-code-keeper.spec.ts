import { jest } from '@jest/globals';
import { PairingCodeKeeper, type PairingCode } from './pairing-code-keeper.js';

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-06-01T12:00:00Z') });
});
afterEach(() => {
  jest.useRealTimers();
});

const code = (name: string, minutes: number): PairingCode => ({
  code: name,
  expiresAt: new Date(Date.now() + minutes * 60_000).toISOString(),
});

function keep() {
  const closing = new AbortController();
  const shown: (string | null)[] = [];
  let renewals = 0;
  const keeper = new PairingCodeKeeper({
    renew: () => Promise.resolve(code(`NEW${(renewals += 1)}`, 10)),
    show: (one) => shown.push(one?.code ?? null),
    signal: closing.signal,
  });
  return { keeper, shown, close: () => closing.abort(new Error('closed')) };
}

describe('the pairing code', () => {
  it('is renewed a minute before it expires, and again, until the session is let go', async () => {
    const { keeper, shown, close } = keep();
    keeper.use(code('FIRST', 10));
    await jest.advanceTimersByTimeAsync(9 * 60_000 - 1);
    expect(shown).toEqual(['FIRST']);
    await jest.advanceTimersByTimeAsync(1);
    expect(shown).toEqual(['FIRST', 'NEW1']);
    await jest.advanceTimersByTimeAsync(9 * 60_000);
    expect(shown).toEqual(['FIRST', 'NEW1', 'NEW2']);
    close();
    await jest.advanceTimersByTimeAsync(60 * 60_000);
    expect(shown).toHaveLength(3);
  });

  it('told again is the same, and is not shown twice', async () => {
    const { keeper, shown, close } = keep();
    const first = code('FIRST', 10);
    keeper.use(first);
    keeper.use({ ...first });
    await jest.advanceTimersByTimeAsync(9 * 60_000);
    expect(shown).toEqual(['FIRST', 'NEW1']);
    close();
  });

  it('that is missing is asked for at once', async () => {
    const { keeper, shown, close } = keep();
    keeper.use(null);
    await jest.advanceTimersByTimeAsync(0);
    expect(shown).toEqual([null, 'NEW1']);
    close();
  });

  it.each([
    ['slow by a day', 24 * 60],
    ['fast by a day', -24 * 60],
  ])('is renewed in time, and not in a storm, by a PC whose clock is %s', async (_, minutes) => {
    const { keeper, shown, close } = keep();
    keeper.use(code('FIRST', minutes));
    await jest.advanceTimersByTimeAsync(29_000);
    expect(shown).toEqual(['FIRST']);
    await jest.advanceTimersByTimeAsync(12 * 60_000);
    expect(shown.at(-1)).not.toBe('FIRST');
    close();
  });
});
