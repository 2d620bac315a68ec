import type { CardSignature, CertificateOnToken, KeyOnToken } from '../card/card-port.js';
import { algorithmOf, openPublicKey } from '../card/public-key.js';
import {
  CertificateProblem,
  readCertificate,
  sameBytes,
  verifyChain,
  verifySignature as verifyWithCertificate,
  type CertificateSummary,
  type KeyUsageName,
} from '../card/x509.js';
import { UpgradeTrouble } from './trouble.js';
import type { Offer, OfferedCertificate, Purpose } from './types.js';

export { sameBytes } from '../card/x509.js';

/** What tells the two of a pair apart (RFC 5280 section 4.2.1.3). */
const usageOf: Record<Purpose, KeyUsageName> = { AUTHENTICATION: 'digitalSignature', SIGNATURE: 'nonRepudiation' };
const serialNumberAttribute = '2.5.4.5';
const twelveDigits = /^[0-9]{12}$/;

/** A certificate that can sign in, with the CKA_ID of its key. */
export interface Signer {
  readonly ckaId: string;
  readonly certificate: Uint8Array;
  readonly publicKey: Uint8Array;
  /** Of the signatures that its key makes. */
  readonly algorithm: CardSignature['algorithm'];
}

interface Read extends CertificateSummary {
  readonly der: Uint8Array;
}

/** What can be read among certificates of a card: bytes that are no certificate are of no use here. */
function readAll(certificates: readonly Uint8Array[]): Read[] {
  return certificates.flatMap((der) => {
    try {
      return [{ ...readCertificate(der), der }];
    } catch (error) {
      if (!(error instanceof CertificateProblem)) throw error;
      return [];
    }
  });
}

function numbersIn({ subjectAttributes }: CertificateSummary): string[] {
  return subjectAttributes.filter(({ type }) => type === serialNumberAttribute).map(({ value }) => value);
}

/** HSA-ids and personnummer that the certificates are on: who the token says its holder is. */
export function holdersOf(certificates: readonly Uint8Array[]): ReadonlySet<string> {
  return new Set(readAll(certificates).flatMap(numbersIn));
}

/** What the certificates are for, of the two that a card's pairs serve. */
export function purposesOf(certificates: readonly Uint8Array[]): ReadonlySet<Purpose> {
  const used = readAll(certificates).flatMap(({ keyUsage }) => keyUsage);
  return new Set((['AUTHENTICATION', 'SIGNATURE'] as const).filter((purpose) => used.includes(usageOf[purpose])));
}

/** HSA-ids and personnummer of one certificate, and what it is for; null when it can't be read. */
export function describeUse(
  der: Uint8Array,
): { numbers: readonly string[]; purposes: ReadonlySet<Purpose>; notAfter: Date } | null {
  const [certificate] = readAll([der]);
  if (certificate === undefined) return null;
  return { numbers: numbersIn(certificate), purposes: purposesOf([der]), notAfter: certificate.notAfter };
}

/**
 * Certificates that may sign in, the best first: for authentication, valid now, with their key on the card; on the HSA-id
 * before those on the personnummer, newer before older.
 * @throws UpgradeTrouble SIGN_IN_CERTIFICATE_EXPIRED when there are some and none is valid, CARD_NOT_ELIGIBLE when there is none.
 */
export function chooseSigners(certificates: readonly CertificateOnToken[], keys: readonly KeyOnToken[], now: Date): Signer[] {
  const candidates = readAll(certificates.map(({ der }) => der)).flatMap((certificate) => {
    const key = keys.find(({ publicKey }) => sameBytes(publicKey, certificate.publicKey));
    const isFor = certificate.keyUsage.includes(usageOf.AUTHENTICATION) && !certificate.keyUsage.includes('keyCertSign');
    const opened = openPublicKey(certificate.publicKey);
    const algorithm = opened === null ? null : algorithmOf(opened);
    return key !== undefined && isFor && algorithm !== null ? [{ certificate, key, algorithm }] : [];
  });
  if (candidates.length === 0)
    throw new UpgradeTrouble('CARD_NOT_ELIGIBLE', 'The card shows no certificate for authentication with its key');
  const valid = candidates.filter(({ certificate: { notBefore, notAfter } }) => notBefore <= now && now <= notAfter);
  if (valid.length === 0) throw new UpgradeTrouble('SIGN_IN_CERTIFICATE_EXPIRED', describeDates(candidates));
  return valid
    .toSorted((one, other) => byUse(one.certificate, other.certificate))
    .map(({ certificate, key, algorithm }) => ({
      ckaId: key.ckaId,
      certificate: certificate.der,
      publicKey: key.publicKey,
      algorithm,
    }));
}

function describeDates(candidates: readonly { certificate: CertificateSummary }[]): string {
  const ends = candidates.map(({ certificate }) => certificate.notAfter.toISOString().slice(0, 10));
  return `Certificates for authentication valid until ${ends.join(', ')}`;
}

function byUse(one: CertificateSummary, other: CertificateSummary): number {
  const isOnPerson = (certificate: CertificateSummary): number =>
    numbersIn(certificate).some((number) => twelveDigits.test(number)) ? 1 : 0;
  return isOnPerson(one) - isOnPerson(other) || other.notBefore.getTime() - one.notBefore.getTime();
}

/**
 * The card's own key for a certificate: the key that signed in when it is on the token; else the one of a certificate with the
 * same purpose, of the same number (HSA-id, personnummer) if there is one, the newest first; else the only key.
 * @throws UpgradeTrouble CARD_NOT_ELIGIBLE when the token has no key, or several and nothing tells which.
 */
export function chooseKey(
  keys: readonly KeyOnToken[],
  certificates: readonly CertificateOnToken[],
  offered: OfferedCertificate,
  signedInWith: Uint8Array | null,
): KeyOnToken {
  const own = keys.find(({ publicKey }) => signedInWith !== null && sameBytes(publicKey, signedInWith));
  if (own !== undefined) return own;
  const numbers = offered.subject.filter(({ type }) => type === serialNumberAttribute).map(({ value }) => value);
  const isSameNumber = (certificate: CertificateSummary): number =>
    numbersIn(certificate).some((number) => numbers.includes(number)) ? 1 : 0;
  const used = readAll(certificates.map(({ der }) => der))
    .filter(({ keyUsage }) => keyUsage.includes(usageOf[offered.purpose]))
    .toSorted((one, other) => isSameNumber(other) - isSameNumber(one) || other.notBefore.getTime() - one.notBefore.getTime());
  for (const certificate of used) {
    const key = keys.find(({ publicKey }) => sameBytes(publicKey, certificate.publicKey));
    if (key !== undefined) return key;
  }
  const [only, ...others] = keys;
  if (only === undefined || others.length > 0)
    throw new UpgradeTrouble('CARD_NOT_ELIGIBLE', `The token has ${keys.length} keys and no certificate that tells which to use`);
  return only;
}

/**
 * Checks an issued certificate against what was offered: subject, issuer, key usage, and the chain to the offer's root.
 * @returns its public key, DER SubjectPublicKeyInfo.
 * @throws UpgradeTrouble CERTIFICATE_MISMATCH; nothing may be written, or removed, then.
 */
export function checkIssued(
  der: Uint8Array,
  offered: Pick<OfferedCertificate, 'subject' | 'issuer' | 'purpose'>,
  authorities: Offer['authorities'],
  now: Date = new Date(),
): Uint8Array {
  try {
    const certificate = readCertificate(der);
    checkSubject(certificate, offered.subject);
    checkIssuer(certificate, offered.issuer);
    checkUsage(certificate, offered.purpose);
    // A PC whose clock is slow must not refuse what was issued this minute.
    const at = now < certificate.notBefore ? certificate.notBefore : now;
    verifyChain(
      der,
      authorities.map((authority) => Buffer.from(authority, 'base64')),
      at,
    );
    return certificate.publicKey;
  } catch (error) {
    if (error instanceof CertificateProblem) throw new UpgradeTrouble('CERTIFICATE_MISMATCH', error.message);
    throw error;
  }
}

function checkSubject({ subjectAttributes, subject }: CertificateSummary, offered: OfferedCertificate['subject']): void {
  const isSame =
    subjectAttributes.length === offered.length &&
    offered.every(({ type, value }, index) => {
      const attribute = subjectAttributes[index];
      return attribute?.type === type && attribute.value === value;
    });
  if (!isSame) throw new CertificateProblem(`The subject is not the one offered: ${subject}`);
}

/** The offer names the issuing CA, by its common name or in full. */
function checkIssuer({ issuer }: CertificateSummary, offered: string): void {
  if (issuer === offered || issuer.split(', ').includes(`CN=${offered.replaceAll(',', '\\,')}`)) return;
  throw new CertificateProblem(`The issuer is not ${offered} but ${issuer}`);
}

function checkUsage({ keyUsage }: CertificateSummary, purpose: Purpose): void {
  const other: Purpose = purpose === 'AUTHENTICATION' ? 'SIGNATURE' : 'AUTHENTICATION';
  if (keyUsage.includes(usageOf[purpose]) && !keyUsage.includes(usageOf[other])) return;
  throw new CertificateProblem(`The key usage does not fit ${purpose}: ${keyUsage.join(', ')}`);
}

const words: Record<Purpose, string> = { AUTHENTICATION: 'Legitimering', SIGNATURE: 'Underskrift' };

/** CKA_LABEL, as people see it when a program asks which certificate to use. */
export function labelFor({ profile, purpose }: Pick<OfferedCertificate, 'profile' | 'purpose'>): string {
  return `${words[purpose]} (${profile.startsWith('HSA') ? 'HSA-id' : 'personnummer'})`;
}

/**
 * Whether the signature over `data` was made with the certificate's key.
 * @throws UpgradeTrouble CERTIFICATE_MISMATCH when the bytes are no certificate.
 */
export function verifySignature(certificate: Uint8Array, data: Uint8Array, signature: CardSignature): boolean {
  try {
    return verifyWithCertificate(certificate, data, signature);
  } catch (error) {
    if (error instanceof CertificateProblem) throw new UpgradeTrouble('CERTIFICATE_MISMATCH', error.message);
    throw error;
  }
}
