const FIRST = 500;
const LONGEST = 20_000;

/**
 * Milliseconds to wait before attempt number `attempt` (0, 1, 2 …): doubling up to 20 s, of which a random half, so that
 * a hundred consoles do not come back in the same instant.
 */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling * (0.5 + random() / 2));
}
