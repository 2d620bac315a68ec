import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  PublicKey,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509';
import type { KeyType, Purpose } from '../card/card-port.js';
import { printableString } from '../card/der.js';
import { encodeName, type NameAttribute } from '../card/pkcs10.js';
import { keyTypeOf } from '../card/public-key.js';
import { cardNumberExtension } from '../card/x509.js';

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 };
const clientAuthentication = '1.3.6.1.5.5.7.3.2';
const dayMilliseconds = 86_400_000;

interface Authority {
  readonly certificate: X509Certificate;
  readonly keys: CryptoKeyPair;
}

type CryptoKeyPair = webcrypto.CryptoKeyPair;

/** Who issued it: the organisation's CA (on the HSA-id) or the card issuer's (on the personnummer). */
export type OldIssuer = 'ORGANISATION' | 'CARD_ISSUER';

export interface OldCertificateOptions {
  readonly issuer: OldIssuer;
  readonly purpose: Purpose;
  readonly subject: readonly NameAttribute[];
  readonly cardNumber: string;
  /** DER SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  /** Since a month ago. */
  readonly isExpired?: boolean;
}

/** The hierarchy that a card's certificates come from before its upgrade, under test names. Its keys are never stored. */
export class OldAuthority {
  private constructor(
    private readonly root: Authority,
    private readonly issuers: Readonly<Record<OldIssuer, Authority>>,
  ) {}

  static async create(): Promise<OldAuthority> {
    const root = await makeRoot('TEST SITHS Root CA v1');
    const organisation = await makeIssuer(root, 'TEST SITHS Type 1 CA v1');
    const cardIssuer = await makeIssuer(root, 'TEST Card Issuer Person CA v1');
    return new OldAuthority(root, { ORGANISATION: organisation, CARD_ISSUER: cardIssuer });
  }

  /** PEM, root first. */
  get certificates(): { readonly root: string; readonly organisation: string; readonly cardIssuer: string } {
    const pem = ({ certificate }: Authority): string => `${certificate.toString('pem')}\n`;
    return { root: pem(this.root), organisation: pem(this.issuers.ORGANISATION), cardIssuer: pem(this.issuers.CARD_ISSUER) };
  }

  /** @returns DER, valid since a year ago and for two years to come, unless it is to be expired. */
  async issue(options: OldCertificateOptions): Promise<Uint8Array> {
    const issuer = this.issuers[options.issuer];
    const publicKey = new PublicKey(new Uint8Array(options.publicKey));
    const certificate = await X509CertificateGenerator.create({
      ...validity(365, options.isExpired === true ? -30 : 2 * 365),
      serialNumber: randomSerialNumber(),
      subject: new Name(new Uint8Array(encodeName(options.subject))),
      issuer: issuer.certificate.subjectName,
      publicKey,
      signingKey: issuer.keys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [
        await AuthorityKeyIdentifierExtension.create(issuer.certificate.publicKey),
        await SubjectKeyIdentifierExtension.create(publicKey),
        ...usageOf(options.purpose, keyTypeOf(options.publicKey)),
        new Extension(cardNumberExtension, false, new Uint8Array(printableString(options.cardNumber))),
      ],
    });
    return new Uint8Array(certificate.rawData);
  }
}

function usageOf(purpose: Purpose, keyType: KeyType | null): Extension[] {
  if (purpose === 'SIGNATURE') return [new KeyUsagesExtension(KeyUsageFlags.nonRepudiation, true)];
  // Nothing is encrypted with the keys of a curve (RFC 5480 section 3).
  const encipherment = keyType === 'P_256' || keyType === 'P_384' ? 0 : KeyUsageFlags.keyEncipherment;
  return [
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature | encipherment, true),
    new ExtendedKeyUsageExtension([clientAuthentication]),
  ];
}

async function makeRoot(commonName: string): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...validity(10 * 365, 10 * 365),
    serialNumber: randomSerialNumber(),
    name: authorityName(commonName),
    keys,
    signingAlgorithm: algorithm,
    extensions: [...authorityExtensions(null), await SubjectKeyIdentifierExtension.create(keys.publicKey)],
  });
  return { certificate, keys };
}

async function makeIssuer(root: Authority, commonName: string): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create({
    ...validity(9 * 365, 9 * 365),
    serialNumber: randomSerialNumber(),
    subject: authorityName(commonName),
    issuer: root.certificate.subjectName,
    publicKey: keys.publicKey,
    signingKey: root.keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      ...authorityExtensions(0),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(root.certificate.publicKey),
    ],
  });
  return { certificate, keys };
}

function authorityExtensions(pathLength: number | null): Extension[] {
  return [
    new BasicConstraintsExtension(true, pathLength ?? undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ];
}

function authorityName(commonName: string): Name {
  const attributes = [
    { type: '2.5.4.6', value: 'SE' },
    { type: '2.5.4.10', value: 'TEST Kortlots' },
    { type: '2.5.4.3', value: commonName },
  ];
  return new Name(new Uint8Array(encodeName(attributes)));
}

function newKeys(): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/** Positive, 128 bits, as RFC 5280 section 4.1.2.2 allows. */
function randomSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes.toString('hex');
}

function validity(daysBack: number, daysOn: number): { notBefore: Date; notAfter: Date } {
  const midnight = Math.floor(Date.now() / dayMilliseconds) * dayMilliseconds;
  return { notBefore: new Date(midnight - daysBack * dayMilliseconds), notAfter: new Date(midnight + daysOn * dayMilliseconds) };
}
