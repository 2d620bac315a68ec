import type {
  FaultCode,
  ScreenFieldsFragment,
  SessionDetailsFieldsFragment,
  SessionState,
  UpgradeStep,
} from '../generated/graphql.js';

/** What the caller is in the middle of, when nothing has gone wrong: `situation.<name>` says what to say and what comes next. */
export const situations = [
  'silent',
  'connecting',
  'pickCard',
  'pinAuthentication',
  'pinAuthenticationAgain',
  'pinSignature',
  'unlock',
  'changePin',
  'offer',
  'terms',
  'moment',
  'working',
  'makeRoom',
  'finish',
  'completed',
  'restored',
  'changePinAfter',
  'unlockAfter',
  'workingAfter',
  'faultAfter',
  'continued',
  'cancelled',
  'failed',
  'expired',
] as const;
export type Situation = (typeof situations)[number];

type Parts = Pick<SessionDetailsFieldsFragment, 'summary' | 'screen'>;

const endings: Partial<Record<SessionState, Situation>> = {
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
  FAILED: 'failed',
  EXPIRED: 'expired',
};

/** What goes on at a step while the computer works. */
const atWork: Record<UpgradeStep, Situation> = {
  SIGN_IN: 'moment',
  CHOOSE_UPGRADE: 'moment',
  ACCEPT_TERMS: 'moment',
  LEAVE_CARD_IN: 'working',
  INSTALL_AUTHENTICATION: 'working',
  INSTALL_SIGNATURE: 'working',
  DONE: 'moment',
};

/** What a step waits for, as long as no screen has told it better. */
const atStep: Record<UpgradeStep, Situation> = {
  ...atWork,
  SIGN_IN: 'connecting',
  CHOOSE_UPGRADE: 'offer',
  ACCEPT_TERMS: 'terms',
  DONE: 'finish',
};

/** The card is done, but on the last page PINs can be changed and unlocked: then it must not come out yet. */
const afterCompletion: Partial<Record<ScreenFieldsFragment['kind'], Situation>> = {
  CHANGE_PIN: 'changePinAfter',
  UNLOCK: 'unlockAfter',
  WORKING: 'workingAfter',
  FAULT: 'faultAfter',
};

/** The fault that holds now: on the last page of a session that is complete, its screen alone tells. */
export function faultNow({ summary, screen }: Parts): FaultCode | null {
  if (summary.state !== 'COMPLETED') return summary.faultCode;
  return screen !== null && screen.kind in afterCompletion ? screen.faultCode : null;
}

/**
 * The end of the session first, then an agent that is not heard, then the cardholder's screen, then the step alone.
 * @param continuedIn the session that the card signed in to later, which ended this one
 */
export function situationOf({ summary, screen }: Parts, continuedIn: string | null = null): Situation {
  const ending = endings[summary.state];
  if (ending === 'cancelled' && continuedIn !== null) return 'continued';
  if (ending === 'completed' && screen !== null && screen.kind in afterCompletion) return afterCompletion[screen.kind] ?? ending;
  if (ending === 'completed' && summary.purpose === 'RESTORE') return 'restored';
  if (ending !== undefined) return ending;
  if (!summary.agentConnected) return 'silent';
  return screen === null ? atStep[summary.step] : onScreen(screen, summary.holder !== null);
}

function onScreen({ kind, step }: Pick<ScreenFieldsFragment, 'kind' | 'step'>, isSignedIn: boolean): Situation {
  switch (kind) {
    case 'START':
      return 'connecting';
    case 'PICK_CARD':
      return 'pickCard';
    case 'PIN':
      if (step === 'INSTALL_SIGNATURE') return 'pinSignature';
      return isSignedIn ? 'pinAuthenticationAgain' : 'pinAuthentication';
    case 'UNLOCK':
      return 'unlock';
    case 'CHANGE_PIN':
      return 'changePin';
    case 'MAKE_ROOM':
      return 'makeRoom';
    case 'OFFER':
      return 'offer';
    case 'TERMS':
      return 'terms';
    case 'WORKING':
      return atWork[step];
    case 'FAULT':
      return atStep[step];
    case 'DONE':
    case 'CANCELLED':
      return 'finish';
  }
}

export function toneOf(situation: Situation): 'neutral' | 'accent' | 'ok' | 'warn' | 'fault' {
  if (situation === 'completed' || situation === 'restored') return 'ok';
  if (situation === 'failed') return 'fault';
  if (situation === 'silent') return 'warn';
  return situation === 'cancelled' || situation === 'expired' || situation === 'continued' ? 'neutral' : 'accent';
}
