import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';

import { Fault } from '../common/fault.js';
import { DateTimeScalar } from '../common/scalars.js';
import { IssuedCertificate, Offer } from './offer.types.js';
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

  @Field(() => SessionState)
  state!: SessionState;

  @Field(() => PairingCode, { nullable: true })
  pairingCode!: PairingCode | null;

  @Field(() => Holder, { nullable: true })
  holder!: Holder | null;

  @Field(() => String, { nullable: true })
  acceptedTermsVersion!: string | null;

  @Field(() => [IssuedCertificate], {
    description: 'issued for this session so far; what is not installed is fetched from here again after a break',
  })
  certificates!: IssuedCertificate[];

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
