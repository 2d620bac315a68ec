import { registerEnumType } from '@nestjs/graphql';

export const CertificateProfile = {
  HSA_AUTHENTICATION: 'HSA_AUTHENTICATION',
  PERSON_AUTHENTICATION: 'PERSON_AUTHENTICATION',
  HSA_SIGNATURE: 'HSA_SIGNATURE',
  PERSON_SIGNATURE: 'PERSON_SIGNATURE',
} as const;
export type CertificateProfile = keyof typeof CertificateProfile;

registerEnumType(CertificateProfile, {
  name: 'CertificateProfile',
  description: 'The four certificates that an upgrade puts on a card.',
});

export const CertificatePurpose = { AUTHENTICATION: 'AUTHENTICATION', SIGNATURE: 'SIGNATURE' } as const;
export type CertificatePurpose = keyof typeof CertificatePurpose;

registerEnumType(CertificatePurpose, { name: 'CertificatePurpose' });

export const KeyPolicy = { REUSE: 'REUSE', GENERATE: 'GENERATE' } as const;
export type KeyPolicy = keyof typeof KeyPolicy;

registerEnumType(KeyPolicy, {
  name: 'KeyPolicy',
  description: "REUSE: the card's key pair of that purpose signs the request. GENERATE: a new key pair is made on the card.",
});
