import type { EventKind, SessionEventFieldsFragment } from '../generated/graphql.js';

export type EventTone = 'plain' | 'step' | 'good' | 'warn' | 'bad' | 'people' | 'screen';

const tones: Readonly<Record<EventKind, EventTone>> = {
  SESSION_OPENED: 'step',
  CARD_SEEN: 'plain',
  CARD_CHOSEN: 'plain',
  CARD_REMOVED: 'warn',
  STEP_STARTED: 'step',
  STEP_COMPLETED: 'plain',
  PIN_REQUESTED: 'plain',
  PIN_ACCEPTED: 'good',
  PIN_UNLOCKED: 'good',
  PIN_CHANGED: 'good',
  SIGNED_IN: 'good',
  TERMS_ACCEPTED: 'good',
  TERMS_DECLINED: 'warn',
  KEY_GENERATED: 'plain',
  KEY_REMOVED: 'plain',
  REQUEST_SIGNED: 'plain',
  CERTIFICATE_ISSUED: 'plain',
  CERTIFICATE_WRITTEN: 'plain',
  CERTIFICATE_VERIFIED: 'plain',
  CERTIFICATE_INSTALLED: 'good',
  CERTIFICATE_REMOVED: 'plain',
  FAULT_RAISED: 'bad',
  FAULT_CLEARED: 'good',
  SCREEN_SHOWN: 'screen',
  LINK_LOST: 'warn',
  LINK_RESTORED: 'good',
  AGENT_RESUMED: 'plain',
  MODULE_RESTARTED: 'warn',
  CLOCK_CORRECTED: 'warn',
  SESSION_CONTINUED: 'step',
  RESTORE_CHOSEN: 'step',
  STAFF_JOINED: 'people',
  STAFF_LEFT: 'people',
  HANDLER_CHANGED: 'people',
  SESSION_COMPLETED: 'good',
  SESSION_CANCELLED: 'warn',
  SESSION_FAILED: 'bad',
  SESSION_EXPIRED: 'warn',
};

export function toneOfEvent(kind: EventKind): EventTone {
  return tones[kind];
}

/** What would drown the rest: each screen that the cardholder saw. The mirror shows the current one. */
export function isNoise({ kind }: Pick<SessionEventFieldsFragment, 'kind'>): boolean {
  return kind === 'SCREEN_SHOWN';
}
