import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';

import { Fault } from '../common/fault.js';
import { Language } from '../common/localized-text.js';
import { DateTimeScalar } from '../common/scalars.js';
import { UpgradeStep } from '../common/upgrade-step.js';
import { Card } from '../events/card.types.js';
import { SessionEvent } from '../events/event.types.js';
import { Screen } from '../events/screen.types.js';
import { FaultCode } from '../faults/fault-code.js';
import { Holder, Watcher } from './agent-session.types.js';
import { SessionPurpose } from './session-purpose.js';
import { SessionState } from './session-state.js';

@InputType('MiddlewareInput')
@ObjectType()
export class MiddlewareInfo {
  @Field(() => String)
  path!: string;

  @Field(() => String)
  manufacturer!: string;

  @Field(() => String)
  description!: string;

  @Field(() => String)
  version!: string;

  @Field(() => String)
  cryptokiVersion!: string;
}

@InputType()
export class OpenSessionInput {
  @Field(() => ID, {
    description: 'chosen by the agent (UUID v4), so that opening again after a lost answer gives the same session',
  })
  requestId!: string;

  @Field(() => String)
  agentVersion!: string;

  @Field(() => String)
  operatingSystem!: string;

  @Field(() => Language)
  language!: Language;

  @Field(() => MiddlewareInfo, { nullable: true })
  middleware?: MiddlewareInfo | null;

  @Field(() => [String])
  readers!: string[];
}

@InputType()
export class CancelSessionInput {
  @Field(() => FaultCode, { nullable: true })
  faultCode?: FaultCode | null;

  @Field(() => String, { nullable: true })
  detail?: string | null;
}

@ObjectType()
export class StepTime {
  @Field(() => UpgradeStep)
  step!: UpgradeStep;

  @Field(() => DateTimeScalar)
  startedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  completedAt!: Date | null;
}

@ObjectType()
export class StaffName {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType({ description: 'A session as the board shows it.' })
export class SessionSummary {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'rises with every change to any session; the board resumes after it' })
  revision!: number;

  @Field(() => SessionState)
  state!: SessionState;

  @Field(() => SessionPurpose)
  purpose!: SessionPurpose;

  @Field(() => ID, { nullable: true, description: 'the earlier session of the same card whose upgrade this one goes on with' })
  continues!: string | null;

  @Field(() => String, { nullable: true })
  pairingCode!: string | null;

  @Field(() => UpgradeStep)
  step!: UpgradeStep;

  @Field(() => DateTimeScalar)
  stepStartedAt!: Date;

  @Field(() => DateTimeScalar)
  openedAt!: Date;

  @Field(() => DateTimeScalar)
  lastEventAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  endedAt!: Date | null;

  @Field(() => FaultCode, { nullable: true })
  faultCode!: FaultCode | null;

  @Field(() => Holder, { nullable: true })
  holder!: Holder | null;

  @Field(() => StaffName, { nullable: true })
  handler!: StaffName | null;

  @Field(() => Boolean, { description: 'false when the agent has not been heard of for a while' })
  agentConnected!: boolean;

  @Field(() => Int)
  installedCertificates!: number;
}

@ObjectType()
export class SessionDetails {
  @Field(() => SessionSummary)
  summary!: SessionSummary;

  @Field(() => String)
  agentVersion!: string;

  @Field(() => String)
  operatingSystem!: string;

  @Field(() => Language)
  language!: Language;

  @Field(() => MiddlewareInfo, { nullable: true })
  middleware!: MiddlewareInfo | null;

  @Field(() => [String])
  readers!: string[];

  @Field(() => [StepTime])
  steps!: StepTime[];

  @Field(() => Card, { nullable: true })
  cardBefore!: Card | null;

  @Field(() => Card, { nullable: true })
  cardNow!: Card | null;

  @Field(() => Screen, { nullable: true })
  screen!: Screen | null;

  @Field(() => [Watcher])
  watchers!: Watcher[];

  @Field(() => Int)
  lastEventNumber!: number;
}

export const SessionResult = createUnionType({
  name: 'SessionResult',
  types: () => [SessionDetails, Fault] as const,
  resolveType: (value) => (value instanceof Fault ? Fault : SessionDetails),
});

@ObjectType({ description: 'New events after the number asked for, and the session as it is after them.' })
export class SessionChange {
  @Field(() => SessionDetails)
  session!: SessionDetails;

  @Field(() => [SessionEvent])
  events!: SessionEvent[];
}

@ObjectType({
  description:
    'Snapshot (every live session, `complete: true`) first when resuming is not possible; after that only what changed.',
})
export class BoardChange {
  @Field(() => Boolean)
  complete!: boolean;

  @Field(() => Int)
  revision!: number;

  @Field(() => [SessionSummary])
  sessions!: SessionSummary[];
}
