import { z } from 'zod';
import type {
  AcceptTermsMutation,
  AgentSessionFieldsFragment,
  CancelSessionMutation,
  CertificateProfile,
  ConfirmInstallationMutation,
  CurrentSessionQuery,
  DeclineTermsMutation,
  FaultCode,
  FaultFieldsFragment,
  FinishSessionMutation,
  IssuedFieldsFragment,
  OpenSessionMutation,
  RenewPairingCodeMutation,
  ReportEventsMutation,
  RequestCertificateMutation,
  RequestChallengeMutation,
  RestoreCertificatesMutation,
  SessionFollowedSubscription,
  SignInMutation,
} from '../generated/graphql.js';
import { faults } from '../generated/faults.js';

/** What the server may answer, parsed: a server can be newer than the agent, and what calls itself a server may be none. */

const isFaultCode = (code: string): code is FaultCode => code in faults;

/** A code of a newer catalogue is unknown here, and says so. */
const fault: z.ZodType<FaultFieldsFragment> = z
  .object({
    __typename: z.literal('Fault'),
    code: z.string(),
    detail: z.string().nullable(),
    field: z.string().nullable(),
    retriable: z.boolean(),
    retryAfterSeconds: z.number().nullable(),
  })
  .transform(({ code, detail, ...rest }) =>
    isFaultCode(code) ? { ...rest, code, detail } : { ...rest, code: 'UNKNOWN' as const, detail: `${code}: ${detail ?? ''}` },
  );

const profile: z.ZodType<CertificateProfile> = z.enum([
  'HSA_AUTHENTICATION',
  'PERSON_AUTHENTICATION',
  'HSA_SIGNATURE',
  'PERSON_SIGNATURE',
]);
const localized = z.object({ sv: z.string(), en: z.string() });
const pairingCode = z.object({ code: z.string(), expiresAt: z.string() });

const issued: z.ZodType<IssuedFieldsFragment> = z.object({
  __typename: z.literal('IssuedCertificate'),
  profile,
  certificate: z.base64(),
  chain: z.array(z.base64()),
  serialNumber: z.string(),
  installed: z.boolean(),
});

const session: z.ZodType<AgentSessionFieldsFragment> = z.object({
  __typename: z.literal('AgentSession'),
  id: z.string(),
  upgradeId: z.string(),
  purpose: z.enum(['UPGRADE', 'RESTORE']),
  state: z.enum(['AWAITING_SIGN_IN', 'SIGNED_IN', 'INSTALLING', 'COMPLETED', 'CANCELLED', 'FAILED', 'EXPIRED']),
  pairingCode: pairingCode.nullable(),
  holder: z
    .object({
      name: z.string(),
      hsaId: z.string().nullable(),
      organisation: z.string().nullable(),
      personnummer: z.string(),
      cardNumber: z.string().nullable(),
    })
    .nullable(),
  acceptedTermsVersion: z.string().nullable(),
  certificates: z.array(issued),
  acceptedIssuers: z.array(z.base64()),
  acknowledgedEvents: z.int().nonnegative(),
  watchers: z.array(z.object({ name: z.string(), desk: z.string(), since: z.string() })),
});

const offer = z.object({
  keyPolicy: z.enum(['REUSE', 'GENERATE']),
  keyTypes: z.array(z.enum(['RSA_2048', 'RSA_3072', 'RSA_4096', 'P_256', 'P_384'])).min(1),
  oldCertificates: z.enum(['KEEP', 'REMOVE_EXPIRED', 'REMOVE_REPLACED']),
  certificates: z.array(
    z.object({
      profile,
      purpose: z.enum(['AUTHENTICATION', 'SIGNATURE']),
      issuer: z.string(),
      subject: z.array(z.object({ type: z.string(), name: z.string(), value: z.string() })),
    }),
  ),
  terms: z.object({ version: z.string(), title: localized, paragraphs: z.array(localized) }),
  authorities: z.array(z.base64()),
});

const sessionOrFault = z.union([session, fault]);

export const openSessionAnswer: z.ZodType<OpenSessionMutation> = z.object({
  openSession: z.union([
    z.object({
      __typename: z.literal('SessionOpened'),
      sessionId: z.string(),
      token: z.string(),
      pairingCode,
      acceptedIssuers: z.array(z.base64()),
    }),
    fault,
  ]),
});
export const currentSessionAnswer: z.ZodType<CurrentSessionQuery> = z.object({ agentSession: sessionOrFault });
export const followedAnswer: z.ZodType<SessionFollowedSubscription> = z.object({ agentSession: session });
export const pairingCodeAnswer: z.ZodType<RenewPairingCodeMutation> = z.object({
  renewPairingCode: z.union([
    z.object({ __typename: z.literal('PairingCode'), pairingCode: z.string(), expiresAt: z.string() }),
    fault,
  ]),
});
export const reportEventsAnswer: z.ZodType<ReportEventsMutation> = z.object({
  reportEvents: z.union([z.object({ __typename: z.literal('EventsAcknowledged'), acknowledged: z.int().nonnegative() }), fault]),
});
export const challengeAnswer: z.ZodType<RequestChallengeMutation> = z.object({
  requestChallenge: z.union([
    z.object({ __typename: z.literal('Challenge'), nonce: z.string(), origin: z.string(), expiresAt: z.string() }),
    fault,
  ]),
});
const signedInOrFault = z.union([z.object({ __typename: z.literal('SignedIn'), session, offer }), fault]);
export const signInAnswer: z.ZodType<SignInMutation> = z.object({ signIn: signedInOrFault });
export const restoreAnswer: z.ZodType<RestoreCertificatesMutation> = z.object({ restoreCertificates: signedInOrFault });
export const acceptTermsAnswer: z.ZodType<AcceptTermsMutation> = z.object({ acceptTerms: sessionOrFault });
export const declineTermsAnswer: z.ZodType<DeclineTermsMutation> = z.object({ declineTerms: sessionOrFault });
export const requestCertificateAnswer: z.ZodType<RequestCertificateMutation> = z.object({
  requestCertificate: z.union([issued, fault]),
});
export const confirmInstallationAnswer: z.ZodType<ConfirmInstallationMutation> = z.object({
  confirmInstallation: sessionOrFault,
});
export const finishSessionAnswer: z.ZodType<FinishSessionMutation> = z.object({ finishSession: sessionOrFault });
export const cancelSessionAnswer: z.ZodType<CancelSessionMutation> = z.object({ cancelSession: sessionOrFault });
