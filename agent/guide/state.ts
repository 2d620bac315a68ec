import type { Language, ParagraphKind, ScreenInput } from '../generated/graphql.js';

export type { ParagraphKind };

/** A screen as page, terminal and mirror show it; `paragraphKinds` is as long as `paragraphs`. */
export interface GuideScreen extends ScreenInput {
  readonly paragraphKinds: ParagraphKind[];
}

/** Somebody of the helpdesk who sees these screens. `since`: ISO 8601. */
export interface Watcher {
  readonly name: string;
  readonly desk: string;
  readonly since: string;
}

/** `expiresAt`: ISO 8601. */
export interface PairingCode {
  readonly code: string;
  readonly expiresAt: string;
}

export type Link = 'CONNECTING' | 'ONLINE' | 'OFFLINE';

/** Everything the cardholder sees, on the page or in the terminal. There is never a secret in it. */
export interface GuideState {
  /** Rises with each change. */
  readonly version: number;
  readonly language: Language;
  readonly screen: GuideScreen;
  /** Eight symbols, not grouped; null when there is none yet. */
  readonly pairingCode: string | null;
  readonly pairingCodeExpiresAt: string | null;
  readonly watchers: readonly Watcher[];
  readonly link: Link;
}

/** What comes from the page or the terminal. `version`: of the state that the cardholder answers. */
export interface GuideAction {
  readonly id: string;
  readonly pin?: string | undefined;
  readonly checked?: boolean | undefined;
  readonly version?: number | undefined;
}

/** PIN_MALFORMED and CHECK_MISSING leave the question as it was; MOVED_ON: nobody waits for that answer any more. */
export type ActionOutcome = 'ACCEPTED' | 'MOVED_ON' | 'PIN_MALFORMED' | 'CHECK_MISSING';
