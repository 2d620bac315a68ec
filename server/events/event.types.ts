import { Field, Float, InputType, Int, ObjectType } from '@nestjs/graphql';

import { CertificateProfile, CertificatePurpose } from '../common/certificate-profile.js';
import { DateTimeScalar } from '../common/scalars.js';
import { UpgradeStep } from '../common/upgrade-step.js';
import { FaultCode } from '../faults/fault-code.js';
import { Card } from './card.types.js';
import { EventKind } from './event-kind.js';
import { Screen } from './screen.types.js';

const returnValueMeaning = 'CK_RV as a whole number from 0 to 2^32 - 1: those that vendors define do not fit Int';

@InputType()
export class EventInput {
  @Field(() => Int, { description: '1, 2, 3 … within the session, given by the agent' })
  number!: number;

  @Field(() => EventKind)
  kind!: EventKind;

  @Field(() => DateTimeScalar)
  occurredAt!: Date;

  @Field(() => UpgradeStep, { nullable: true })
  step?: UpgradeStep | null;

  @Field(() => CertificateProfile, { nullable: true })
  profile?: CertificateProfile | null;

  @Field(() => CertificatePurpose, { nullable: true })
  purpose?: CertificatePurpose | null;

  @Field(() => FaultCode, { nullable: true })
  faultCode?: FaultCode | null;

  @Field(() => String, {
    nullable: true,
    description: 'PKCS#11 function, and its return value as a number, kept with every card error',
  })
  functionName?: string | null;

  @Field(() => Float, { nullable: true, description: returnValueMeaning })
  returnValue?: number | null;

  @Field(() => String, { nullable: true })
  detail?: string | null;

  @Field(() => Int, { nullable: true })
  milliseconds?: number | null;

  @Field(() => Int, { nullable: true })
  triesLeft?: number | null;

  @Field(() => Card, { nullable: true })
  card?: Card | null;

  @Field(() => Screen, { nullable: true })
  screen?: Screen | null;
}

@ObjectType()
export class SessionEvent {
  @Field(() => Int, {
    description: '1, 2, 3 … within the session without a gap, given by the server when it stores the event',
  })
  number!: number;

  @Field(() => EventKind)
  kind!: EventKind;

  @Field(() => DateTimeScalar)
  occurredAt!: Date;

  @Field(() => DateTimeScalar)
  receivedAt!: Date;

  @Field(() => UpgradeStep, { nullable: true })
  step!: UpgradeStep | null;

  @Field(() => CertificateProfile, { nullable: true })
  profile!: CertificateProfile | null;

  @Field(() => CertificatePurpose, { nullable: true })
  purpose!: CertificatePurpose | null;

  @Field(() => FaultCode, { nullable: true })
  faultCode!: FaultCode | null;

  @Field(() => String, { nullable: true })
  functionName!: string | null;

  @Field(() => Float, { nullable: true, description: returnValueMeaning })
  returnValue!: number | null;

  @Field(() => String, { nullable: true })
  detail!: string | null;

  @Field(() => Int, { nullable: true })
  milliseconds!: number | null;

  @Field(() => Int, { nullable: true })
  triesLeft!: number | null;

  @Field(() => String, { nullable: true })
  staffName!: string | null;

  @Field(() => Card, { nullable: true })
  card!: Card | null;

  @Field(() => Screen, { nullable: true })
  screen!: Screen | null;
}
