const first = 200;
const longest = 10_000;

/**
 * Milliseconds to wait before the next try: doubled each time up to ten seconds, and spread, so that thousands of agents do
 * not come back in the same moment.
 * @param tries failed so far, from 1.
 */
export function backoff(tries: number, random: () => number = Math.random): number {
  const most = Math.min(first * 2 ** (tries - 1), longest);
  return most / 2 + (random() * most) / 2;
}

/** Waits. @throws the signal's reason when it is aborted first. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(reasonOf(signal));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
}

export function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('The wait was ended');
}
