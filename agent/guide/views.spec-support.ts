import type { Activity, FaultView, PinView, UpgradeView } from '../upgrade/cardholder.js';
import type { CertificateProfile, FaultCode, Offer, UpgradeStep } from '../upgrade/types.js';

export const profiles: readonly CertificateProfile[] = [
  'HSA_AUTHENTICATION',
  'PERSON_AUTHENTICATION',
  'HSA_SIGNATURE',
  'PERSON_SIGNATURE',
];
export const steps: readonly UpgradeStep[] = [
  'SIGN_IN',
  'CHOOSE_UPGRADE',
  'ACCEPT_TERMS',
  'LEAVE_CARD_IN',
  'INSTALL_AUTHENTICATION',
  'INSTALL_SIGNATURE',
  'DONE',
];
export const activities: readonly Activity[] = [
  'SIGNING_IN',
  'PREPARING',
  'GENERATING_KEY',
  'SIGNING_REQUEST',
  'FETCHING',
  'WRITING',
  'VERIFYING',
  'FINISHING',
  'MIDDLEWARE_ASKS',
];

export const offer: Offer = {
  keyPolicy: 'REUSE',
  keyBits: 2048,
  authorities: [],
  certificates: profiles.map((profile) => ({
    profile,
    purpose: profile.endsWith('SIGNATURE') ? 'SIGNATURE' : 'AUTHENTICATION',
    issuer: 'CN=TEST SITHS e-id Person HSA-id 3 CA v1',
    subject: [],
  })),
  terms: {
    version: '2026-1',
    title: { sv: 'Villkor för SITHS e-id', en: 'Terms of SITHS e-id' },
    paragraphs: [
      { sv: 'Kortet är personligt.', en: 'The card is personal.' },
      { sv: 'Håll koderna hemliga.', en: 'Keep the PINs secret.' },
    ],
  },
};

export function pinView(change: Partial<PinView> = {}): PinView {
  return {
    kind: 'PIN',
    step: 'SIGN_IN',
    purpose: 'AUTHENTICATION',
    reason: 'FIRST',
    asksItself: false,
    progress: { done: 0, total: 0 },
    problem: null,
    ...change,
  };
}

export function faultView(code: FaultCode, change: Partial<FaultView> = {}): FaultView {
  const progress = { done: 0, total: 16 };
  return { kind: 'FAULT', step: 'INSTALL_AUTHENTICATION', code, canRetry: true, waits: false, progress, ...change };
}

export const offerView: UpgradeView = { kind: 'OFFER', holderName: 'Vera Provsson', organisation: 'Region Exempel', offer };
export const termsView: UpgradeView = { kind: 'TERMS', terms: offer.terms };

export function workingView(
  step: UpgradeStep,
  activity: Activity,
  done = 0,
  profile: CertificateProfile | null = null,
): UpgradeView {
  return { kind: 'WORKING', step, activity, profile, progress: { done, total: 16 } };
}

const pins: UpgradeView[] = (['AUTHENTICATION', 'SIGNATURE'] as const).flatMap((purpose) =>
  (['FIRST', 'RESUMED', 'CARD_BACK'] as const).flatMap((reason) =>
    [true, false].flatMap((asksItself) => [
      pinView({ purpose, reason, asksItself }),
      pinView({ purpose, reason, asksItself, problem: { code: 'PIN_WRONG', triesLeft: null } }),
      pinView({ purpose, reason, asksItself, problem: { code: 'PIN_WRONG', triesLeft: 2 } }),
      pinView({ purpose, reason, asksItself, problem: { code: 'PIN_WRONG', triesLeft: 1 }, step: 'INSTALL_SIGNATURE' }),
    ]),
  ),
);

/** At least one view of each kind and variant, all steps, activities and profiles among them. */
export function everyView(codes: readonly FaultCode[]): UpgradeView[] {
  return [
    ...(['CONNECTING', 'READING_CARD', 'RESUMING'] as const).map((activity): UpgradeView => ({ kind: 'START', activity })),
    ...pins,
    offerView,
    { kind: 'OFFER', holderName: '', organisation: null, offer },
    termsView,
    ...steps.flatMap((step) => activities.map((activity) => workingView(step, activity, 3, 'HSA_SIGNATURE'))),
    ...profiles.map((profile) => workingView('INSTALL_AUTHENTICATION', 'WRITING', 5, profile)),
    ...codes.flatMap((code) => [
      faultView(code, { waits: true, progress: { done: 4, total: 16 } }),
      faultView(code),
      faultView(code, { canRetry: false, step: 'SIGN_IN' }),
    ]),
    { kind: 'DONE', certificates: 4 },
    { kind: 'CANCELLED' },
  ];
}
