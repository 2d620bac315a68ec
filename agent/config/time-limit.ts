export interface TimeLimit {
  /** Aborted with the outer signal's reason, or when the time is over. */
  readonly signal: AbortSignal;
  readonly isOver: boolean;
  /** When the work is done: lets go of timer and outer signal. */
  clear(): void;
}

/**
 * Bounds work in time. An AbortSignal.timeout inside AbortSignal.any is not used: Node 20 forgets the timeout when it collects
 * garbage, and the work waits for ever.
 */
export function timeLimit(outer: AbortSignal, milliseconds: number): TimeLimit {
  const controller = new AbortController();
  let isOver = false;
  const follow = (): void => {
    clearTimeout(timer);
    controller.abort(outer.reason);
  };
  const timer = setTimeout(() => {
    isOver = true;
    controller.abort(new Error(`Not done within ${milliseconds / 1000} s`));
  }, milliseconds);
  outer.addEventListener('abort', follow, { once: true });
  if (outer.aborted) follow();
  return {
    signal: controller.signal,
    get isOver() {
      return isOver;
    },
    clear: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', follow);
    },
  };
}
