import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';

import { Language } from '../common/localized-text.js';
import { UpgradeStep } from '../common/upgrade-step.js';
import { FaultCode } from '../faults/fault-code.js';
import { clippedList, clippedText, maskedText } from './clipped.js';

export const ScreenKind = {
  START: 'START',
  PIN: 'PIN',
  OFFER: 'OFFER',
  TERMS: 'TERMS',
  WORKING: 'WORKING',
  FAULT: 'FAULT',
  PICK_CARD: 'PICK_CARD',
  UNLOCK: 'UNLOCK',
  CHANGE_PIN: 'CHANGE_PIN',
  MAKE_ROOM: 'MAKE_ROOM',
  DONE: 'DONE',
  CANCELLED: 'CANCELLED',
} as const;
export type ScreenKind = keyof typeof ScreenKind;
registerEnumType(ScreenKind, { name: 'ScreenKind' });

export const ScreenTone = { NEUTRAL: 'NEUTRAL', WARNING: 'WARNING', PROBLEM: 'PROBLEM', SUCCESS: 'SUCCESS' } as const;
export type ScreenTone = keyof typeof ScreenTone;
registerEnumType(ScreenTone, { name: 'ScreenTone' });

export const ParagraphKind = { PROBLEM: 'PROBLEM', LEAD: 'LEAD', HEADING: 'HEADING', ITEM: 'ITEM', TERM: 'TERM' } as const;
export type ParagraphKind = keyof typeof ParagraphKind;
registerEnumType(ParagraphKind, {
  name: 'ParagraphKind',
  description: 'How a paragraph is set: what went wrong, plain words, a heading, a point of a list, or a paragraph of the terms.',
});

@InputType('ScreenActionInput')
@ObjectType()
export class ScreenAction {
  @Field(() => String)
  id!: string;

  @Field(() => String)
  label!: string;

  @Field(() => Boolean)
  primary!: boolean;
}

@InputType('ScreenFieldInput')
@ObjectType({ description: 'A field for a code, on a screen with more than one; its value is never sent.' })
export class ScreenField {
  @Field(() => String)
  id!: string;

  @Field(() => String)
  label!: string;
}

const screenDescription =
  "The cardholder's page as rendered text, in their language; no secrets: a field is named, its value is never sent.";

@InputType('ScreenInput', { description: screenDescription })
@ObjectType({ description: screenDescription })
export class Screen {
  @Field(() => ScreenKind)
  kind!: ScreenKind;

  @Field(() => Language)
  language!: Language;

  @Field(() => UpgradeStep)
  step!: UpgradeStep;

  @Field(() => ScreenTone)
  tone!: ScreenTone;

  @Field(() => String)
  title!: string;

  @Field(() => [String])
  paragraphs!: string[];

  @Field(() => [ParagraphKind], { nullable: true, description: 'as long as paragraphs; without it all are plain words' })
  paragraphKinds?: ParagraphKind[] | null | undefined;

  @Field(() => String, { nullable: true })
  warning?: string | null | undefined;

  @Field(() => String, { nullable: true, description: 'label of the PIN field, when one is shown' })
  pinLabel?: string | null | undefined;

  @Field(() => [ScreenField], { nullable: true, description: 'on screens that ask for several codes, such as PUK and new PIN' })
  fields?: ScreenField[] | null | undefined;

  @Field(() => String, { nullable: true, description: 'label of the check box, when one is shown' })
  checkboxLabel?: string | null | undefined;

  @Field(() => [ScreenAction])
  actions!: ScreenAction[];

  @Field(() => Int)
  progressDone!: number;

  @Field(() => Int)
  progressTotal!: number;

  @Field(() => String, { nullable: true })
  progressLabel?: string | null | undefined;

  @Field(() => FaultCode, { nullable: true })
  faultCode?: FaultCode | null | undefined;
}

/** How a screen is stored, and how much of it at most. */
export const storedScreen: z.ZodType<Screen> = z.object({
  kind: z.enum(ScreenKind),
  language: z.enum(Language),
  step: z.enum(UpgradeStep),
  tone: z.enum(ScreenTone),
  title: maskedText,
  paragraphs: clippedList(maskedText),
  paragraphKinds: clippedList(z.enum(ParagraphKind)).nullish(),
  warning: maskedText.nullish(),
  pinLabel: maskedText.nullish(),
  fields: clippedList(z.object({ id: clippedText, label: maskedText })).nullish(),
  checkboxLabel: maskedText.nullish(),
  actions: clippedList(z.object({ id: clippedText, label: maskedText, primary: z.boolean() })),
  progressDone: z.number().int(),
  progressTotal: z.number().int(),
  progressLabel: maskedText.nullish(),
  faultCode: z.enum(FaultCode).nullish(),
});
