import 'reflect-metadata';
import { verify, X509Certificate } from 'node:crypto';
import { KeyUsageFlags, KeyUsagesExtension, X509Certificate as ParsedCertificate, type JsonName } from '@peculiar/x509';
import type { CardSignature } from './card-port.js';
import { algorithmOf, hashOf } from './public-key.js';

/** What a certificate says, as far as card work and support need it. */
export interface CertificateSummary {
  /** Lower-case hexadecimal, without leading zeros beyond whole bytes. */
  readonly serialNumber: string;
  /** In the order of the certificate, such as `C=SE, O=…, CN=…, serialNumber=…`. */
  readonly subject: string;
  readonly issuer: string;
  readonly subjectAttributes: readonly { readonly type: string; readonly name: string; readonly value: string }[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** RFC 5280 section 4.2.1.3, such as digitalSignature; empty when the extension is missing. */
  readonly keyUsage: readonly KeyUsageName[];
  /** DER SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  /** The number printed on the card, null when the certificate does not hold it. */
  readonly cardNumber: string | null;
}

export type KeyUsageName = keyof typeof KeyUsageFlags;

/** What is not what it should be about a certificate, in words for support. */
export class CertificateProblem extends Error {
  override readonly name = 'CertificateProblem';
}

/** SEIS card number extension: a PrintableString. */
export const cardNumberExtension = '1.2.752.34.2.1';
const keyUsageNames: readonly KeyUsageName[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];
/** Object identifier and readable name of what the library names otherwise, or not at all. */
const attributeNames: Record<string, readonly [string, string]> = {
  CN: ['2.5.4.3', 'CN'],
  SN: ['2.5.4.4', 'SN'],
  '2.5.4.4': ['2.5.4.4', 'SN'],
  '2.5.4.5': ['2.5.4.5', 'serialNumber'],
  C: ['2.5.4.6', 'C'],
  L: ['2.5.4.7', 'L'],
  ST: ['2.5.4.8', 'ST'],
  O: ['2.5.4.10', 'O'],
  OU: ['2.5.4.11', 'OU'],
  T: ['2.5.4.12', 'T'],
  G: ['2.5.4.42', 'GN'],
  '2.5.4.42': ['2.5.4.42', 'GN'],
  I: ['2.5.4.43', 'I'],
  DC: ['0.9.2342.19200300.100.1.25', 'DC'],
  E: ['1.2.840.113549.1.9.1', 'E'],
};

/** Reading takes milliseconds, and the same few certificates of a card are looked at again and again. */
const summaries = new Map<string, CertificateSummary>();
const mostSummaries = 64;

/** @throws CertificateProblem when the bytes are not a certificate. */
export function readCertificate(der: Uint8Array): CertificateSummary {
  const bytes = Buffer.from(der).toString('latin1');
  const known = summaries.get(bytes);
  if (known !== undefined) return known;
  const summary = summaryOf(parse(der));
  if (summaries.size >= mostSummaries) summaries.clear();
  summaries.set(bytes, summary);
  return summary;
}

function summaryOf(certificate: ParsedCertificate): CertificateSummary {
  const subjectAttributes = attributesOf(certificate.subjectName.toJSON());
  return {
    serialNumber: certificate.serialNumber.toLowerCase(),
    subject: describe(subjectAttributes),
    issuer: describe(attributesOf(certificate.issuerName.toJSON())),
    subjectAttributes,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    keyUsage: keyUsageOf(certificate),
    publicKey: new Uint8Array(certificate.publicKey.rawData),
    cardNumber: cardNumberOf(certificate),
  };
}

function parse(der: Uint8Array): ParsedCertificate {
  try {
    return new ParsedCertificate(new Uint8Array(der));
  } catch (error) {
    throw new CertificateProblem('The bytes are not a certificate', { cause: error });
  }
}

function attributesOf(name: JsonName): { type: string; name: string; value: string }[] {
  return name.flatMap((relative) =>
    Object.entries(relative).flatMap(([key, values]) => {
      const [type, readable] = attributeNames[key] ?? [key, key];
      return values.map((value) => ({ type, name: readable, value }));
    }),
  );
}

function describe(attributes: readonly { name: string; value: string }[]): string {
  return attributes.map(({ name, value }) => `${name}=${value.replaceAll(',', '\\,')}`).join(', ');
}

function keyUsageOf(certificate: ParsedCertificate): KeyUsageName[] {
  const extension = certificate.getExtension(KeyUsagesExtension);
  if (extension === null) return [];
  return keyUsageNames.filter((name) => (extension.usages & KeyUsageFlags[name]) !== 0);
}

function cardNumberOf(certificate: ParsedCertificate): string | null {
  const extension = certificate.getExtension(cardNumberExtension);
  if (extension === null) return null;
  const [tag, length, ...text] = new Uint8Array(extension.value);
  return tag === 0x13 && length === text.length ? Buffer.from(text).toString('ascii') : null;
}

/** Whether the certificate is for the key. @param publicKey DER SubjectPublicKeyInfo */
export function matches(certificate: Uint8Array, publicKey: Uint8Array): boolean {
  return sameBytes(readCertificate(certificate).publicKey, publicKey);
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

/**
 * Checks names, signatures, CA flags, key usage of the CAs and dates from a certificate up to a self-signed root among
 * the authorities (RFC 5280 section 6.1, without policies and revocation: the server does those at sign-in).
 * @param authorities DER of root and issuing CAs, in any order.
 * @returns the chain, issuing CA first, root last.
 * @throws CertificateProblem naming the link that does not hold.
 */
export function verifyChain(certificate: Uint8Array, authorities: readonly Uint8Array[], now: Date): Uint8Array[] {
  const known = authorities.map((authority) => openCertificate(authority));
  const chain: X509Certificate[] = [];
  let child = openCertificate(certificate);
  checkDates(child, now);
  while (chain.length <= known.length) {
    const issuer = issuerOf(child, known);
    checkAuthority(issuer, now);
    chain.push(issuer);
    if (isSelfSigned(issuer)) return chain.map(({ raw }) => new Uint8Array(raw));
    child = issuer;
  }
  throw new CertificateProblem('The chain of certificates ends at no root');
}

function openCertificate(der: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(der));
  } catch (error) {
    throw new CertificateProblem('The bytes are not a certificate', { cause: error });
  }
}

function issuerOf(child: X509Certificate, known: readonly X509Certificate[]): X509Certificate {
  const issuer = known.find((candidate) => child.checkIssued(candidate) && child.verify(candidate.publicKey));
  if (issuer === undefined) throw new CertificateProblem(`No authority issued ${oneLine(child.subject)}`);
  return issuer;
}

function checkAuthority(authority: X509Certificate, now: Date): void {
  if (!authority.ca) throw new CertificateProblem(`${oneLine(authority.subject)} is no certificate authority`);
  if (!readCertificate(authority.raw).keyUsage.includes('keyCertSign')) {
    throw new CertificateProblem(`${oneLine(authority.subject)} may not sign certificates`);
  }
  checkDates(authority, now);
}

function checkDates(certificate: X509Certificate, now: Date): void {
  const { validFrom, validTo, subject } = certificate;
  if (now < new Date(validFrom)) throw new CertificateProblem(`${oneLine(subject)} is not valid before ${validFrom}`);
  if (now > new Date(validTo)) throw new CertificateProblem(`${oneLine(subject)} was valid until ${validTo}`);
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
}

function oneLine(name: string): string {
  return name.replaceAll('\n', ', ');
}

/** Whether the signature over `data` was made with the certificate's key, and with the algorithm that belongs to it. */
export function verifySignature(certificate: Uint8Array, data: Uint8Array, signature: CardSignature): boolean {
  const { publicKey } = openCertificate(certificate);
  if (algorithmOf(publicKey) !== signature.algorithm) return false;
  return verify(hashOf(signature.algorithm), data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature.bytes);
}
