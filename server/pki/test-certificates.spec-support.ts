import 'reflect-metadata';
import { generateKeyPairSync, randomBytes, webcrypto } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  PublicKey,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '@peculiar/x509';

import { CARD_NUMBER_EXTENSION, Certificate } from './certificate.js';
import { encodePrintableString } from './der.js';
import { encodeName, nameAttribute } from './distinguished-name.js';
import type { NameAttribute } from './distinguished-name.js';
import { publicKeyDer } from './public-key.js';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** A certificate with its key. */
export interface Made extends KeyPair {
  readonly certificate: Certificate;
}

export interface MakeOptions {
  readonly subject?: readonly NameAttribute[];
  /** Left out: self-signed. */
  readonly issuer?: Made;
  readonly keys?: KeyPair;
  readonly ca?: boolean;
  readonly pathLength?: number;
  /** null: no extension. */
  readonly keyUsage?: number | null;
  readonly extendedKeyUsage?: readonly string[];
  readonly cardNumber?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly hash?: 'SHA-1' | 'SHA-256';
  readonly more?: readonly Extension[];
}

export const NOW = new Date('2026-06-01T12:00:00Z');
export const YEAR = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2026-12-31T00:00:00Z') };

export const hsaSubject = [
  nameAttribute('C', 'SE'),
  nameAttribute('L', 'Exempelstad'),
  nameAttribute('O', 'Region Exempel'),
  nameAttribute('CN', 'Åsa Testsson'),
  nameAttribute('SN', 'Testsson'),
  nameAttribute('GN', 'Åsa'),
  nameAttribute('serialNumber', 'TSTNMT2321000156-ABCD'),
];

export const rsaKeys = (modulusLength = 2048, publicExponent = 65_537): KeyPair =>
  generateKeyPairSync('rsa', { modulusLength, publicExponent });
export const ecKeys = (namedCurve = 'P-256'): KeyPair => generateKeyPairSync('ec', { namedCurve });

const usages = (options: MakeOptions): number | null => {
  if (options.keyUsage !== undefined) return options.keyUsage;
  return options.ca === true
    ? KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign
    : KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment;
};

/** A certificate as told; what is left out makes one that is good for signing in. */
export async function makeCertificate(options: MakeOptions = {}): Promise<Made> {
  const keys = options.keys ?? ecKeys();
  const subject = new Name(encodeName(options.subject ?? hsaSubject));
  const usage = usages(options);
  const signer = options.issuer?.privateKey ?? keys.privateKey;
  const certificate = await X509CertificateGenerator.create({
    serialNumber: `4${randomBytes(16).toString('hex').slice(1)}`,
    subject,
    issuer: options.issuer ? new Name(new Uint8Array(options.issuer.certificate.subjectDer)) : subject,
    publicKey: new PublicKey(publicKeyDer(keys.publicKey)),
    ...(await signing(signer, options.hash)),
    notBefore: options.notBefore ?? YEAR.notBefore,
    notAfter: options.notAfter ?? YEAR.notAfter,
    extensions: [
      new BasicConstraintsExtension(options.ca ?? false, options.pathLength, true),
      ...(usage === null ? [] : [new KeyUsagesExtension(usage, true)]),
      ...(options.extendedKeyUsage ? [new ExtendedKeyUsageExtension([...options.extendedKeyUsage])] : []),
      ...(options.cardNumber ? [new Extension(CARD_NUMBER_EXTENSION, false, encodePrintableString(options.cardNumber))] : []),
      ...(options.more ?? []),
    ],
  });
  const { publicKey, privateKey } = keys;
  return { certificate: Certificate.parse(new Uint8Array(certificate.rawData)), publicKey, privateKey };
}

export function makeAuthority(commonName: string, options: MakeOptions = {}): Promise<Made> {
  return makeCertificate({ subject: [nameAttribute('C', 'SE'), nameAttribute('CN', commonName)], ca: true, ...options });
}

/** DER of a CRL. */
export async function makeList(
  issuer: Made,
  revoked: readonly Certificate[],
  dates: { readonly thisUpdate: Date; readonly nextUpdate: Date } = { thisUpdate: YEAR.notBefore, nextUpdate: YEAR.notAfter },
): Promise<Uint8Array> {
  const crl = await X509CrlGenerator.create({
    issuer: new Name(new Uint8Array(issuer.certificate.subjectDer)),
    ...(await signing(issuer.privateKey)),
    ...dates,
    entries: revoked.map(({ serialNumber }) => ({ serialNumber, revocationDate: dates.thisUpdate, reason: 4 })),
  });
  return new Uint8Array(crl.rawData);
}

async function signing(key: KeyObject, hash = 'SHA-256') {
  const algorithm =
    key.asymmetricKeyType === 'rsa' ? { name: 'RSASSA-PKCS1-v1_5', hash } : { name: 'ECDSA', hash, namedCurve: 'P-256' };
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  return {
    signingAlgorithm: algorithm,
    signingKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
  };
}
