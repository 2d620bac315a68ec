/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type CancelSessionInput = {
  detail?: string | null | undefined;
  faultCode?: FaultCode | null | undefined;
};

export type CardInput = {
  cardNumber?: string | null | undefined;
  certificates: Array<CertificateOnCardInput>;
  reader: string;
  tokens: Array<TokenInput>;
};

export type CertificateOnCardInput = {
  ckaId: string;
  issuer: string;
  keyUsage: Array<string>;
  label: string;
  /** null: the card did not show its key */
  matchesKey?: boolean | null | undefined;
  notAfter: string;
  notBefore: string;
  serialNumber: string;
  subject: string;
  token: string;
};

/** The four certificates that an upgrade puts on a card. */
export type CertificateProfile =
  | 'HSA_AUTHENTICATION'
  | 'HSA_SIGNATURE'
  | 'PERSON_AUTHENTICATION'
  | 'PERSON_SIGNATURE';

export type CertificatePurpose =
  | 'AUTHENTICATION'
  | 'SIGNATURE';

export type ConfirmInstallationInput = {
  profile: CertificateProfile;
  serialNumber: string;
  sha256: string;
};

export type EventInput = {
  card?: CardInput | null | undefined;
  detail?: string | null | undefined;
  faultCode?: FaultCode | null | undefined;
  /** PKCS#11 function, and its return value as a number, kept with every card error */
  functionName?: string | null | undefined;
  kind: EventKind;
  milliseconds?: number | null | undefined;
  /** 1, 2, 3 … within the session, given by the agent */
  number: number;
  occurredAt: string;
  profile?: CertificateProfile | null | undefined;
  purpose?: CertificatePurpose | null | undefined;
  /** CK_RV as a whole number from 0 to 2^32 - 1: those that vendors define do not fit Int */
  returnValue?: number | null | undefined;
  screen?: ScreenInput | null | undefined;
  step?: UpgradeStep | null | undefined;
  triesLeft?: number | null | undefined;
};

export type EventKind =
  | 'AGENT_RESUMED'
  | 'CARD_CHOSEN'
  | 'CARD_REMOVED'
  | 'CARD_SEEN'
  | 'CERTIFICATE_INSTALLED'
  | 'CERTIFICATE_ISSUED'
  | 'CERTIFICATE_REMOVED'
  | 'CERTIFICATE_VERIFIED'
  | 'CERTIFICATE_WRITTEN'
  | 'CLOCK_CORRECTED'
  | 'FAULT_CLEARED'
  | 'FAULT_RAISED'
  | 'HANDLER_CHANGED'
  | 'KEY_GENERATED'
  | 'KEY_REMOVED'
  | 'LINK_LOST'
  | 'LINK_RESTORED'
  | 'MODULE_RESTARTED'
  | 'PIN_ACCEPTED'
  | 'PIN_CHANGED'
  | 'PIN_REQUESTED'
  | 'PIN_UNLOCKED'
  | 'REQUEST_SIGNED'
  | 'RESTORE_CHOSEN'
  | 'SCREEN_SHOWN'
  | 'SESSION_CANCELLED'
  | 'SESSION_COMPLETED'
  | 'SESSION_CONTINUED'
  | 'SESSION_EXPIRED'
  | 'SESSION_FAILED'
  | 'SESSION_OPENED'
  | 'SIGNED_IN'
  | 'STAFF_JOINED'
  | 'STAFF_LEFT'
  | 'STEP_COMPLETED'
  | 'STEP_STARTED'
  | 'TERMS_ACCEPTED'
  | 'TERMS_DECLINED';

/** One code for each thing that can go wrong (docs/faults.md). Texts: query faultCatalogue. */
export type FaultCode =
  | 'CARD_BUSY'
  | 'CARD_ERROR'
  | 'CARD_IN_USE'
  | 'CARD_MEMORY_FULL'
  | 'CARD_NOT_ELIGIBLE'
  | 'CARD_NOT_RECOGNISED'
  | 'CARD_OTHER_ISSUER'
  | 'CARD_READ_ONLY'
  | 'CARD_REMOVED'
  | 'CA_UNREACHABLE'
  | 'CERTIFICATE_MISMATCH'
  | 'DISK_FULL'
  | 'INVALID_INPUT'
  | 'JOURNAL_SET_ASIDE'
  | 'KEY_POLICY_VIOLATED'
  | 'KEY_UNSUPPORTED'
  | 'MIDDLEWARE_NOT_FOUND'
  | 'MODULE_CRASHED'
  | 'MODULE_TIMED_OUT'
  | 'NOTHING_TO_RESTORE'
  | 'NO_CARD'
  | 'NO_READER'
  | 'OTHER_CARD'
  | 'PAIRING_CODE_UNKNOWN'
  | 'PINS_EQUAL'
  | 'PIN_CANCELLED'
  | 'PIN_CHANGE_UNSUPPORTED'
  | 'PIN_EXPIRED'
  | 'PIN_LOCKED'
  | 'PIN_MALFORMED'
  | 'PIN_TIMED_OUT'
  | 'PIN_WRONG'
  | 'PROOF_OF_POSSESSION_FAILED'
  | 'PUK_LOCKED'
  | 'PUK_MALFORMED'
  | 'PUK_WRONG'
  | 'REMOTE_DESKTOP'
  | 'REQUEST_REJECTED'
  | 'SERVER_UNREACHABLE'
  | 'SESSION_ENDED'
  | 'SESSION_STATE'
  | 'SEVERAL_CARDS'
  | 'SIGN_IN_CERTIFICATE_EXPIRED'
  | 'SIGN_IN_CERTIFICATE_REVOKED'
  | 'SIGN_IN_CERTIFICATE_UNTRUSTED'
  | 'SIGN_IN_REJECTED'
  | 'STORAGE_FAILED'
  | 'SUBJECT_MISMATCH'
  | 'TERMS_DECLINED'
  | 'TERMS_OUTDATED'
  | 'TOO_MANY_ATTEMPTS'
  | 'UNKNOWN'
  | 'WINDOW_CLOSED';

/** REUSE: the card's key pair of that purpose signs the request. GENERATE: a new key pair is made on the card. */
export type KeyPolicy =
  | 'GENERATE'
  | 'REUSE';

/** RSA by its modulus bits, elliptic curves by their NIST names. */
export type KeyType =
  | 'P_256'
  | 'P_384'
  | 'RSA_2048'
  | 'RSA_3072'
  | 'RSA_4096';

/** Languages that cardholder texts exist in. */
export type Language =
  | 'EN'
  | 'SV';

export type MiddlewareInput = {
  cryptokiVersion: string;
  description: string;
  manufacturer: string;
  path: string;
  version: string;
};

/** What becomes of certificates that the card had before, once the new ones are proven: all stay, the expired are removed, or those are removed that a new one replaces (same purpose, same HSA-id or personnummer). */
export type OldCertificatePolicy =
  | 'KEEP'
  | 'REMOVE_EXPIRED'
  | 'REMOVE_REPLACED';

export type OpenSessionInput = {
  agentVersion: string;
  language: Language;
  middleware?: MiddlewareInput | null | undefined;
  operatingSystem: string;
  readers: Array<string>;
  /** chosen by the agent (UUID v4), so that opening again after a lost answer gives the same session */
  requestId: string;
};

/** How a paragraph is set: what went wrong, plain words, a heading, a point of a list, or a paragraph of the terms. */
export type ParagraphKind =
  | 'HEADING'
  | 'ITEM'
  | 'LEAD'
  | 'PROBLEM'
  | 'TERM';

export type RequestCertificateInput = {
  profile: CertificateProfile;
  request: string;
};

export type ScreenActionInput = {
  id: string;
  label: string;
  primary: boolean;
};

export type ScreenFieldInput = {
  id: string;
  label: string;
};

/** The cardholder's page as rendered text, in their language; no secrets: a field is named, its value is never sent. */
export type ScreenInput = {
  actions: Array<ScreenActionInput>;
  /** label of the check box, when one is shown */
  checkboxLabel?: string | null | undefined;
  faultCode?: FaultCode | null | undefined;
  /** on screens that ask for several codes, such as PUK and new PIN */
  fields?: Array<ScreenFieldInput> | null | undefined;
  kind: ScreenKind;
  language: Language;
  /** as long as paragraphs; without it all are plain words */
  paragraphKinds?: Array<ParagraphKind> | null | undefined;
  paragraphs: Array<string>;
  /** label of the PIN field, when one is shown */
  pinLabel?: string | null | undefined;
  progressDone: number;
  progressLabel?: string | null | undefined;
  progressTotal: number;
  step: UpgradeStep;
  title: string;
  tone: ScreenTone;
  warning?: string | null | undefined;
};

export type ScreenKind =
  | 'CANCELLED'
  | 'CHANGE_PIN'
  | 'DONE'
  | 'FAULT'
  | 'MAKE_ROOM'
  | 'OFFER'
  | 'PICK_CARD'
  | 'PIN'
  | 'START'
  | 'TERMS'
  | 'UNLOCK'
  | 'WORKING';

export type ScreenTone =
  | 'NEUTRAL'
  | 'PROBLEM'
  | 'SUCCESS'
  | 'WARNING';

/** UPGRADE: new certificates are issued. RESTORE: certificates that were issued for this card before are fetched again, and nothing is issued. */
export type SessionPurpose =
  | 'RESTORE'
  | 'UPGRADE';

export type SessionState =
  | 'AWAITING_SIGN_IN'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'EXPIRED'
  | 'FAILED'
  | 'INSTALLING'
  | 'SIGNED_IN';

export type TokenInput = {
  flags: Array<string>;
  label: string;
  manufacturer: string;
  model: string;
  purpose?: CertificatePurpose | null | undefined;
  serialNumber: string;
};

/** The seven steps of the upgrade, as the printed manual numbers them. */
export type UpgradeStep =
  | 'ACCEPT_TERMS'
  | 'CHOOSE_UPGRADE'
  | 'DONE'
  | 'INSTALL_AUTHENTICATION'
  | 'INSTALL_SIGNATURE'
  | 'LEAVE_CARD_IN'
  | 'SIGN_IN';

/** Web eID authentication token, format web-eid:1.0. */
export type WebEidTokenInput = {
  algorithm: string;
  appVersion: string;
  format: string;
  signature: string;
  unverifiedCertificate: string;
};

export type FaultFieldsFragment = { __typename: 'Fault', code: FaultCode, detail: string | null, field: string | null, retriable: boolean, retryAfterSeconds: number | null };

export type IssuedFieldsFragment = { __typename: 'IssuedCertificate', profile: CertificateProfile, certificate: string, chain: Array<string>, serialNumber: string, installed: boolean };

export type AgentSessionFieldsFragment = { __typename: 'AgentSession', id: string, upgradeId: string, purpose: SessionPurpose, state: SessionState, acceptedTermsVersion: string | null, acceptedIssuers: Array<string>, acknowledgedEvents: number, pairingCode: { code: string, expiresAt: string } | null, holder: { name: string, hsaId: string | null, organisation: string | null, personnummer: string, cardNumber: string | null } | null, certificates: Array<{ __typename: 'IssuedCertificate', profile: CertificateProfile, certificate: string, chain: Array<string>, serialNumber: string, installed: boolean }>, watchers: Array<{ name: string, desk: string, since: string }> };

export type OpenSessionMutationVariables = Exact<{
  input: OpenSessionInput;
}>;


export type OpenSessionMutation = { openSession:
    | { __typename: 'Fault', code: FaultCode, detail: string | null, field: string | null, retriable: boolean, retryAfterSeconds: number | null }
    | { __typename: 'SessionOpened', sessionId: string, token: string, acceptedIssuers: Array<string>, pairingCode: { code: string, expiresAt: string } }
   };

export type CurrentSessionQueryVariables = Exact<{ [key: string]: never; }>;


export type CurrentSessionQuery = { agentSession:
    | { __typename: 'AgentSession', id: string, upgradeId: string, purpose: SessionPurpose, state: SessionState, acceptedTermsVersion: string | null, acceptedIssuers: Array<string>, acknowledgedEvents: number, pairingCode: { code: string, expiresAt: string } | null, holder: { name: string, hsaId: string | null, organisation: string | null, personnummer: string, cardNumber: string | null } | null, certificates: Array<{ __typename: 'IssuedCertificate', profile: CertificateProfile, certificate: string, chain: Array<string>, serialNumber: string, installed: boolean }>, watchers: Array<{ name: string, desk: string, since: string }> }
    | { __typename: 'Fault', code: FaultCode, detail: string | null, field: string | null, retriable: boolean, retryAfterSeconds: number | null }
   };

export type RenewPairingCodeMutationVariables = Exact<{ [key: string]: never; }>;


export type RenewPairingCodeMutation = { renewPairingCode:
    | { __typename: 'Fault', code: FaultCode, detail: string | null, field: string | null, retriable: boolean, retryAfterSeconds: number | null }
    | { __typename: 'PairingCode', expiresAt: string, pairingCode: string }
   };

export type ReportEventsMutationVariables = Exact<{
  events: Array<EventInput> | EventInput;
}>;


export type ReportEventsMutation = { reportEvents:
    | { __typename: 'EventsAcknowledged', acknowledged: number }
    | { __typename: 'Fault', code: FaultCode, detail: string | null, field: string | null, retriable: boolean, retryAfterSeconds: number | null }
   };

export type SessionFollowedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type SessionFollowedSubscription = { agentSession: { __typename: 'AgentSession', id: string, upgradeId: string, purpose: SessionPurpose, state: SessionState, acceptedTermsVersion: string | null, acceptedIssuers: Array<string>, acknowledgedEvents: number, pairingCode: { code: string, expiresAt: string } | null, holder: { name: string, hsaId: string | null, organisation: string | null, personnummer: string, cardNumber: string | null } | null, certificates: Array<{ __typename: 'IssuedCertificate', profile: CertificateProfile, certificate: string, chain: Array<string>, serialNumber: string, installed: boolean }>, watchers: Array<{ name: string, desk: string, since: string }> } };

export type OfferFieldsFragment = { keyPolicy: KeyPolicy, keyTypes: Array<KeyType>, oldCertificates: OldCertificatePolicy, authorities: Array<string>, certificates: Array<{ profile: CertificateProfile, purpose: CertificatePurpose, issuer: string, subject: Array<{ type: string, name: string, value: string }> }>, terms: { version: string, title: { sv: string, en: string }, paragraphs: Array<{ sv: string, en: string }> } };

export type RequestChallengeMutationVariables = Exact<{ [key: string]: never; }>;


export type RequestChallengeMutation = { requestChallenge:
    | { __typename: 'Challenge', nonce: string, origin: string, expiresAt: string }
    | { __typename: 'Fault', code: FaultCode, detail: string | null, field: string | null, retriable: boolean, retryAfterSeconds: number | null }
   };

export type SignInMutationVariables = Exact<{
  token: WebEidTokenInput;
}>;


export type SignInMutation = { signIn:
    | { __typename: 'Fault', code: FaultCode, detail: string | null, field: string | null, retriable: boolean, retryAfterSeconds: number | null }
    | { __typename: 'SignedIn', session: { __typename: 'AgentSession', id: string, upgradeId: string, purpose: SessionPurpose, state: SessionState, acceptedTermsVersion: string | null, acceptedIssuers: Array<string>, acknowledgedEvents: number, pairingCode: { code: string, expiresAt: string } | null, holder: { name: string, hsaId: string | null, organisation: string | null, personnummer: string, cardNumber: string | null } | null, certificates: Array<{ __typename: 'IssuedCertificate', profile: CertificateProfile, certificate: string, chain: Array<string>, serialNumber: string, installed: boolean }>, watchers: Array<{ name: string, desk: string, since: string }> }, offer: { keyPolicy: KeyPolicy, keyTypes: Array<KeyType>, oldCertificates: OldCertificatePolicy, authorities: Array<string>, certificates: Array<{ profile: CertificateProfile, purpose: CertificatePurpose, issuer: string, subject: Array<{ type: string, name: string, value: string }> }>, terms: { version: string, title: { sv: string, en: string }, paragraphs: Array<{ sv: string, en: string }> } } }
   };

export type RestoreCertificatesMutationVariables = Exact<{ [key: string]: never; }>;


export type RestoreCertificatesMutation = { restoreCertificates:
    | { __typename: 'Fault', code: FaultCode, detail: string | null, field: string | null, retriable: boolean, retryAfterSeconds: number | null }
    | { __typename: 'SignedIn', session: { __typename: 'AgentSession', id: string, upgradeId: string, purpose: SessionPurpose, state: SessionState, acceptedTermsVersion: string | null, acceptedIssuers: Array<string>, acknowledgedEvents: number, pairingCode: { code: string, expiresAt: string } | null, holder: { name: string, hsaId: string | null, organisation: string | null, personnummer: string, cardNumber: string | null } | null, certificates: Array<{ __typename: 'IssuedCertificate', profile: CertificateProfile, certificate: string, chain: Array<string>, serialNumber: string, installed: boolean }>, watchers: Array<{ name: string, desk: string, since: string }> }, offer: { keyPolicy: KeyPolicy, keyTypes: Array<KeyType>, oldCertificates: OldCertificatePolicy, authorities: Array<string>, certificates: Array<{ profile: CertificateProfile, purpose: CertificatePurpose, issuer: string, subject: Array<{ type: string, name: string, value: string }> }>, terms: { version: string, title: { sv: string, en: string }, paragraphs: Array<{ sv: string, en: string }> } } }
   };

export type AcceptTermsMutationVariables = Exact<{
  version: string;
}>;


export type AcceptTermsMutation = { acceptTerms:
    | { __typename: 'AgentSession', id: string, upgradeId: string, purpose: SessionPurpose, state: SessionState, acceptedTermsVersion: string | null, acceptedIssuers: Array<string>, acknowledgedEvents: number, pairingCode: { code: string, expiresAt: string } | null, holder: { name: string, hsaId: string | null, organisation: string | null, personnummer: string, cardNumber: string | null } | null, certificates: Array<{ __typename: 'IssuedCertificate', profile: CertificateProfile, certificate: string, chain: Array<string>, serialNumber: string, installed: boolean }>, watchers: Array<{ name: string, desk: string, since: string }> }
    | { __typename: 'Fault', code: FaultCode, detail: string | null, field: string | null, retriable: boolean, retryAfterSeconds: number | null }
   };

export type DeclineTermsMutationVariables = Exact<{ [key: string]: never; }>;


export type DeclineTermsMutation = { declineTerms:
    | { __typename: 'AgentSession', id: string, upgradeId: string, purpose: SessionPurpose, state: SessionState, acceptedTermsVersion: string | null, acceptedIssuers: Array<string>, acknowledgedEvents: number, pairingCode: { code: string, expiresAt: string } | null, holder: { name: string, hsaId: string | null, organisation: string | null, personnummer: string, cardNumber: string | null } | null, certificates: Array<{ __typename: 'IssuedCertificate', profile: CertificateProfile, certificate: string, chain: Array<string>, serialNumber: string, installed: boolean }>, watchers: Array<{ name: string, desk: string, since: string }> }
    | { __typename: 'Fault', code: FaultCode, detail: string | null, field: string | null, retriable: boolean, retryAfterSeconds: number | null }
   };

export type RequestCertificateMutationVariables = Exact<{
  input: RequestCertificateInput;
}>;


export type RequestCertificateMutation = { requestCertificate:
    | { __typename: 'Fault', code: FaultCode, detail: string | null, field: string | null, retriable: boolean, retryAfterSeconds: number | null }
    | { __typename: 'IssuedCertificate', profile: CertificateProfile, certificate: string, chain: Array<string>, serialNumber: string, installed: boolean }
   };

export type ConfirmInstallationMutationVariables = Exact<{
  input: ConfirmInstallationInput;
}>;


export type ConfirmInstallationMutation = { confirmInstallation:
    | { __typename: 'AgentSession', id: string, upgradeId: string, purpose: SessionPurpose, state: SessionState, acceptedTermsVersion: string | null, acceptedIssuers: Array<string>, acknowledgedEvents: number, pairingCode: { code: string, expiresAt: string } | null, holder: { name: string, hsaId: string | null, organisation: string | null, personnummer: string, cardNumber: string | null } | null, certificates: Array<{ __typename: 'IssuedCertificate', profile: CertificateProfile, certificate: string, chain: Array<string>, serialNumber: string, installed: boolean }>, watchers: Array<{ name: string, desk: string, since: string }> }
    | { __typename: 'Fault', code: FaultCode, detail: string | null, field: string | null, retriable: boolean, retryAfterSeconds: number | null }
   };

export type FinishSessionMutationVariables = Exact<{ [key: string]: never; }>;


export type FinishSessionMutation = { finishSession:
    | { __typename: 'AgentSession', id: string, upgradeId: string, purpose: SessionPurpose, state: SessionState, acceptedTermsVersion: string | null, acceptedIssuers: Array<string>, acknowledgedEvents: number, pairingCode: { code: string, expiresAt: string } | null, holder: { name: string, hsaId: string | null, organisation: string | null, personnummer: string, cardNumber: string | null } | null, certificates: Array<{ __typename: 'IssuedCertificate', profile: CertificateProfile, certificate: string, chain: Array<string>, serialNumber: string, installed: boolean }>, watchers: Array<{ name: string, desk: string, since: string }> }
    | { __typename: 'Fault', code: FaultCode, detail: string | null, field: string | null, retriable: boolean, retryAfterSeconds: number | null }
   };

export type CancelSessionMutationVariables = Exact<{
  input: CancelSessionInput;
}>;


export type CancelSessionMutation = { cancelSession:
    | { __typename: 'AgentSession', id: string, upgradeId: string, purpose: SessionPurpose, state: SessionState, acceptedTermsVersion: string | null, acceptedIssuers: Array<string>, acknowledgedEvents: number, pairingCode: { code: string, expiresAt: string } | null, holder: { name: string, hsaId: string | null, organisation: string | null, personnummer: string, cardNumber: string | null } | null, certificates: Array<{ __typename: 'IssuedCertificate', profile: CertificateProfile, certificate: string, chain: Array<string>, serialNumber: string, installed: boolean }>, watchers: Array<{ name: string, desk: string, since: string }> }
    | { __typename: 'Fault', code: FaultCode, detail: string | null, field: string | null, retriable: boolean, retryAfterSeconds: number | null }
   };

export const FaultFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FaultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fault"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retriable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<FaultFieldsFragment, unknown>;
export const IssuedFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuedFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IssuedCertificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}}]}}]} as unknown as DocumentNode<IssuedFieldsFragment, unknown>;
export const AgentSessionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"upgradeId"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"pairingCode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"hsaId"}},{"kind":"Field","name":{"kind":"Name","value":"organisation"}},{"kind":"Field","name":{"kind":"Name","value":"personnummer"}},{"kind":"Field","name":{"kind":"Name","value":"cardNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedTermsVersion"}},{"kind":"Field","name":{"kind":"Name","value":"certificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuedFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedIssuers"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedEvents"}},{"kind":"Field","name":{"kind":"Name","value":"watchers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"desk"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuedFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IssuedCertificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}}]}}]} as unknown as DocumentNode<AgentSessionFieldsFragment, unknown>;
export const OfferFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OfferFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Offer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keyPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"keyTypes"}},{"kind":"Field","name":{"kind":"Name","value":"oldCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"certificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"terms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"title"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sv"}},{"kind":"Field","name":{"kind":"Name","value":"en"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paragraphs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sv"}},{"kind":"Field","name":{"kind":"Name","value":"en"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"authorities"}}]}}]} as unknown as DocumentNode<OfferFieldsFragment, unknown>;
export const OpenSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OpenSessionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SessionOpened"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"pairingCode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedIssuers"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FaultFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FaultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fault"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retriable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<OpenSessionMutation, OpenSessionMutationVariables>;
export const CurrentSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CurrentSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agentSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentSessionFields"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FaultFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuedFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IssuedCertificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"upgradeId"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"pairingCode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"hsaId"}},{"kind":"Field","name":{"kind":"Name","value":"organisation"}},{"kind":"Field","name":{"kind":"Name","value":"personnummer"}},{"kind":"Field","name":{"kind":"Name","value":"cardNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedTermsVersion"}},{"kind":"Field","name":{"kind":"Name","value":"certificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuedFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedIssuers"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedEvents"}},{"kind":"Field","name":{"kind":"Name","value":"watchers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"desk"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FaultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fault"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retriable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<CurrentSessionQuery, CurrentSessionQueryVariables>;
export const RenewPairingCodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RenewPairingCode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"renewPairingCode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PairingCode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"pairingCode"},"name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FaultFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FaultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fault"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retriable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<RenewPairingCodeMutation, RenewPairingCodeMutationVariables>;
export const ReportEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"events"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EventInput"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"events"},"value":{"kind":"Variable","name":{"kind":"Name","value":"events"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EventsAcknowledged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acknowledged"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FaultFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FaultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fault"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retriable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<ReportEventsMutation, ReportEventsMutationVariables>;
export const SessionFollowedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"SessionFollowed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agentSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentSessionFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuedFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IssuedCertificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"upgradeId"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"pairingCode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"hsaId"}},{"kind":"Field","name":{"kind":"Name","value":"organisation"}},{"kind":"Field","name":{"kind":"Name","value":"personnummer"}},{"kind":"Field","name":{"kind":"Name","value":"cardNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedTermsVersion"}},{"kind":"Field","name":{"kind":"Name","value":"certificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuedFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedIssuers"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedEvents"}},{"kind":"Field","name":{"kind":"Name","value":"watchers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"desk"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}}]} as unknown as DocumentNode<SessionFollowedSubscription, SessionFollowedSubscriptionVariables>;
export const RequestChallengeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestChallenge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestChallenge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Challenge"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nonce"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FaultFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FaultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fault"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retriable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<RequestChallengeMutation, RequestChallengeMutationVariables>;
export const SignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebEidTokenInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SignedIn"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentSessionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"offer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OfferFields"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FaultFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuedFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IssuedCertificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"upgradeId"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"pairingCode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"hsaId"}},{"kind":"Field","name":{"kind":"Name","value":"organisation"}},{"kind":"Field","name":{"kind":"Name","value":"personnummer"}},{"kind":"Field","name":{"kind":"Name","value":"cardNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedTermsVersion"}},{"kind":"Field","name":{"kind":"Name","value":"certificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuedFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedIssuers"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedEvents"}},{"kind":"Field","name":{"kind":"Name","value":"watchers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"desk"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OfferFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Offer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keyPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"keyTypes"}},{"kind":"Field","name":{"kind":"Name","value":"oldCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"certificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"terms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"title"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sv"}},{"kind":"Field","name":{"kind":"Name","value":"en"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paragraphs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sv"}},{"kind":"Field","name":{"kind":"Name","value":"en"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"authorities"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FaultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fault"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retriable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<SignInMutation, SignInMutationVariables>;
export const RestoreCertificatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RestoreCertificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"restoreCertificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SignedIn"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentSessionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"offer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OfferFields"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FaultFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuedFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IssuedCertificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"upgradeId"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"pairingCode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"hsaId"}},{"kind":"Field","name":{"kind":"Name","value":"organisation"}},{"kind":"Field","name":{"kind":"Name","value":"personnummer"}},{"kind":"Field","name":{"kind":"Name","value":"cardNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedTermsVersion"}},{"kind":"Field","name":{"kind":"Name","value":"certificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuedFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedIssuers"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedEvents"}},{"kind":"Field","name":{"kind":"Name","value":"watchers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"desk"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OfferFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Offer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keyPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"keyTypes"}},{"kind":"Field","name":{"kind":"Name","value":"oldCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"certificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"terms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"title"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sv"}},{"kind":"Field","name":{"kind":"Name","value":"en"}}]}},{"kind":"Field","name":{"kind":"Name","value":"paragraphs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sv"}},{"kind":"Field","name":{"kind":"Name","value":"en"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"authorities"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FaultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fault"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retriable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<RestoreCertificatesMutation, RestoreCertificatesMutationVariables>;
export const AcceptTermsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AcceptTerms"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptTerms"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentSessionFields"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FaultFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuedFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IssuedCertificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"upgradeId"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"pairingCode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"hsaId"}},{"kind":"Field","name":{"kind":"Name","value":"organisation"}},{"kind":"Field","name":{"kind":"Name","value":"personnummer"}},{"kind":"Field","name":{"kind":"Name","value":"cardNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedTermsVersion"}},{"kind":"Field","name":{"kind":"Name","value":"certificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuedFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedIssuers"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedEvents"}},{"kind":"Field","name":{"kind":"Name","value":"watchers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"desk"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FaultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fault"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retriable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<AcceptTermsMutation, AcceptTermsMutationVariables>;
export const DeclineTermsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeclineTerms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"declineTerms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentSessionFields"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FaultFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuedFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IssuedCertificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"upgradeId"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"pairingCode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"hsaId"}},{"kind":"Field","name":{"kind":"Name","value":"organisation"}},{"kind":"Field","name":{"kind":"Name","value":"personnummer"}},{"kind":"Field","name":{"kind":"Name","value":"cardNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedTermsVersion"}},{"kind":"Field","name":{"kind":"Name","value":"certificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuedFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedIssuers"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedEvents"}},{"kind":"Field","name":{"kind":"Name","value":"watchers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"desk"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FaultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fault"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retriable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<DeclineTermsMutation, DeclineTermsMutationVariables>;
export const RequestCertificateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestCertificate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestCertificateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestCertificate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuedFields"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FaultFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuedFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IssuedCertificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FaultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fault"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retriable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<RequestCertificateMutation, RequestCertificateMutationVariables>;
export const ConfirmInstallationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConfirmInstallation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConfirmInstallationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"confirmInstallation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentSessionFields"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FaultFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuedFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IssuedCertificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"upgradeId"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"pairingCode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"hsaId"}},{"kind":"Field","name":{"kind":"Name","value":"organisation"}},{"kind":"Field","name":{"kind":"Name","value":"personnummer"}},{"kind":"Field","name":{"kind":"Name","value":"cardNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedTermsVersion"}},{"kind":"Field","name":{"kind":"Name","value":"certificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuedFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedIssuers"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedEvents"}},{"kind":"Field","name":{"kind":"Name","value":"watchers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"desk"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FaultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fault"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retriable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<ConfirmInstallationMutation, ConfirmInstallationMutationVariables>;
export const FinishSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FinishSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"finishSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentSessionFields"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FaultFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuedFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IssuedCertificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"upgradeId"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"pairingCode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"hsaId"}},{"kind":"Field","name":{"kind":"Name","value":"organisation"}},{"kind":"Field","name":{"kind":"Name","value":"personnummer"}},{"kind":"Field","name":{"kind":"Name","value":"cardNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedTermsVersion"}},{"kind":"Field","name":{"kind":"Name","value":"certificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuedFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedIssuers"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedEvents"}},{"kind":"Field","name":{"kind":"Name","value":"watchers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"desk"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FaultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fault"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retriable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<FinishSessionMutation, FinishSessionMutationVariables>;
export const CancelSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelSessionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentSessionFields"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FaultFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssuedFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IssuedCertificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"upgradeId"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"pairingCode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"hsaId"}},{"kind":"Field","name":{"kind":"Name","value":"organisation"}},{"kind":"Field","name":{"kind":"Name","value":"personnummer"}},{"kind":"Field","name":{"kind":"Name","value":"cardNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedTermsVersion"}},{"kind":"Field","name":{"kind":"Name","value":"certificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssuedFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedIssuers"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedEvents"}},{"kind":"Field","name":{"kind":"Name","value":"watchers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"desk"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FaultFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fault"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retriable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<CancelSessionMutation, CancelSessionMutationVariables>;