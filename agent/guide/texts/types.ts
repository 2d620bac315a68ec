import type { CertificateProfile, Language, OldCertificatePolicy, UpgradeStep } from '../../generated/graphql.js';
import type { Activity, DoneView, PinView, UnlockView, UpgradeView } from '../../upgrade/cardholder.js';
import type { Purpose } from '../../upgrade/types.js';
import type { CodeFault } from '../codes.js';

interface TitleAndLead {
  readonly title: string;
  readonly lead: string;
}

/** Texts of the screens, which page, terminal and mirror share. `{name}` is a placeholder, filled by `fill`. */
export interface ScreenTexts {
  readonly start: Record<Extract<UpgradeView, { kind: 'START' }>['activity'], TitleAndLead>;
  readonly pickCard: {
    readonly title: string;
    readonly lead: string;
    readonly others: string;
    /** A card whose certificates do not say whose it is. */
    readonly unnamed: string;
    readonly number: string;
    readonly reader: string;
  };
  readonly pin: Record<Purpose, PinTexts>;
  readonly pinAsksItself: string;
  readonly pinStaysHere: string;
  readonly triesUnknown: string;
  readonly triesLeft: string;
  readonly lastTry: string;
  readonly lastTryWarning: string;
  readonly lastTryCheckbox: string;
  readonly codesStayHere: string;
  /** A PIN that the cardholder chooses, whatever for. */
  readonly newPin: Record<Purpose, { readonly label: string; readonly repeat: string; readonly notTheOther: string }> & {
    readonly heading: string;
    readonly digits: string;
  };
  readonly unlock: {
    readonly title: Record<Purpose, string>;
    readonly lead: Record<Purpose, string>;
    readonly puk: string;
    readonly warning: Record<NonNullable<UnlockView['pukTries']> | 'UNKNOWN', string>;
    readonly lastCheckbox: string;
  };
  readonly changePin: {
    readonly title: Record<Purpose, string>;
    readonly lead: Record<Purpose, string>;
    readonly old: Record<Purpose, string>;
  };
  readonly offer: {
    readonly title: string;
    readonly titleNamed: string;
    readonly lead: string;
    readonly organisation: string;
    readonly heading: string;
    readonly certificate: string;
    readonly old: Record<OldCertificatePolicy, string>;
    readonly restore: string;
  };
  /** What a certificate is for, inside a sentence. */
  readonly profile: Record<CertificateProfile, string>;
  readonly terms: {
    readonly title: string;
    readonly bothPins: string;
    readonly heading: string;
    readonly checkbox: string;
  };
  readonly makeRoom: Record<
    'one' | 'several',
    { readonly title: string; readonly lead: string; readonly no: string; readonly heading: string; readonly kept: string }
  > & { readonly certificate: string };
  readonly working: Record<UpgradeStep, TitleAndLead>;
  /** Work that says more than the step it happens in. */
  readonly workingOn: Record<'RESTARTING_MODULE' | 'REMOVING_OLD' | 'CHANGING_PIN', TitleAndLead>;
  readonly activity: Record<Activity, string>;
  readonly activityFor: string;
  readonly progress: string;
  /** While the computer works, with nothing to press. */
  readonly keepCardIn: string;
  /** Beside a question: cancelling is one of the answers. */
  readonly leaveCardIn: string;
  readonly fault: {
    readonly waitsForCard: string;
    readonly waitsForReader: string;
    readonly waitsForOthers: string;
    readonly waitsForRest: string;
    readonly kept: string;
    /** The catalogue does not say which of the two. */
    readonly pinLocked: Record<Purpose, string>;
    /** Instead of the catalogue's text, where the card software does not let the page unlock a PIN. */
    readonly unlockElsewhere: string;
    /** What becomes of the upgrade when the PIN is unlocked. */
    readonly goesOnUnlocked: string;
    /** The upgrade was done before this went wrong. */
    readonly afterDone: string;
    /** Instead of the catalogue's text: nothing is waited for any more. */
    readonly cardRemovedAfterDone: string;
  };
  readonly done: Record<DoneView['session'], TitleAndLead & { readonly later: string }> & {
    readonly oldStay: string;
    readonly oldRemoved: string;
    readonly nowHeading: string;
    readonly now: readonly string[];
    readonly laterHeading: string;
    readonly later: readonly string[];
    readonly pinChanged: Record<Purpose, string>;
    readonly changePin: string;
    readonly progress: string;
  };
  readonly cancelled: TitleAndLead & { readonly again: string };
  readonly action: Record<
    | 'submitPin'
    | 'start'
    | 'upgrade'
    | 'restore'
    | 'accept'
    | 'decline'
    | 'cancel'
    | 'cancelUpgrade'
    | 'back'
    | 'unlock'
    | 'unlockWithPuk'
    | 'changePin'
    | 'changeAuthenticationPin'
    | 'changeSignaturePin'
    | 'allow'
    | 'retry'
    | 'goOnAnyway'
    | 'readCard'
    | 'readTerms'
    | 'signOut'
    | 'close',
    string
  >;
}

interface PinTexts {
  readonly title: string;
  readonly label: string;
  readonly reason: Record<PinView['reason'], string>;
}

/** Texts around the screen. Page and terminal share them; the page reads them with vue-i18n, hence the same placeholders. */
export interface SurroundingTexts {
  readonly productName: string;
  readonly pageTitle: string;
  readonly language: string;
  readonly stepsHeading: string;
  readonly step: Record<UpgradeStep, string>;
  readonly stepOf: string;
  readonly stepDone: string;
  readonly code: {
    readonly heading: string;
    readonly lead: string;
    readonly none: string;
    readonly validUntil: string;
    readonly expired: string;
  };
  /** The word that stands for each symbol of a pairing code when it is read aloud. */
  readonly spelling: Record<string, string>;
  readonly watchers: {
    readonly heading: string;
    readonly none: string;
    readonly one: string;
    readonly since: string;
    readonly limits: string;
    readonly joined: string;
    readonly left: string;
  };
  readonly link: Record<'CONNECTING' | 'ONLINE' | 'OFFLINE', string>;
  readonly linkLead: Record<'CONNECTING' | 'OFFLINE', string>;
  readonly pin: {
    readonly malformed: string;
    readonly digits: string;
    readonly checkMissing: string;
  };
  readonly codes: Record<CodeFault, string>;
  readonly pukCheckMissing: string;
  readonly termsCheckMissing: string;
  readonly movedOn: string;
  readonly waiting: string;
  readonly away: Record<
    'opening' | 'closed' | 'usedLink' | 'restarted' | 'signedOut' | 'ended',
    { readonly title: string; readonly lead: string }
  >;
  readonly terminal: {
    readonly notTerminal: string;
    readonly choose: string;
    readonly pinPrompt: string;
    readonly pinKeys: string;
    readonly pinKeysCheck: string;
    readonly codeKeys: string;
    readonly codeKeysCheck: string;
    readonly languageKey: string;
    readonly checked: string;
    readonly unchecked: string;
  };
}

export type Catalogue<T> = Record<Language, T>;
