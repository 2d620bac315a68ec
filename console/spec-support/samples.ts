import type {
  CardFieldsFragment,
  EventKind,
  ScreenFieldsFragment,
  SessionDetailsFieldsFragment,
  SessionEventFieldsFragment,
  SessionSummaryFieldsFragment,
} from '../generated/graphql.js';

export const START = Date.parse('2026-11-24T08:00:00.000Z');

/** RFC 3339, so many seconds after everything began. */
export const at = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

export const holder = {
  name: 'Märta Testsson',
  hsaId: 'TSTNMT2321000156-7K3Q',
  organisation: 'Region Exempel',
  personnummer: '19800101-••••',
  cardNumber: '975226912345678901',
} as const;

export function summary(over: Partial<SessionSummaryFieldsFragment> = {}): SessionSummaryFieldsFragment {
  return {
    id: 'session-1',
    revision: 1,
    state: 'AWAITING_SIGN_IN',
    purpose: 'UPGRADE',
    continues: null,
    pairingCode: '7KQ2M4TX',
    step: 'SIGN_IN',
    stepStartedAt: at(0),
    openedAt: at(0),
    lastEventAt: at(0),
    endedAt: null,
    faultCode: null,
    holder: null,
    handler: null,
    agentConnected: true,
    installedCertificates: 0,
    ...over,
  };
}

type DetailsOver = Partial<Omit<SessionDetailsFieldsFragment, 'summary'>> & {
  readonly summary?: Partial<SessionSummaryFieldsFragment>;
};

export function details({ summary: ofSummary, ...over }: DetailsOver = {}): SessionDetailsFieldsFragment {
  return {
    summary: summary(ofSummary),
    agentVersion: '0.1.0',
    operatingSystem: 'Windows 11 Enterprise',
    language: 'SV',
    middleware: {
      path: 'C:\\Program Files\\Net iD\\iidp11.dll',
      manufacturer: 'SecMaker AB',
      description: 'Net iD Enterprise',
      version: '6.8',
      cryptokiVersion: '2.11',
    },
    readers: ['Alcor Micro AU9560 00 00'],
    steps: [{ step: 'SIGN_IN', startedAt: at(0), completedAt: null }],
    cardBefore: null,
    cardNow: null,
    screen: null,
    watchers: [],
    lastEventNumber: 0,
    ...over,
  };
}

export function event(
  number: number,
  kind: EventKind = 'STEP_STARTED',
  over: Partial<SessionEventFieldsFragment> = {},
): SessionEventFieldsFragment {
  return {
    number,
    kind,
    occurredAt: at(number),
    receivedAt: at(number),
    step: kind === 'STEP_STARTED' || kind === 'STEP_COMPLETED' ? 'SIGN_IN' : null,
    profile: null,
    purpose: null,
    faultCode: null,
    functionName: null,
    returnValue: null,
    detail: null,
    milliseconds: null,
    triesLeft: null,
    staffName: null,
    card: null,
    screen: null,
    ...over,
  };
}

/** Events `first` to `last`. */
export const events = (first: number, last: number): SessionEventFieldsFragment[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => event(first + index));

export function screen(over: Partial<ScreenFieldsFragment> = {}): ScreenFieldsFragment {
  return {
    kind: 'PIN',
    language: 'SV',
    step: 'SIGN_IN',
    tone: 'NEUTRAL',
    title: 'Logga in med ditt kort',
    paragraphs: ['Skriv säkerhetskoden.'],
    paragraphKinds: ['LEAD'],
    warning: null,
    pinLabel: 'Säkerhetskod för legitimering (PIN1)',
    fields: null,
    checkboxLabel: null,
    actions: [{ id: 'submit-pin', label: 'OK', primary: true }],
    progressDone: 0,
    progressTotal: 0,
    progressLabel: null,
    faultCode: null,
    ...over,
  };
}

type CertificateSample = CardFieldsFragment['certificates'][number];

export function certificate(over: Partial<CertificateSample> = {}): CertificateSample {
  return {
    token: 'SITHS e-id kort (Legitimering)',
    ckaId: '45',
    label: 'gammalt',
    issuer: 'C=SE, O=Inera AB, CN=TEST SITHS Type 1 CA v1',
    subject: `serialNumber=${holder.hsaId}, GN=Märta, SN=Testsson, CN=Märta Testsson`,
    serialNumber: '3b9a12f0774c21aa',
    notBefore: '2023-02-01T00:00:00.000Z',
    notAfter: '2036-12-31T00:00:00.000Z',
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    matchesKey: true,
    ...over,
  };
}

export function card(certificates: readonly CertificateSample[], flags: readonly string[] = []): CardFieldsFragment {
  return {
    reader: 'Alcor Micro AU9560 00 00',
    cardNumber: holder.cardNumber,
    tokens: [
      {
        label: 'SITHS e-id kort (Legitimering)',
        serialNumber: '9752269123456789',
        manufacturer: 'Exempelkort',
        model: 'E1',
        flags: ['CKF_LOGIN_REQUIRED', ...flags],
        purpose: 'AUTHENTICATION',
      },
    ],
    certificates: [...certificates],
  };
}
