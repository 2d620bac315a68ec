import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';

import { CertificatePurpose } from '../common/certificate-profile.js';
import { DateTimeScalar } from '../common/scalars.js';
import { clippedList, clippedText, maskedText } from './clipped.js';

/** What the agent says of a card goes to staff unchanged, so each class is input and output type in one. */
@InputType('CertificateOnCardInput')
@ObjectType()
export class CertificateOnCard {
  @Field(() => String)
  token!: string;

  @Field(() => String)
  ckaId!: string;

  @Field(() => String)
  label!: string;

  @Field(() => String)
  issuer!: string;

  @Field(() => String)
  subject!: string;

  @Field(() => String)
  serialNumber!: string;

  @Field(() => DateTimeScalar)
  notBefore!: Date;

  @Field(() => DateTimeScalar)
  notAfter!: Date;

  @Field(() => [String])
  keyUsage!: string[];

  @Field(() => Boolean, { nullable: true, description: 'null: the card did not show its key' })
  matchesKey!: boolean | null;
}

@InputType('TokenInput')
@ObjectType()
export class Token {
  @Field(() => String)
  label!: string;

  @Field(() => String)
  serialNumber!: string;

  @Field(() => String)
  manufacturer!: string;

  @Field(() => String)
  model!: string;

  @Field(() => [String])
  flags!: string[];

  @Field(() => CertificatePurpose, { nullable: true })
  purpose?: CertificatePurpose | null | undefined;
}

@InputType('CardInput')
@ObjectType()
export class Card {
  @Field(() => String)
  reader!: string;

  @Field(() => String, { nullable: true })
  cardNumber?: string | null | undefined;

  @Field(() => [Token])
  tokens!: Token[];

  @Field(() => [CertificateOnCard])
  certificates!: CertificateOnCard[];
}

const certificateOnCard = z.object({
  token: clippedText,
  ckaId: clippedText,
  label: maskedText,
  issuer: clippedText,
  subject: maskedText,
  serialNumber: clippedText,
  notBefore: z.coerce.date(),
  notAfter: z.coerce.date(),
  keyUsage: clippedList(clippedText),
  matchesKey: z
    .boolean()
    .nullish()
    .transform((matches) => matches ?? null),
});

const token = z.object({
  label: clippedText,
  serialNumber: clippedText,
  manufacturer: clippedText,
  model: clippedText,
  flags: clippedList(clippedText),
  purpose: z.enum(CertificatePurpose).nullish(),
});

/** How a card is stored, and how much of it at most. */
export const storedCard: z.ZodType<Card> = z.object({
  reader: clippedText,
  cardNumber: clippedText.nullish(),
  tokens: clippedList(token),
  certificates: clippedList(certificateOnCard),
});
