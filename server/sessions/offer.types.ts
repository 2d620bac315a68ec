import { Field, InputType, ObjectType } from '@nestjs/graphql';

import {
  CertificateProfile,
  CertificatePurpose,
  KeyPolicy,
  KeyType,
  OldCertificatePolicy,
} from '../common/certificate-profile.js';
import { LocalizedText } from '../common/localized-text.js';
import { Base64Scalar } from '../common/scalars.js';

@ObjectType()
export class Terms {
  @Field(() => String)
  version!: string;

  @Field(() => LocalizedText)
  title!: LocalizedText;

  @Field(() => [LocalizedText])
  paragraphs!: LocalizedText[];
}

@ObjectType({ description: 'One RDN of a subject, in order: attribute type as dotted OID, and its value.' })
export class SubjectAttribute {
  @Field(() => String)
  type!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  value!: string;
}

@ObjectType()
export class OfferedCertificate {
  @Field(() => CertificateProfile)
  profile!: CertificateProfile;

  @Field(() => CertificatePurpose)
  purpose!: CertificatePurpose;

  @Field(() => String)
  issuer!: string;

  @Field(() => [SubjectAttribute])
  subject!: SubjectAttribute[];
}

@ObjectType()
export class Offer {
  @Field(() => KeyPolicy)
  keyPolicy!: KeyPolicy;

  @Field(() => [KeyType], { description: 'for GENERATE: in order of preference; the first that the card can make' })
  keyTypes!: KeyType[];

  @Field(() => OldCertificatePolicy)
  oldCertificates!: OldCertificatePolicy;

  @Field(() => [OfferedCertificate])
  certificates!: OfferedCertificate[];

  @Field(() => Terms)
  terms!: Terms;

  @Field(() => [Base64Scalar], { description: 'DER of root and issuing CAs, that the agent checks chains against' })
  authorities!: Uint8Array[];
}

@ObjectType()
export class IssuedCertificate {
  @Field(() => CertificateProfile)
  profile!: CertificateProfile;

  @Field(() => Base64Scalar)
  certificate!: Uint8Array;

  @Field(() => [Base64Scalar])
  chain!: Uint8Array[];

  @Field(() => String)
  serialNumber!: string;

  @Field(() => Boolean)
  installed!: boolean;
}

@InputType({ description: 'Web eID authentication token, format web-eid:1.0.' })
export class WebEidTokenInput {
  @Field(() => String)
  format!: string;

  @Field(() => Base64Scalar)
  unverifiedCertificate!: Uint8Array;

  @Field(() => String)
  algorithm!: string;

  @Field(() => Base64Scalar)
  signature!: Uint8Array;

  @Field(() => String)
  appVersion!: string;
}
