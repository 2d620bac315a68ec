import type { CertificateProfile, Language, UpgradeStep } from '../../generated/graphql.js';
import type { Activity, UpgradeView } from '../../upgrade/cardholder.js';

/** Texts of the screens, which page, terminal and mirror share. `{name}` is a placeholder, filled by `fill`. */
export interface ScreenTexts {
  readonly start: Record<Extract<UpgradeView, { kind: 'START' }>['activity'], { readonly title: string; readonly lead: string }>;
  readonly pin: Record<'AUTHENTICATION' | 'SIGNATURE', PinTexts>;
  readonly pinAsksItself: string;
  readonly pinStaysHere: string;
  readonly triesUnknown: string;
  readonly triesLeft: string;
  readonly lastTry: string;
  readonly lastTryWarning: string;
  readonly lastTryCheckbox: string;
  readonly offer: {
    readonly title: string;
    readonly titleNamed: string;
    readonly lead: string;
    readonly organisation: string;
    readonly heading: string;
    readonly certificate: string;
    readonly oldStay: string;
  };
  /** What a certificate is for, inside a sentence. */
  readonly profile: Record<CertificateProfile, string>;
  readonly terms: {
    readonly title: string;
    readonly bothPins: string;
    readonly heading: string;
    readonly checkbox: string;
  };
  readonly working: Record<UpgradeStep, { readonly title: string; readonly lead: string }>;
  readonly activity: Record<Activity, string>;
  readonly activityFor: string;
  readonly progress: string;
  readonly keepCardIn: string;
  readonly fault: {
    readonly waitsForCard: string;
    readonly waitsForReader: string;
    readonly kept: string;
  };
  readonly done: {
    readonly title: string;
    readonly lead: string;
    readonly nowHeading: string;
    readonly now: readonly string[];
    readonly laterHeading: string;
    readonly later: readonly string[];
    readonly progress: string;
  };
  readonly cancelled: { readonly title: string; readonly lead: string; readonly again: string };
  readonly action: Record<
    | 'submitPin'
    | 'start'
    | 'upgrade'
    | 'accept'
    | 'decline'
    | 'cancel'
    | 'retry'
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
  readonly reason: Record<'FIRST' | 'RESUMED' | 'CARD_BACK', string>;
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
    readonly languageKey: string;
    readonly checked: string;
    readonly unchecked: string;
  };
}

export type Catalogue<T> = Record<Language, T>;
