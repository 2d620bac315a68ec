import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';

import { Fault } from '../common/fault.js';
import { Base64Scalar, DateTimeScalar } from '../common/scalars.js';
import { IssuedCertificate, Offer } from './offer.types.js';
import { SessionPurpose } from './session-purpose.js';
import { SessionState } from './session-state.js';

@ObjectType({ description: 'Eight symbols of 23456789BCDFGHJKMNPQRSTVWXYZ, without separator; shown in groups of four.' })
export class PairingCode {
  @Field(() => String)
  code!: string;

  @Field(() => DateTimeScalar)
  expiresAt!: Date;
}

@ObjectType()
export class Holder {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  hsaId!: string | null;

  @Field(() => String, { nullable: true })
  organisation!: string | null;

  @Field(() => String, { description: 'masked, such as 19900101-••••' })
  personnummer!: string;

  @Field(() => String, { nullable: true })
  cardNumber!: string | null;
}

@ObjectType()
export class Watcher {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  desk!: string;

  @Field(() => DateTimeScalar)
  since!: Date;
}

@ObjectType()
export class AgentSession {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, {
    description:
      'one upgrade of one card, over several sessions: that of the session which this one goes on from, known at sign-in; else its own id',
  })
  upgradeId!: string;

  @Field(() => SessionPurpose)
  purpose!: SessionPurpose;

  @Field(() => SessionState)
  state!: SessionState;

  @Field(() => PairingCode, { nullable: true })
  pairingCode!: PairingCode | null;

  @Field(() => Holder, { nullable: true })
  holder!: Holder | null;

  @Field(() => String, { nullable: true })
  acceptedTermsVersion!: string | null;

  @Field(() => [IssuedCertificate], {
    description:
      'issued so far, by earlier sessions of the same upgrade too; what is not installed is fetched from here again after a break. RESTORE: those to fetch again',
  })
  certificates!: IssuedCertificate[];

  @Field(() => [Base64Scalar], {
    description:
      'DER Names (RFC 5280) of all authorities whose certificates may sign in, roots too, as in TLS certificate_authorities: tells a card of another issuer before its PIN is asked for. Empty: any',
  })
  acceptedIssuers!: Uint8Array[];

  @Field(() => Int)
  acknowledgedEvents!: number;

  @Field(() => [Watcher])
  watchers!: Watcher[];
}

@ObjectType()
export class SessionOpened {
  @Field(() => ID)
  sessionId!: string;

  @Field(() => String)
  token!: string;

  @Field(() => PairingCode)
  pairingCode!: PairingCode;

  @Field(() => [Base64Scalar], { description: 'as in AgentSession' })
  acceptedIssuers!: Uint8Array[];
}

@ObjectType({ description: 'Web eID: sign hash(origin) ‖ hash(nonce).' })
export class Challenge {
  @Field(() => String)
  nonce!: string;

  @Field(() => String)
  origin!: string;

  @Field(() => DateTimeScalar)
  expiresAt!: Date;
}

@ObjectType()
export class SignedIn {
  @Field(() => AgentSession)
  session!: AgentSession;

  @Field(() => Offer)
  offer!: Offer;
}

@ObjectType()
export class EventsAcknowledged {
  @Field(() => Int)
  acknowledged!: number;
}

/** A union of one type and Fault: Fault is always a class instance, the other may be a plain object. */
export const OpenSessionResult = createUnionType({
  name: 'OpenSessionResult',
  types: () => [SessionOpened, Fault] as const,
  resolveType: (value) => (value instanceof Fault ? Fault : SessionOpened),
});
export const PairingCodeResult = createUnionType({
  name: 'PairingCodeResult',
  types: () => [PairingCode, Fault] as const,
  resolveType: (value) => (value instanceof Fault ? Fault : PairingCode),
});
export const ChallengeResult = createUnionType({
  name: 'ChallengeResult',
  types: () => [Challenge, Fault] as const,
  resolveType: (value) => (value instanceof Fault ? Fault : Challenge),
});
export const SignInResult = createUnionType({
  name: 'SignInResult',
  types: () => [SignedIn, Fault] as const,
  resolveType: (value) => (value instanceof Fault ? Fault : SignedIn),
});
export const AgentSessionResult = createUnionType({
  name: 'AgentSessionResult',
  types: () => [AgentSession, Fault] as const,
  resolveType: (value) => (value instanceof Fault ? Fault : AgentSession),
});
export const ReportEventsResult = createUnionType({
  name: 'ReportEventsResult',
  types: () => [EventsAcknowledged, Fault] as const,
  resolveType: (value) => (value instanceof Fault ? Fault : EventsAcknowledged),
});
