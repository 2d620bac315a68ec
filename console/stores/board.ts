import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { BoardTruth } from './board-truth.js';
import type { BoardChange, Summary } from './board-truth.js';
import { useLiveStore } from './live.js';
import { mutate } from '../api/client.js';
import { BoardDocument, ClaimSessionDocument, ReleaseSessionDocument } from '../generated/graphql.js';
import type { FaultFieldsFragment } from '../generated/graphql.js';

const PRUNE_EVERY = 5_000;

/**
 * All live sessions. Changes are merged as they come and shown at most once per animation frame; while paused they go
 * on being merged, unseen, so that nothing is missing afterwards and nothing piles up.
 */
export const useBoardStore = defineStore('board', () => {
  const live = useLiveStore();
  const truth = new BoardTruth();
  const sessions = shallowRef<ReadonlyMap<string, Summary>>(new Map());
  const loaded = ref(false);
  /** When the reader paused, RFC 3339; null while running. */
  const pausedAt = ref<string | null>(null);
  /** Changes since then. */
  const waiting = ref(0);
  let frame: number | null = null;
  let stop: (() => void) | null = null;

  function start(): void {
    if (stop !== null) return;
    const unsubscribe = live.subscribe(
      BoardDocument,
      () => ({ after: truth.revision }),
      ({ board }) => receive(board),
    );
    const pruning = setInterval(() => truth.prune(Date.now()) > 0 && publishSoon(), PRUNE_EVERY);
    stop = () => {
      clearInterval(pruning);
      unsubscribe();
      stop = null;
    };
  }

  function receive(change: BoardChange): void {
    const changed = truth.apply(change);
    if (pausedAt.value !== null && loaded.value) waiting.value += changed;
    else if (changed > 0 || !loaded.value || change.complete) publishSoon();
  }

  function publishSoon(): void {
    if (pausedAt.value !== null && loaded.value) return;
    frame ??= requestAnimationFrame(() => {
      frame = null;
      publish();
    });
  }

  function publish(): void {
    loaded.value = true;
    sessions.value = new Map(truth.sessions);
  }

  function pause(): void {
    pausedAt.value = new Date().toISOString();
    waiting.value = 0;
    if (frame !== null) cancelAnimationFrame(frame);
    frame = null;
    if (loaded.value) publish();
  }

  function resume(): void {
    pausedAt.value = null;
    waiting.value = 0;
    publish();
  }

  /** Takes the session, or gives it back. @returns the fault, or null @throws RequestError */
  async function setHandling(sessionId: string, take: boolean): Promise<FaultFieldsFragment | null> {
    const result = take
      ? (await mutate(ClaimSessionDocument, { sessionId })).claimSession
      : (await mutate(ReleaseSessionDocument, { sessionId })).releaseSession;
    if (result.__typename === 'Fault') return result;
    // What the reader did is shown at once, also on a paused board.
    if (truth.merge(result.summary)) sessions.value = new Map(sessions.value).set(result.summary.id, result.summary);
    return null;
  }

  /** Forgets everything: somebody else may sign in next. */
  function clear(): void {
    stop?.();
    truth.clear();
    if (frame !== null) cancelAnimationFrame(frame);
    frame = null;
    sessions.value = new Map();
    loaded.value = false;
    pausedAt.value = null;
    waiting.value = 0;
  }

  return { sessions, loaded, pausedAt, waiting, start, stop: () => stop?.(), pause, resume, setHandling, clear };
});
