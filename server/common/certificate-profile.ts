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

export const KeyType = {
  RSA_2048: 'RSA_2048',
  RSA_3072: 'RSA_3072',
  RSA_4096: 'RSA_4096',
  P_256: 'P_256',
  P_384: 'P_384',
} as const;
export type KeyType = keyof typeof KeyType;

registerEnumType(KeyType, { name: 'KeyType', description: 'RSA by its modulus bits, elliptic curves by their NIST names.' });

export const OldCertificatePolicy = {
  KEEP: 'KEEP',
  REMOVE_EXPIRED: 'REMOVE_EXPIRED',
  REMOVE_REPLACED: 'REMOVE_REPLACED',
} as const;
export type OldCertificatePolicy = keyof typeof OldCertificatePolicy;

registerEnumType(OldCertificatePolicy, {
  name: 'OldCertificatePolicy',
  description:
    'What becomes of certificates that the card had before, once the new ones are proven: all stay, the expired are removed, or those are removed that a new one replaces (same purpose, same HSA-id or personnummer).',
});
