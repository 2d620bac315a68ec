import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';

export const Language = { SV: 'SV', EN: 'EN' } as const;
export type Language = keyof typeof Language;

registerEnumType(Language, { name: 'Language', description: 'Languages that cardholder texts exist in.' });

@ObjectType()
export class LocalizedText {
  @Field(() => String)
  sv!: string;

  @Field(() => String)
  en!: string;
}
