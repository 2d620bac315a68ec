import type {
  Activity,
  ChangePinView,
  DoneView,
  FaultView,
  MakeRoomView,
  PinView,
  UnlockView,
  UpgradeView,
} from '../upgrade/cardholder.js';
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
  'RESTARTING_MODULE',
  'REMOVING_OLD',
  'CHANGING_PIN',
  'MIDDLEWARE_ASKS',
];

export const offer: Offer = {
  keyPolicy: 'REUSE',
  keyTypes: ['RSA_2048'],
  oldCertificates: 'KEEP',
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
  return {
    kind: 'FAULT',
    step: 'INSTALL_AUTHENTICATION',
    code,
    canRetry: true,
    waits: false,
    canUnlock: false,
    progress,
    ...change,
  };
}

/** On the last page, where a PIN was to be changed. */
export function faultAfterDone(code: FaultCode, change: Partial<FaultView> = {}): FaultView {
  return faultView(code, { step: 'DONE', purpose: 'SIGNATURE', progress: { done: 16, total: 16 }, ...change });
}

export const offerView: UpgradeView = {
  kind: 'OFFER',
  holderName: 'Vera Provsson',
  organisation: 'Region Exempel',
  offer,
  canRestore: true,
};
export const termsView: UpgradeView = { kind: 'TERMS', terms: offer.terms };

export function workingView(
  step: UpgradeStep,
  activity: Activity,
  done = 0,
  profile: CertificateProfile | null = null,
): UpgradeView {
  return { kind: 'WORKING', step, activity, profile, progress: { done, total: 16 } };
}

export const pickView: UpgradeView = {
  kind: 'PICK_CARD',
  cards: [
    { reader: 'Exempel Läsare 01', holderName: 'Vera Provsson', cardNumber: '9752269990001234567' },
    { reader: 'Exempel Läsare 02', holderName: null, cardNumber: null },
  ],
};

export function unlockView(change: Partial<UnlockView> = {}): UnlockView {
  return { kind: 'UNLOCK', step: 'SIGN_IN', purpose: 'AUTHENTICATION', pukTries: null, problem: null, ...change };
}

export function changePinView(change: Partial<ChangePinView> = {}): ChangePinView {
  return { kind: 'CHANGE_PIN', step: 'DONE', purpose: 'AUTHENTICATION', problem: null, ...change };
}

export const makeRoomView: MakeRoomView = {
  kind: 'MAKE_ROOM',
  step: 'INSTALL_AUTHENTICATION',
  certificates: [
    {
      label: 'Legitimering',
      issuer: 'C=SE, O=Provbolaget AB, CN=TEST SITHS Type 1 CA v1',
      notAfter: new Date('2024-03-05T12:00:00Z'),
    },
    { label: 'Underskrift', issuer: 'TEST SITHS Type 1 CA v1', notAfter: new Date('2023-11-20T12:00:00Z') },
  ],
  progress: { done: 2, total: 16 },
};

export const oneToRemoveView: MakeRoomView = {
  ...makeRoomView,
  step: 'INSTALL_SIGNATURE',
  certificates: makeRoomView.certificates.slice(0, 1),
  progress: { done: 8, total: 16 },
};

export function doneView(change: Partial<DoneView> = {}): DoneView {
  return { kind: 'DONE', session: 'UPGRADE', certificates: 4, removed: 0, canChangePin: false, ...change };
}

const purposes = ['AUTHENTICATION', 'SIGNATURE'] as const;
const unlocks: UpgradeView[] = purposes.flatMap((purpose) =>
  ([null, 'LOW', 'LAST'] as const).flatMap((pukTries) => [
    unlockView({ purpose, pukTries }),
    unlockView({ purpose, pukTries, step: 'INSTALL_SIGNATURE', problem: 'PUK_WRONG' }),
  ]),
);
const changes: UpgradeView[] = purposes.flatMap((purpose) => [
  changePinView({ purpose }),
  changePinView({ purpose, step: 'SIGN_IN', problem: { code: 'PIN_EXPIRED', triesLeft: null } }),
  ...[null, 2, 1].map((triesLeft) => changePinView({ purpose, problem: { code: 'PIN_WRONG', triesLeft } })),
]);

const pins: UpgradeView[] = purposes.flatMap((purpose) =>
  (['FIRST', 'RESUMED', 'CARD_BACK', 'MODULE_RESTARTED', 'UNLOCKED'] as const).flatMap((reason) =>
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
    pickView,
    ...pins,
    ...unlocks,
    ...changes,
    makeRoomView,
    oneToRemoveView,
    offerView,
    ...(['REMOVE_EXPIRED', 'REMOVE_REPLACED'] as const).map((oldCertificates): UpgradeView => ({
      kind: 'OFFER',
      canRestore: true,
      holderName: 'Vera Provsson',
      organisation: 'Region Exempel',
      offer: { ...offer, oldCertificates },
    })),
    { kind: 'OFFER', holderName: '', organisation: null, offer, canRestore: false },
    termsView,
    ...steps.flatMap((step) => activities.map((activity) => workingView(step, activity, 3, 'HSA_SIGNATURE'))),
    ...profiles.map((profile) => workingView('INSTALL_AUTHENTICATION', 'WRITING', 5, profile)),
    ...codes.flatMap((code) => [
      faultView(code, { waits: true, progress: { done: 4, total: 16 } }),
      faultView(code),
      faultView(code, { canRetry: false, step: 'SIGN_IN' }),
    ]),
    ...purposes.flatMap((purpose) => [
      faultView('PIN_LOCKED', { canUnlock: true, purpose }),
      faultView('PIN_LOCKED', { purpose }),
      ...codes.map((code) => faultAfterDone(code, { purpose })),
      faultAfterDone('PIN_LOCKED', { purpose, canUnlock: true }),
    ]),
    faultView('PIN_LOCKED', { canUnlock: true, canRetry: false }),
    doneView(),
    doneView({ removed: 2, canChangePin: true }),
    doneView({ canChangePin: true, changedPin: 'SIGNATURE' }),
    doneView({ session: 'RESTORE', certificates: 2 }),
    { kind: 'CANCELLED' },
  ];
}

/** One view of each kind that looks different, by name: what a person, or axe, can look through. */
export const gallery: readonly (readonly [name: string, view: UpgradeView])[] = [
  ['start', { kind: 'START', activity: 'READING_CARD' }],
  ['pick card', pickView],
  ['PIN', pinView()],
  ['PIN, last try', pinView({ problem: { code: 'PIN_WRONG', triesLeft: 1 }, step: 'INSTALL_SIGNATURE', purpose: 'SIGNATURE' })],
  ['PIN, asked by the card software', pinView({ asksItself: true, reason: 'MODULE_RESTARTED' })],
  ['unlock', unlockView()],
  ['unlock, last try', unlockView({ pukTries: 'LAST', purpose: 'SIGNATURE', step: 'INSTALL_SIGNATURE' })],
  ['change PIN', changePinView({ purpose: 'SIGNATURE' })],
  ['change PIN, last try', changePinView({ problem: { code: 'PIN_WRONG', triesLeft: 1 } })],
  ['offer', offerView],
  ['terms', termsView],
  ['make room', makeRoomView],
  ['make room, one certificate', oneToRemoveView],
  ['working', workingView('INSTALL_AUTHENTICATION', 'WRITING', 6, 'HSA_AUTHENTICATION')],
  ['restarting the module', workingView('INSTALL_SIGNATURE', 'RESTARTING_MODULE', 9)],
  ['card removed', faultView('CARD_REMOVED', { waits: true, progress: { done: 4, total: 16 } })],
  ['PIN locked', faultView('PIN_LOCKED', { canUnlock: true, step: 'SIGN_IN', purpose: 'SIGNATURE' })],
  ['PIN locked, no way here', faultView('PIN_LOCKED', { step: 'SIGN_IN', purpose: 'AUTHENTICATION' })],
  ['PIN locked, after the upgrade', faultAfterDone('PIN_LOCKED', { canUnlock: true })],
  ['card removed, after the upgrade', faultAfterDone('CARD_REMOVED')],
  ['remote desktop', faultView('REMOTE_DESKTOP', { step: 'SIGN_IN' })],
  ['nothing to restore', faultView('NOTHING_TO_RESTORE', { step: 'CHOOSE_UPGRADE' })],
  ['fault that ends it', faultView('PUK_LOCKED', { canRetry: false, step: 'SIGN_IN' })],
  ['done', doneView({ removed: 2, canChangePin: true })],
  ['cancelled', { kind: 'CANCELLED' }],
];
