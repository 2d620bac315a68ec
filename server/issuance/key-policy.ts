import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { KeyType } from '../common/certificate-profile.js';
import type { CertificateProfile, KeyPolicy } from '../common/certificate-profile.js';
import { FaultError } from '../common/fault.js';
import { profileRules } from '../pki/authority/profiles.js';
import { Certificate } from '../pki/certificate.js';
import { curveOf, keyHash, rsaBits } from '../pki/public-key.js';
import type { Offer } from '../sessions/offer.types.js';
import type { HolderIdentity } from '../sessions/ports.js';
import type { IssuedCertificateRow } from './issued-certificate.entity.js';

/** What older cards take, and every reader of certificates. */
const LEAST_RSA_BITS = 2048;
/** Larger keys would cost the server more than they give. */
const MOST_RSA_BITS = 8192;

/** FIPS 186-5 section A.1.1: more than 2^16. With 1 a signature is no proof at all; cards use 65537. */
const LEAST_EXPONENT = 65_537n;

/** By OpenSSL's names. */
const curveTypes: Readonly<Record<string, KeyType>> = { prime256v1: 'P_256', secp384r1: 'P_384' };

/** @throws FaultError KEY_POLICY_VIOLATED unless the key is on P-256 or P-384, or RSA of a sensible size and exponent */
export function checkKeyStrength(key: KeyObject): void {
  const [bits, curve] = [rsaBits(key), curveOf(key)];
  if (curve !== null && Object.hasOwn(curveTypes, curve)) return;
  if (bits === null) throw violated(curve === null ? 'neither an RSA key nor one on a curve' : `on the curve ${curve}`);
  if (bits < LEAST_RSA_BITS) throw violated(`${bits} bits, at least ${LEAST_RSA_BITS} are needed`);
  if (bits > MOST_RSA_BITS) throw violated(`${bits} bits, at most ${MOST_RSA_BITS} are accepted`);
  const { publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  if (publicExponent < LEAST_EXPONENT) throw violated(`public exponent ${publicExponent}, at least ${LEAST_EXPONENT} is needed`);
}

/** null for a key that cards are not asked to make. */
function typeOf(key: KeyObject): KeyType | null {
  const [bits, curve] = [rsaBits(key), curveOf(key)];
  if (curve !== null) return curveTypes[curve] ?? null;
  return Object.values(KeyType).find((type) => type === `RSA_${bits}`) ?? null;
}

/** A new key must be of a type that was asked for; of the card's own, each that is accepted is good. */
export function isAskedFor(key: KeyObject, { keyPolicy, keyTypes }: Pick<Offer, 'keyPolicy' | 'keyTypes'>): boolean {
  const type = typeOf(key);
  return keyPolicy === 'REUSE' || (type !== null && keyTypes.includes(type));
}

/** @throws FaultError KEY_POLICY_VIOLATED for a new key of another type than asked for */
export function checkKeyType(key: KeyObject, asked: Pick<Offer, 'keyPolicy' | 'keyTypes'>): void {
  if (!isAskedFor(key, asked)) throw violated(`${typeOf(key) ?? 'the key'} is none of ${asked.keyTypes.join(', ')}`);
}

/** Whether an order fits how keys are chosen now: REUSE keeps the card's keys, and authentication the one that signed in. */
export function isKeyOfPolicy(order: IssuedCertificateRow, holder: HolderIdentity, policy: KeyPolicy): boolean {
  if (order.keyPolicy !== policy) return false;
  const { purpose } = profileRules[order.profile];
  return policy === 'GENERATE' || purpose === 'SIGNATURE' || order.keyHash === signInKeyHash(holder);
}

/** A new order, before it is placed. */
export interface KeyUse {
  readonly profile: CertificateProfile;
  readonly keyHash: string;
  readonly holder: HolderIdentity;
}

/** Another order that the key may have to do with. */
export interface OtherOrder {
  readonly order: IssuedCertificateRow;
  /** Of the same upgrade: the session has it. */
  readonly isOurs: boolean;
  /** Its certificate has been on a card. */
  readonly wasInstalled: boolean;
}

/**
 * Whether a key may get a certificate of the profile.
 *
 * REUSE: authentication stays with the key that signed in. GENERATE: the key is a new one, also when it was made by an
 * earlier try that came to nothing; and it may have signed in once this very upgrade has put it to use. Always: one key
 * does not serve both purposes, and no other card's.
 *
 * @param others orders that the session has, and every order for this key
 * @throws FaultError KEY_POLICY_VIOLATED
 */
export function checkKeyUse(use: KeyUse, policy: KeyPolicy, others: readonly OtherOrder[]): void {
  const { purpose } = profileRules[use.profile];
  const sameKey = others.filter(({ order }) => order.keyHash === use.keyHash);
  const isSignInKey = use.keyHash === signInKeyHash(use.holder);
  if (purpose === 'SIGNATURE' && isSignInKey) throw violated('the authentication key is not for signatures');
  if (policy === 'REUSE' && purpose === 'AUTHENTICATION' && !isSignInKey) throw violated('not the key that signed in');
  if (policy === 'GENERATE' && isSignInKey && !sameKey.some(({ isOurs }) => isOurs))
    throw violated('not a new key: it signed in');
  const marks = holderMarks(use.holder);
  for (const { order, isOurs, wasInstalled } of sameKey) {
    if (isOurs && profileRules[order.profile].purpose !== purpose) throw violated('one key for both purposes');
    if (!isOurs && wasInstalled && policy === 'GENERATE') throw violated('not a new key: it has a certificate already');
    if (!order.holderMarks.some((mark) => marks.includes(mark))) throw violated('the key of another card');
  }
}

/** SHA-256 of the key that signed in, base64url. */
export function signInKeyHash(holder: HolderIdentity): string {
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
