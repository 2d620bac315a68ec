import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  Pkcs10CertificateRequest,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509';
import { encodeName } from '../card/pkcs10.js';
import type { CertificateProfile, Purpose } from './types.js';

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 };
const day = 86_400_000;
type Keys = webcrypto.CryptoKeyPair;

interface Authority {
  readonly certificate: X509Certificate;
  readonly keys: Keys;
}

export const profiles: readonly { profile: CertificateProfile; purpose: Purpose; issuer: 'HSA' | 'PERSON' }[] = [
  { profile: 'HSA_AUTHENTICATION', purpose: 'AUTHENTICATION', issuer: 'HSA' },
  { profile: 'PERSON_AUTHENTICATION', purpose: 'AUTHENTICATION', issuer: 'PERSON' },
  { profile: 'HSA_SIGNATURE', purpose: 'SIGNATURE', issuer: 'HSA' },
  { profile: 'PERSON_SIGNATURE', purpose: 'SIGNATURE', issuer: 'PERSON' },
];

/** A certificate authority of a test's own, which really issues. */
export class TestAuthority {
  private constructor(
    private readonly root: Authority,
    private readonly issuers: Readonly<Record<'HSA' | 'PERSON', Authority>>,
  ) {}

  static async create(): Promise<TestAuthority> {
    const root = await makeAuthority('TEST SITHS e-id Root CA v2', null);
    return new TestAuthority(root, {
      HSA: await makeAuthority('TEST SITHS e-id Person HSA-id 3 CA v1', root),
      PERSON: await makeAuthority('TEST SITHS e-id Person ID 3 CA v1', root),
    });
  }

  /** DER, base64. */
  get authorities(): string[] {
    return [this.root, this.issuers.HSA, this.issuers.PERSON].map(({ certificate }) => certificate.toString('base64'));
  }

  issuerName(profile: CertificateProfile): string {
    return `C=SE, O=TEST, CN=${nameOf(this.issuers[rulesOf(profile).issuer])}`;
  }

  /** @returns DER certificate for the request's subject and key. @throws Error when the request proves no possession */
  async issue(profile: CertificateProfile, der: Uint8Array): Promise<Uint8Array> {
    const request = new Pkcs10CertificateRequest(new Uint8Array(der));
    if (!(await request.verify())) throw new Error('The request does not prove possession of its key');
    const { issuer, purpose } = rulesOf(profile);
    const { certificate, keys } = this.issuers[issuer];
    const usage =
      purpose === 'SIGNATURE' ? KeyUsageFlags.nonRepudiation : KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment;
    const issued = await X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: request.subjectName,
      issuer: certificate.subjectName,
      publicKey: request.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: algorithm,
      notBefore: new Date(),
      notAfter: new Date(Date.now() + 700 * day),
      extensions: [
        new KeyUsagesExtension(usage, true),
        await SubjectKeyIdentifierExtension.create(request.publicKey),
        await AuthorityKeyIdentifierExtension.create(certificate.publicKey),
      ],
    });
    return new Uint8Array(issued.rawData);
  }
}

export function rulesOf(profile: CertificateProfile): { purpose: Purpose; issuer: 'HSA' | 'PERSON' } {
  const found = profiles.find((one) => one.profile === profile);
  if (found === undefined) throw new Error(`There is no profile ${profile}`);
  return found;
}

function nameOf({ certificate }: Authority): string {
  return certificate.subjectName.getField('CN')[0] ?? '';
}

async function makeAuthority(commonName: string, parent: Authority | null): Promise<Authority> {
  const keys: Keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const attributes = [
    { type: '2.5.4.6', value: 'SE' },
    { type: '2.5.4.10', value: 'TEST' },
    { type: '2.5.4.3', value: commonName },
  ];
  const subject = new Name(new Uint8Array(encodeName(attributes)));
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject,
    issuer: parent?.certificate.subjectName ?? subject,
    publicKey: keys.publicKey,
    signingKey: (parent ?? { keys }).keys.privateKey,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + 3000 * day),
    extensions: [
      new BasicConstraintsExtension(true, parent === null ? undefined : 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, keys };
}

function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes.toString('hex');
}
