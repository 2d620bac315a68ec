import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { useLiveStore } from './live.js';
import { SessionTruth } from './session-truth.js';
import type { Details, SessionChange, SessionEvent } from './session-truth.js';
import { mutate, query, RequestError } from '../api/client.js';
import {
  ClaimSessionDocument,
  ReleaseSessionDocument,
  SessionByIdDocument,
  SessionDocument,
  SessionEventsDocument,
} from '../generated/graphql.js';
import type { FaultFieldsFragment } from '../generated/graphql.js';

/** Events asked for at once. */
export const PAGE = 500;

/** Nothing is open; the first answer is awaited; it is shown and followed; the server knows no such session. */
type Phase = 'closed' | 'opening' | 'open' | 'unknown';

/**
 * The one session that is being looked at. Following it is announced to the cardholder, so it is followed only while its
 * page is open.
 */
export const useSessionStore = defineStore('session', () => {
  const live = useLiveStore();
  const id = ref<string | null>(null);
  const phase = ref<Phase>('closed');
  const details = shallowRef<Details | null>(null);
  const events = shallowRef<readonly SessionEvent[]>([]);
  /** Events that the server has and this list has not, at its beginning. */
  const older = ref(0);
  /** Why the first answer has not come, while it has not. */
  const problem = shallowRef<RequestError | null>(null);
  const ended = computed(() => details.value !== null && details.value.summary.endedAt !== null);

  let truth = new SessionTruth();
  let stop: (() => void) | null = null;
  let filling = false;

  /** Follows a session, instead of the one before. */
  async function open(sessionId: string): Promise<void> {
    if (id.value === sessionId) return;
    close();
    id.value = sessionId;
    phase.value = 'opening';
    const mine = truth;
    if (!(await look(sessionId, mine))) return;
    mine.leaveOut((mine.details?.lastEventNumber ?? 0) - PAGE);
    publish();
    stop = live.subscribe(
      SessionDocument,
      () => ({ id: sessionId, after: mine.last }),
      ({ session }) => receive(session, mine),
      () => void look(sessionId, mine),
    );
  }

  /**
   * Asks once; a session that is not there ends the matter, a server that is not there does not.
   * @returns whether it is worth following
   */
  async function look(sessionId: string, mine: SessionTruth): Promise<boolean> {
    const answer = await query(SessionByIdDocument, { id: sessionId }).catch(asRequestError);
    if (truth !== mine) return false;
    if (answer instanceof RequestError) {
      problem.value = answer;
    } else if (answer.session.__typename === 'Fault') {
      stop?.();
      stop = null;
      phase.value = 'unknown';
      return false;
    } else {
      mine.see(answer.session);
      publish();
    }
    return true;
  }

  function receive(change: SessionChange, mine: SessionTruth): void {
    if (truth !== mine) return;
    if (change.session.lastEventNumber < mine.last) return void restart(change.session.summary.id);
    mine.apply(change);
    publish();
    if (mine.gap) void fill(mine);
  }

  /** The server has fewer events than it had (it was restored from a backup): what is shown is no longer true. */
  async function restart(sessionId: string): Promise<void> {
    close();
    await open(sessionId);
  }

  /** Fetches what is missing between what is shown and what has come; a failed attempt is made again at the next message. */
  async function fill(mine: SessionTruth): Promise<void> {
    if (filling || id.value === null) return;
    filling = true;
    const answer = await query(SessionEventsDocument, { sessionId: id.value, after: mine.last, first: PAGE }).catch(
      asRequestError,
    );
    filling = false;
    if (truth !== mine || answer instanceof RequestError) return;
    const before = mine.last;
    mine.add(answer.sessionEvents);
    if (mine.gap && mine.last === before) mine.skip();
    publish();
    if (mine.gap) void fill(mine);
  }

  /** One page before the first event shown. @throws RequestError */
  async function loadOlder(): Promise<void> {
    const mine = truth;
    if (id.value === null || mine.older === 0) return;
    const first = Math.min(PAGE, mine.older);
    const answer = await query(SessionEventsDocument, { sessionId: id.value, after: mine.older - first, first });
    if (truth !== mine) return;
    mine.addOlder(answer.sessionEvents);
    publish();
  }

  /** Takes the session, or gives it back. @returns the fault, or null @throws RequestError */
  async function setHandling(take: boolean): Promise<FaultFieldsFragment | null> {
    const mine = truth;
    if (id.value === null) return null;
    const variables = { sessionId: id.value };
    const result = take
      ? (await mutate(ClaimSessionDocument, variables)).claimSession
      : (await mutate(ReleaseSessionDocument, variables)).releaseSession;
    if (result.__typename === 'Fault') return result;
    mine.seeSummary(result.summary);
    if (truth === mine) publish();
    return null;
  }

  function publish(): void {
    details.value = truth.details;
    events.value = truth.events;
    older.value = truth.older;
    if (truth.details === null) return;
    phase.value = 'open';
    problem.value = null;
  }

  /** Stops following and forgets everything. */
  function close(): void {
    stop?.();
    stop = null;
    truth = new SessionTruth();
    id.value = null;
    phase.value = 'closed';
    details.value = null;
    events.value = [];
    older.value = 0;
    problem.value = null;
    filling = false;
  }

  return { id, phase, details, events, older, problem, ended, open, loadOlder, setHandling, close };
});

/** @throws what is not a failed request */
function asRequestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  throw error;
}
