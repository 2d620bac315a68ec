import type { SessionState } from '../generated/graphql.js';

/** The colour of a session's state, on the board and on its own page. */
export const stateTones = {
  AWAITING_SIGN_IN: 'neutral',
  SIGNED_IN: 'accent',
  INSTALLING: 'accent',
  COMPLETED: 'ok',
  CANCELLED: 'neutral',
  FAILED: 'fault',
  EXPIRED: 'neutral',
} as const satisfies Record<SessionState, string>;
