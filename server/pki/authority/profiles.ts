import 'reflect-metadata';
import { ExtendedKeyUsage, KeyUsageFlags } from '@peculiar/x509';

import type { CertificateProfile, CertificatePurpose } from '../../common/certificate-profile.js';
import { nameAttribute } from '../distinguished-name.js';
import type { NameAttribute } from '../distinguished-name.js';

/** Our authorities; the key names their files, in DATA_DIR/ca and under /pki. */
export const authorityNames = {
  root: 'TEST SITHS e-id Root CA v2',
  'person-hsa-id': 'TEST SITHS e-id Person HSA-id 3 CA v1',
  'person-id': 'TEST SITHS e-id Person ID 3 CA v1',
} as const;
export type AuthorityId = keyof typeof authorityNames;
export type IssuerId = Exclude<AuthorityId, 'root'>;
export const issuerIds: readonly IssuerId[] = ['person-hsa-id', 'person-id'];
export const authorityIds: readonly AuthorityId[] = ['root', ...issuerIds];

export function authorityName(id: AuthorityId): NameAttribute[] {
  return [nameAttribute('C', 'SE'), nameAttribute('O', 'Inera AB'), nameAttribute('CN', authorityNames[id])];
}

/** What a certificate profile puts into a certificate. */
export interface ProfileRules {
  readonly issuer: IssuerId;
  readonly purpose: CertificatePurpose;
  readonly keyUsage: number;
  readonly extendedKeyUsage: readonly string[];
  readonly policies: readonly string[];
}

const SMART_CARD_LOGON = '1.3.6.1.4.1.311.20.2.2';
/** RFC 9336. */
const DOCUMENT_SIGNING = '1.3.6.1.5.5.7.3.36';

/**
 * Policies of a test authority, under the arc for examples (2.999): nobody outside may take them for real ones. The last
 * number but one is the level of assurance, 3 for ordinary cards.
 */
const policy = { AUTHENTICATION: '2.999.2020.3.1', SIGNATURE: '2.999.2020.3.2' } as const;

const authentication = {
  purpose: 'AUTHENTICATION',
  keyUsage: KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment,
  policies: [policy.AUTHENTICATION],
} as const;
const signature = {
  purpose: 'SIGNATURE',
  keyUsage: KeyUsageFlags.nonRepudiation,
  extendedKeyUsage: [DOCUMENT_SIGNING, ExtendedKeyUsage.emailProtection],
  policies: [policy.SIGNATURE],
} as const;

/** Windows is to log in with the certificate on the HSA-id, so the other one does not offer itself for that. */
export const profileRules: Readonly<Record<CertificateProfile, ProfileRules>> = {
  HSA_AUTHENTICATION: {
    ...authentication,
    issuer: 'person-hsa-id',
    extendedKeyUsage: [ExtendedKeyUsage.clientAuth, SMART_CARD_LOGON],
  },
  PERSON_AUTHENTICATION: { ...authentication, issuer: 'person-id', extendedKeyUsage: [ExtendedKeyUsage.clientAuth] },
  HSA_SIGNATURE: { ...signature, issuer: 'person-hsa-id' },
  PERSON_SIGNATURE: { ...signature, issuer: 'person-id' },
};
