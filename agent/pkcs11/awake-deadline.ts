const tick = 1_000;
/** A tick this late means that the PC or this process slept: a busy event loop is late by less. */
const sleptAfter = 5_000;

/**
 * Calls back once so many milliseconds were spent awake. After a sleep (suspend, SIGSTOP) the whole time is given again: what
 * was waited for slept too, and card and reader need time to wake.
 * @returns what stops it.
 */
export function awakeDeadline(
  milliseconds: number,
  onExpired: () => void,
  now: () => number = () => performance.now(),
): () => void {
  let last = now();
  let awake = 0;
  const timer = setInterval(
    () => {
      const passed = now() - last;
      last = now();
      // A shorter sleep can't be told from a busy event loop: it counts as one tick, so that it spends no deadline either.
      awake = passed > tick + sleptAfter ? 0 : awake + Math.min(passed, tick);
      if (awake < milliseconds) return;
      clearInterval(timer);
      onExpired();
    },
    Math.min(tick, milliseconds),
  );
  return () => clearInterval(timer);
}
