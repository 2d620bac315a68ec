import type { CertificateProfile, FaultCode, Offer, Purpose, UpgradeStep } from './types.js';

/** What the cardholder sees, without words: guide/ and terminal/ put it in their language. */
export type UpgradeView =
  | { readonly kind: 'START'; readonly activity: 'CONNECTING' | 'READING_CARD' | 'RESUMING' }
  | PinView
  | { readonly kind: 'PICK_CARD'; readonly cards: readonly CardChoice[] }
  | UnlockView
  | ChangePinView
  | MakeRoomView
  | OfferView
  | { readonly kind: 'TERMS'; readonly terms: Offer['terms'] }
  | WorkingView
  | FaultView
  | DoneView
  | { readonly kind: 'CANCELLED' };

export interface PinView {
  readonly kind: 'PIN';
  readonly step: UpgradeStep;
  readonly purpose: Purpose;
  /** Why this PIN is asked: in its turn, because a broken upgrade goes on, or because the card was put back. */
  readonly reason: 'FIRST' | 'RESUMED' | 'CARD_BACK' | 'MODULE_RESTARTED' | 'UNLOCKED';
  /** The middleware asks in a window of its own: no field is shown, and the agent never holds the PIN. */
  readonly asksItself: boolean;
  readonly progress: Progress;
  /** The try before this one failed. `triesLeft` is null when the card does not say. */
  readonly problem: { readonly code: FaultCode; readonly triesLeft: number | null } | null;
}

export interface OfferView {
  readonly kind: 'OFFER';
  readonly holderName: string;
  readonly organisation: string | null;
  readonly offer: Offer;
  /** Existing certificates can be fetched instead: not once this upgrade has certificates of its own. */
  readonly canRestore: boolean;
}

/** One of several cards, in words that the cardholder knows it by. */
export interface CardChoice {
  readonly reader: string;
  /** From its certificates; null when they say nothing. */
  readonly holderName: string | null;
  readonly cardNumber: string | null;
}

/** A locked PIN, opened with the PUK: three fields, `puk`, `new` and `repeat`. */
export interface UnlockView {
  readonly kind: 'UNLOCK';
  readonly step: UpgradeStep;
  readonly purpose: Purpose;
  /** LOW, LAST: how few PUK tries the token says are left; null when it says nothing. */
  readonly pukTries: 'LOW' | 'LAST' | null;
  readonly problem: FaultCode | null;
}

/** A new PIN for an old one: three fields, `old`, `new` and `repeat`. With no purpose, the cardholder chooses which PIN. */
export interface ChangePinView {
  readonly kind: 'CHANGE_PIN';
  readonly step: UpgradeStep;
  readonly purpose: Purpose;
  readonly problem: { readonly code: FaultCode; readonly triesLeft: number | null } | null;
}

/** Consent to remove certificates that have expired, since the new ones do not fit beside them. */
export interface MakeRoomView {
  readonly kind: 'MAKE_ROOM';
  readonly step: UpgradeStep;
  readonly certificates: readonly { readonly label: string; readonly issuer: string; readonly notAfter: Date }[];
  readonly progress: Progress;
}

export interface DoneView {
  readonly kind: 'DONE';
  /** UPGRADE: new certificates; RESTORE: existing ones fetched again. */
  readonly session: 'UPGRADE' | 'RESTORE';
  readonly certificates: number;
  /** Old certificates that were removed, as the policy says. */
  readonly removed: number;
  /** PINs can be changed here as long as the card is in. */
  readonly canChangePin: boolean;
  /** The PIN that was just changed on the way back to this page. */
  readonly changedPin?: Purpose;
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
  | 'RESTARTING_MODULE'
  | 'REMOVING_OLD'
  | 'CHANGING_PIN'
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
  /** PIN_LOCKED: the page can unlock it with the PUK. */
  readonly canUnlock: boolean;
  /** PIN_LOCKED: which of the two PINs. */
  readonly purpose?: Purpose;
  readonly progress: Progress;
}

/** What the cardholder did. A PIN is held no longer than it takes to hand it to the card. */
export type CardholderAction =
  | { readonly id: PlainActionId }
  | { readonly id: 'pick'; readonly index: number }
  | { readonly id: 'submit-pin'; readonly pin: string }
  | { readonly id: 'submit-codes'; readonly codes: Codes };

/**
 * `restore`: fetch existing certificates instead of upgrading. `unlock`, `change-pin-authentication`, `change-pin-signature`: open
 * that dialog. `allow`: consent on MAKE_ROOM. `back`: leave a dialog without doing anything.
 */
export type PlainActionId =
  | 'start'
  | 'upgrade'
  | 'restore'
  | 'cancel'
  | 'accept'
  | 'decline'
  | 'retry'
  | 'close'
  | 'unlock'
  | 'change-pin-authentication'
  | 'change-pin-signature'
  | 'allow'
  | 'back';

/** As typed: UNLOCK has `puk`, CHANGE_PIN has `old`. Checked by the desk: digits and lengths, and that the new one is repeated. */
export interface Codes {
  readonly current: string;
  readonly new: string;
}

/** The cardholder, seen from the steps. */
export interface Cardholder {
  show(view: UpgradeView): void;
  /**
   * Shows the view and waits for one of its actions.
   * @throws the signal's reason when it is aborted first.
   */
  ask(view: UpgradeView, signal?: AbortSignal): Promise<CardholderAction>;
}
