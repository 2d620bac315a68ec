import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import type { KeyObject, webcrypto } from 'node:crypto';

import {
  AuthorityInfoAccessExtension,
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  CRLDistributionPointsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  PublicKey,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

import { Certificate, CARD_NUMBER_EXTENSION } from '../certificate.js';
import { encodePrintableString } from '../der.js';
import { encodeName } from '../distinguished-name.js';
import { publicKeyDer } from '../public-key.js';
import type { CertificateOrder } from './certificate-authority.js';
import { authorityName, profileRules } from './profiles.js';
import type { AuthorityId, IssuerId, ProfileRules } from './profiles.js';
import type { PkiAddresses } from './pki-addresses.js';

export const SIGNATURE_ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

const ANY_POLICY = '2.5.29.32.0';
const YEAR_MS = 365.25 * 24 * 60 * 60 * 1000;
const ROOT_YEARS = 20;
const ISSUER_YEARS = 15;
const CARD_YEARS = 5;
/** A PC whose clock is late must not refuse its new certificate. */
const CLOCK_TOLERANCE_MS = 10 * 60 * 1000;

/** An authority with its key: what signs. */
export interface Signer {
  readonly certificate: Certificate;
  readonly key: webcrypto.CryptoKey;
}

/** Positive, 128 bits, without a zero byte in front (RFC 5280 section 4.1.2.2). */
export function randomSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes.toString('hex');
}

export async function makeRoot(publicKey: KeyObject, key: webcrypto.CryptoKey, now: Date): Promise<Certificate> {
  const name = new Name(encodeName(authorityName('root')));
  const extensions = [...authorityExtensions(1), await subjectKey(publicKey)];
  return make({ subject: name, issuer: name, publicKey, signer: key, extensions, ...validity(now, ROOT_YEARS) });
}

export async function makeIssuer(
  id: IssuerId,
  publicKey: KeyObject,
  root: Signer,
  addresses: PkiAddresses,
  now: Date,
): Promise<Certificate> {
  return make({
    subject: new Name(encodeName(authorityName(id))),
    ...issuedBy(root),
    publicKey,
    extensions: [
      ...authorityExtensions(0),
      new CertificatePolicyExtension([ANY_POLICY]),
      await subjectKey(publicKey),
      ...(await pointers(root, 'root', addresses)),
    ],
    ...validity(now, ISSUER_YEARS, root.certificate.notAfter),
  });
}

/** The order alone decides the bytes: RSASSA-PKCS1-v1_5 has no chance in it, so signing again gives the same certificate. */
export async function makeCardCertificate(
  order: CertificateOrder,
  issuer: Signer,
  addresses: PkiAddresses,
): Promise<Certificate> {
  const rules = profileRules[order.profile];
  const cardNumber =
    order.cardNumber === null ? [] : [new Extension(CARD_NUMBER_EXTENSION, false, encodePrintableString(order.cardNumber))];
  return make({
    serialNumber: order.id,
    subject: new Name(encodeName(order.subject)),
    ...issuedBy(issuer),
    publicKey: order.publicKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(keyUsageOf(rules, order.publicKey), true),
      new ExtendedKeyUsageExtension([...rules.extendedKeyUsage]),
      new CertificatePolicyExtension([...rules.policies]),
      await subjectKey(order.publicKey),
      ...(await pointers(issuer, rules.issuer, addresses)),
      ...cardNumber,
    ],
    ...validity(order.placedAt, CARD_YEARS, issuer.certificate.notAfter),
  });
}

/** A key on a curve enciphers no keys (RFC 8813 section 3). */
function keyUsageOf({ keyUsage }: ProfileRules, key: KeyObject): number {
  return key.asymmetricKeyType === 'ec' ? keyUsage & ~KeyUsageFlags.keyEncipherment : keyUsage;
}

interface Making {
  readonly serialNumber?: string;
  readonly subject: Name;
  readonly issuer: Name;
  readonly publicKey: KeyObject;
  readonly signer: webcrypto.CryptoKey;
  readonly extensions: Extension[];
  readonly notBefore: Date;
  readonly notAfter: Date;
}

async function make({ publicKey, signer, serialNumber, ...rest }: Making): Promise<Certificate> {
  const certificate = await X509CertificateGenerator.create({
    ...rest,
    serialNumber: serialNumber ?? randomSerialNumber(),
    publicKey: new PublicKey(publicKeyDer(publicKey)),
    signingKey: signer,
    signingAlgorithm: SIGNATURE_ALGORITHM,
  });
  return Certificate.parse(new Uint8Array(certificate.rawData));
}

function issuedBy({ certificate, key }: Signer): { issuer: Name; signer: webcrypto.CryptoKey } {
  return { issuer: new Name(new Uint8Array(certificate.subjectDer)), signer: key };
}

function authorityExtensions(pathLength: number): Extension[] {
  return [
    new BasicConstraintsExtension(true, pathLength, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ];
}

function subjectKey(publicKey: KeyObject): Promise<Extension> {
  return SubjectKeyIdentifierExtension.create(new PublicKey(publicKeyDer(publicKey)));
}

/** Who issued it, and where its certificate and its CRL are. */
async function pointers(issuer: Signer, id: AuthorityId, addresses: PkiAddresses): Promise<Extension[]> {
  return [
    await AuthorityKeyIdentifierExtension.create(new PublicKey(publicKeyDer(issuer.certificate.publicKey))),
    new CRLDistributionPointsExtension([addresses.revocationList(id)]),
    new AuthorityInfoAccessExtension({ caIssuers: [addresses.certificate(id)] }),
  ];
}

function validity(from: Date, years: number, most?: Date): { notBefore: Date; notAfter: Date } {
  const notBefore = wholeSeconds(from.getTime() - CLOCK_TOLERANCE_MS);
  const notAfter = wholeSeconds(from.getTime() + years * YEAR_MS);
  return { notBefore, notAfter: most !== undefined && most < notAfter ? most : notAfter };
}

/** Certificates know no fractions of a second. */
function wholeSeconds(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / 1000) * 1000);
}
