import type { EventInput, RequestChallengeMutation, SignInMutation } from '../generated/graphql.js';

export type { Purpose } from '../card/card-port.js';
export type { CertificateProfile, FaultCode, KeyPolicy, Language, UpgradeStep } from '../generated/graphql.js';

export type Offer = Extract<SignInMutation['signIn'], { __typename: 'SignedIn' }>['offer'];
export type OfferedCertificate = Offer['certificates'][number];
export type Challenge = Omit<Extract<RequestChallengeMutation['requestChallenge'], { __typename: 'Challenge' }>, '__typename'>;

/** As OpenSessionInput.middleware; all empty when no middleware was found. */
export interface MiddlewareInfo {
  readonly path: string;
  readonly manufacturer: string;
  readonly description: string;
  readonly version: string;
  readonly cryptokiVersion: string;
}

/** An event before it has a number and a time. */
export type UpgradeRecord = Omit<EventInput, 'number' | 'occurredAt'>;

/** Where the steps tell what happened: numbered, timed and kept until the server has it. Never given a secret. */
export interface EventLog {
  record(event: UpgradeRecord): void;
}
