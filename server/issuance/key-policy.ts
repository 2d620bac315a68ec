import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import type { CertificateProfile, KeyPolicy } from '../common/certificate-profile.js';
import { FaultError } from '../common/fault.js';
import { profileRules } from '../pki/authority/profiles.js';
import { Certificate } from '../pki/certificate.js';
import { keyHash, rsaBits } from '../pki/public-key.js';
import type { HolderIdentity } from '../sessions/ports.js';
import type { IssuedCertificateRow } from './issued-certificate.entity.js';
import { KEY_BITS } from './offers.js';

/** Larger keys would cost the server more than they give. */
const MOST_KEY_BITS = 8192;

/** FIPS 186-5 section A.1.1: more than 2^16. With 1 a signature is no proof at all; cards use 65537. */
const LEAST_EXPONENT = 65_537n;

/** @throws FaultError KEY_POLICY_VIOLATED unless the key is RSA of a sensible size, with a sensible exponent */
export function checkKeyStrength(key: KeyObject): void {
  const bits = rsaBits(key);
  if (bits === null) throw violated('not an RSA key');
  if (bits < KEY_BITS) throw violated(`${bits} bits, at least ${KEY_BITS} are needed`);
  if (bits > MOST_KEY_BITS) throw violated(`${bits} bits, at most ${MOST_KEY_BITS} are accepted`);
  const { publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  if (publicExponent < LEAST_EXPONENT) throw violated(`public exponent ${publicExponent}, at least ${LEAST_EXPONENT} is needed`);
}

/** A new order, before it is placed. */
export interface KeyUse {
  readonly sessionId: string;
  readonly profile: CertificateProfile;
  readonly keyHash: string;
  readonly holder: HolderIdentity;
}

/**
 * Whether a key may get a certificate of the profile.
 *
 * REUSE: authentication stays with the key that signed in. GENERATE: the key is a new one. Always: one key does not serve
 * both purposes, and no other card's.
 *
 * @param others orders of this session, and every order for this key
 * @throws FaultError KEY_POLICY_VIOLATED
 */
export function checkKeyUse(use: KeyUse, policy: KeyPolicy, others: readonly IssuedCertificateRow[]): void {
  const { purpose } = profileRules[use.profile];
  const isSignInKey = use.keyHash === signInKeyHash(use.holder);
  if (purpose === 'SIGNATURE' && isSignInKey) throw violated('the authentication key is not for signatures');
  if (policy === 'REUSE' && purpose === 'AUTHENTICATION' && !isSignInKey) throw violated('not the key that signed in');
  if (policy === 'GENERATE' && isSignInKey) throw violated('not a new key: it signed in');
  const marks = holderMarks(use.holder);
  for (const other of others.filter((row) => row.keyHash === use.keyHash)) {
    const sameSession = other.sessionId === use.sessionId;
    if (sameSession && profileRules[other.profile].purpose !== purpose) throw violated('one key for both purposes');
    if (!sameSession && policy === 'GENERATE') throw violated('not a new key: it has a certificate already');
    if (!other.holderMarks.some((mark) => marks.includes(mark))) throw violated('the key of another card');
  }
}

function signInKeyHash(holder: HolderIdentity): string {
  return keyHash(Certificate.parse(Buffer.from(holder.signInCertificate, 'base64')).publicKey);
}

/** What identifies holder and card, each as a hash: two sign-ins of one card agree in at least one. */
export function holderMarks({ hsaId, personnummer, cardNumber }: HolderIdentity): string[] {
  const known = { hsaId, personnummer: personnummer === '' ? null : personnummer, cardNumber };
  return Object.entries(known).flatMap(([kind, value]) =>
    value === null ? [] : [createHash('sha256').update(`${kind}:${value}`).digest('base64url')],
  );
}

export function violated(detail: string): FaultError {
  return new FaultError('KEY_POLICY_VIOLATED', { detail });
}
