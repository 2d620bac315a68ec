import { describe, expect, it } from '@jest/globals';
import { backoff } from './backoff.js';

describe('the pause before another attempt', () => {
  it('doubles up to twenty seconds, of which a random half', () => {
    expect([0, 1, 2, 3, 9, 1_000].map((attempt) => backoff(attempt, () => 1))).toEqual([
      500, 1_000, 2_000, 4_000, 20_000, 20_000,
    ]);
    expect(backoff(3, () => 0)).toBe(2_000);
  });
});
