import { Field, ObjectType } from '@nestjs/graphql';

import { LocalizedText } from '../common/localized-text.js';
import { UpgradeStep } from '../common/upgrade-step.js';
import { FaultCode, FaultSeverity } from './fault-code.js';

/** As {@link CatalogueEntry}, for the schema. */
@ObjectType()
export class FaultEntry {
  @Field(() => FaultCode)
  code!: FaultCode;

  @Field(() => UpgradeStep, { nullable: true })
  step!: UpgradeStep | null;

  @Field(() => FaultSeverity)
  severity!: FaultSeverity;

  @Field(() => Boolean)
  costsPinTry!: boolean;

  @Field(() => LocalizedText)
  cause!: LocalizedText;

  @Field(() => LocalizedText)
  cardholderTitle!: LocalizedText;

  @Field(() => LocalizedText)
  cardholderText!: LocalizedText;

  @Field(() => LocalizedText)
  staffSay!: LocalizedText;

  @Field(() => LocalizedText)
  staffDo!: LocalizedText;
}
