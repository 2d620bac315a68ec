import { createUnionType, Field, InputType } from '@nestjs/graphql';

import { CertificateProfile } from '../common/certificate-profile.js';
import { Fault } from '../common/fault.js';
import { Base64Scalar } from '../common/scalars.js';
import { IssuedCertificate } from '../sessions/offer.types.js';

@InputType()
export class RequestCertificateInput {
  @Field(() => CertificateProfile)
  profile!: CertificateProfile;

  @Field(() => Base64Scalar)
  request!: Uint8Array;
}

@InputType()
export class ConfirmInstallationInput {
  @Field(() => CertificateProfile)
  profile!: CertificateProfile;

  @Field(() => String)
  serialNumber!: string;

  @Field(() => String)
  sha256!: string;
}

export const RequestCertificateResult = createUnionType({
  name: 'RequestCertificateResult',
  types: () => [IssuedCertificate, Fault] as const,
  resolveType: (value) => (value instanceof Fault ? Fault : IssuedCertificate),
});
