import { stepNumber } from './step.js';
import type { SessionState, SessionSummaryFieldsFragment } from '../generated/graphql.js';

export type Summary = SessionSummaryFieldsFragment;
export type StatusFilter = 'all' | 'waiting' | 'working' | 'ended';
export type HandlingFilter = 'all' | 'unhandled' | 'mine';
export const sortKeys = ['attention', 'holder', 'step', 'time', 'state', 'organisation', 'handler', 'opened'] as const;
export type SortKey = (typeof sortKeys)[number];

/** What the reader wants to see of the board, and in which order. */
export interface BoardView {
  readonly text: string;
  readonly status: StatusFilter;
  readonly faultyOnly: boolean;
  readonly handling: HandlingFilter;
  readonly sort: SortKey;
  readonly descending: boolean;
}

export const usualView: BoardView = {
  text: '',
  status: 'all',
  faultyOnly: false,
  handling: 'all',
  sort: 'attention',
  descending: false,
};

const phase: Record<SessionState, Exclude<StatusFilter, 'all'>> = {
  AWAITING_SIGN_IN: 'waiting',
  SIGNED_IN: 'working',
  INSTALLING: 'working',
  COMPLETED: 'ended',
  CANCELLED: 'ended',
  FAILED: 'ended',
  EXPIRED: 'ended',
};

export function phaseOf(session: Summary): Exclude<StatusFilter, 'all'> {
  return phase[session.state];
}

/** The sessions that match every part of the view, in its order. @param me id of the reader */
export function arrange(sessions: Iterable<Summary>, view: BoardView, me: string | null): Summary[] {
  const words = view.text
    .toLocaleLowerCase('sv')
    .split(/\s+/)
    .filter((word) => word !== '');
  const matching = [...sessions].filter(
    (session) =>
      (view.status === 'all' || phaseOf(session) === view.status) &&
      (!view.faultyOnly || session.faultCode !== null) &&
      isHandled(session, view.handling, me) &&
      words.every((word) => contains(session, word)),
  );
  return matching.sort(inOrder(view));
}

function isHandled(session: Summary, handling: HandlingFilter, me: string | null): boolean {
  if (handling === 'unhandled') return session.handler === null && phaseOf(session) !== 'ended';
  return handling === 'all' || (session.handler !== null && session.handler.id === me);
}

/** A word is looked for in the name, HSA-id, organisation and, with or without its hyphen, in the pairing code. */
function contains({ holder, pairingCode }: Summary, word: string): boolean {
  const places = [holder?.name, holder?.hsaId, holder?.organisation];
  if (places.some((place) => place?.toLocaleLowerCase('sv').includes(word))) return true;
  return pairingCode !== null && pairingCode.toLowerCase().includes(word.replaceAll('-', '')) && word !== '-';
}

const collator = new Intl.Collator('sv', { numeric: true });
const states: readonly SessionState[] = [
  'FAILED',
  'INSTALLING',
  'SIGNED_IN',
  'AWAITING_SIGN_IN',
  'CANCELLED',
  'EXPIRED',
  'COMPLETED',
];

/** 0 needs help now; 1 has lost its agent; 2 goes on; 3 has ended. */
function urgency(session: Summary): number {
  if (phaseOf(session) === 'ended') return 3;
  if (session.faultCode !== null) return 0;
  return session.agentConnected ? 2 : 1;
}

const earlier = (a: string, b: string): number => Date.parse(a) - Date.parse(b);
/** Empty values last, whichever way the rest goes. */
function byText(a: string | null | undefined, b: string | null | undefined, sign: number): number {
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  return sign * collator.compare(a, b);
}

type Compare = (a: Summary, b: Summary, sign: number) => number;
const compare: Record<SortKey, Compare> = {
  attention: (a, b, sign) => sign * (urgency(a) - urgency(b)),
  holder: (a, b, sign) => byText(a.holder?.name, b.holder?.name, sign),
  step: (a, b, sign) => sign * (stepNumber(a.step) - stepNumber(b.step)),
  time: (a, b, sign) => sign * earlier(b.stepStartedAt, a.stepStartedAt),
  state: (a, b, sign) => sign * (states.indexOf(a.state) - states.indexOf(b.state)),
  organisation: (a, b, sign) => byText(a.holder?.organisation, b.holder?.organisation, sign),
  handler: (a, b, sign) => byText(a.handler?.name, b.handler?.name, sign),
  opened: (a, b, sign) => sign * earlier(b.openedAt, a.openedAt),
};

/** Ties go to who has waited longest in the step, then to the id, so that rows never change places without reason. */
function inOrder({ sort, descending }: BoardView): (a: Summary, b: Summary) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => compare[sort](a, b, sign) || earlier(a.stepStartedAt, b.stepStartedAt) || collator.compare(a.id, b.id);
}

/** How many sessions each choice of the filters would show, whatever else is chosen. */
export function countBoard(sessions: Iterable<Summary>, me: string | null) {
  const count = { all: 0, waiting: 0, working: 0, ended: 0, faulty: 0, unhandled: 0, mine: 0 };
  for (const session of sessions) {
    count.all += 1;
    count[phaseOf(session)] += 1;
    if (session.faultCode !== null) count.faulty += 1;
    if (isHandled(session, 'unhandled', me)) count.unhandled += 1;
    if (isHandled(session, 'mine', me)) count.mine += 1;
  }
  return count;
}
