import type { CertificateProfile, FaultCode, Offer, Purpose, UpgradeStep } from './types.js';

/** What the cardholder sees, without words: guide/ and terminal/ put it in their language. */
export type UpgradeView =
  | { readonly kind: 'START'; readonly activity: 'CONNECTING' | 'READING_CARD' | 'RESUMING' }
  | PinView
  | { readonly kind: 'OFFER'; readonly holderName: string; readonly organisation: string | null; readonly offer: Offer }
  | { readonly kind: 'TERMS'; readonly terms: Offer['terms'] }
  | WorkingView
  | FaultView
  | { readonly kind: 'DONE'; readonly certificates: number }
  | { readonly kind: 'CANCELLED' };

export interface PinView {
  readonly kind: 'PIN';
  readonly step: UpgradeStep;
  readonly purpose: Purpose;
  /** Why this PIN is asked: in its turn, because a broken upgrade goes on, or because the card was put back. */
  readonly reason: 'FIRST' | 'RESUMED' | 'CARD_BACK';
  /** The middleware asks in a window of its own: no field is shown, and the agent never holds the PIN. */
  readonly asksItself: boolean;
  readonly progress: Progress;
  /** The try before this one failed. `triesLeft` is null when the card does not say. */
  readonly problem: { readonly code: FaultCode; readonly triesLeft: number | null } | null;
}

/** Counted pieces of work, so that the bar shows what is done and nothing else. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

export type Activity =
  | 'SIGNING_IN'
  | 'PREPARING'
  | 'GENERATING_KEY'
  | 'SIGNING_REQUEST'
  | 'FETCHING'
  | 'WRITING'
  | 'VERIFYING'
  | 'FINISHING'
  | 'MIDDLEWARE_ASKS';

export interface WorkingView {
  readonly kind: 'WORKING';
  readonly step: UpgradeStep;
  readonly activity: Activity;
  readonly profile: CertificateProfile | null;
  readonly progress: Progress;
}

export interface FaultView {
  readonly kind: 'FAULT';
  readonly step: UpgradeStep;
  readonly code: FaultCode;
  /** The cardholder can try again; otherwise the upgrade is over. */
  readonly canRetry: boolean;
  /** It goes on by itself when the cause is gone, such as a card that is put back. */
  readonly waits: boolean;
  readonly progress: Progress;
}

/** What the cardholder did. A PIN is held no longer than it takes to hand it to the card. */
export type CardholderAction =
  | { readonly id: 'start' | 'upgrade' | 'cancel' | 'accept' | 'decline' | 'retry' | 'close' }
  | { readonly id: 'submit-pin'; readonly pin: string };

/** The cardholder, seen from the steps. */
export interface Cardholder {
  show(view: UpgradeView): void;
  /**
   * Shows the view and waits for one of its actions.
   * @throws the signal's reason when it is aborted first.
   */
  ask(view: UpgradeView, signal?: AbortSignal): Promise<CardholderAction>;
}
