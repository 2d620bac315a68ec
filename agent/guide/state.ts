import type { Language, ParagraphKind, ScreenActionInput, ScreenInput } from '../generated/graphql.js';
import type { CodeFault, CodeFieldId, TypedCodes } from './codes.js';

export type { ParagraphKind };

/** A button; one of several alike, such as a card to choose, has what tells it from the others as `details`. */
export interface GuideButton extends ScreenActionInput {
  readonly details?: readonly string[];
}

/** A field for a code of so many digits. */
export interface GuideField {
  readonly id: CodeFieldId;
  readonly label: string;
  readonly digits: number;
}

/** A screen as page and terminal show it; `paragraphKinds` is as long as `paragraphs`. */
export interface GuideScreen extends ScreenInput {
  readonly paragraphKinds: ParagraphKind[];
  readonly fields: GuideField[];
  readonly actions: GuideButton[];
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
  readonly codes?: TypedCodes | undefined;
  readonly checked?: boolean | undefined;
  readonly version?: number | undefined;
}

/**
 * What became of an answer. MOVED_ON: nobody waits for it any more. The others leave the question as it was, and nothing has
 * reached the card: a box is not ticked, the PIN is malformed, or one of several codes is not as it must be.
 */
export type ActionOutcome = 'ACCEPTED' | 'MOVED_ON' | 'CHECK_MISSING' | 'PIN_MALFORMED' | CodeFault;
