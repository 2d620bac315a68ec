import { randomBytes, verify, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import 'reflect-metadata';
import {
  CRLDistributionPointsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509Certificate as Parsed,
  X509Crl,
} from '@peculiar/x509';
import type { CardPort, CertificateOnToken, TokenKey } from '../../agent/card/card-port.js';
import { ProgramError } from '../stage/programs.js';

export interface ProvenCertificate {
  readonly profile: string;
  readonly issuer: string;
  readonly subject: string;
  readonly serialNumber: string;
  readonly keyUsage: readonly string[];
  readonly verified: boolean;
  /** Why it was not verified. */
  readonly problem: string | null;
  readonly pem: string;
  /** Issuing CA first, root last. */
  readonly chain: readonly string[];
  /** For the certificate first, then for each CA of the chain that has one. */
  readonly crls: readonly string[];
}

/**
 * Judges a card without trusting what the agent or the server said: fetches the chain and the CRLs from the addresses in
 * the certificates, checks every signature up to the CA's root, and lets the card sign with each certificate's key.
 */
export class Judge {
  private readonly root: X509Certificate;

  constructor(
    rootFile: string,
    private readonly card: CardPort,
    private readonly pins: Readonly<Record<'AUTHENTICATION' | 'SIGNATURE', string>>,
  ) {
    this.root = new X509Certificate(readFileSync(rootFile));
  }

  /** Certificates on the card now that were not there before, each judged. */
  async judge(before: readonly CertificateOnToken[]): Promise<ProvenCertificate[]> {
    const old = new Set(before.map(({ der }) => Buffer.from(der).toString('base64')));
    const scan = await this.card.scan();
    const found: ProvenCertificate[] = [];
    for (const token of scan.tokens) {
      const fresh = scan.certificates.filter(
        (certificate) => isOf(certificate, token) && !old.has(Buffer.from(certificate.der).toString('base64')),
      );
      if (fresh.length === 0) continue;
      await this.card.login(token, this.pins[token.purpose ?? 'AUTHENTICATION']);
      for (const certificate of fresh) found.push(await this.judgeOne(certificate));
      await this.card.logout(token);
    }
    return found;
  }

  private async judgeOne({ der, token, ckaId }: CertificateOnToken): Promise<ProvenCertificate> {
    const certificate = new X509Certificate(Buffer.from(der));
    const chain = await this.chainOf(certificate);
    const crls: string[] = [];
    const problems: string[] = [];
    for (const [index, one] of [certificate, ...chain.slice(0, -1)].entries()) {
      const issuer = chain[index];
      if (issuer === undefined || !one.checkIssued(issuer) || !one.verify(issuer.publicKey))
        problems.push(`not issued by ${issuer?.subject ?? 'a known CA'}`);
      const crl = await fetchCrl(one);
      // The library's label is its own; RFC 7468 section 6 has this one.
      crls.push(crl.toString('pem').replaceAll(' CRL-----', ' X509 CRL-----'));
      if (issuer && !(await crl.verify({ publicKey: new Parsed(issuer.raw).publicKey })))
        problems.push('its CRL is not signed by the CA');
      if (crl.findRevoked(one.serialNumber.toLowerCase()) !== null) problems.push('revoked');
    }
    if (chain.at(-1)?.fingerprint256 !== this.root.fingerprint256) problems.push('the chain ends at another root');
    if (!(await this.signs(certificate.publicKey, token, ckaId))) problems.push('the key on the card is another one');
    return describe(certificate, chain, crls, problems);
  }

  /** @returns the CA certificates that the AIA extensions lead to (RFC 5280 section 4.2.2.1), root last */
  private async chainOf(certificate: X509Certificate): Promise<X509Certificate[]> {
    const chain: X509Certificate[] = [];
    for (let one = certificate; one.subject !== one.issuer && chain.length < 5;) {
      const address = /CA Issuers - URI:(\S+)/.exec(one.infoAccess ?? '')?.[1];
      if (address === undefined) throw new ProgramError(`${one.subject} does not say where its issuer's certificate is.`);
      one = new X509Certificate(await download(address));
      chain.push(one);
    }
    return chain;
  }

  private async signs(publicKey: KeyObject, token: TokenKey, ckaId: string): Promise<boolean> {
    const challenge = randomBytes(32);
    const { algorithm, bytes } = await this.card.sign(token, ckaId, challenge);
    const hash = algorithm === 'ES384' ? 'sha384' : 'sha256';
    return verify(hash, challenge, { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes);
  }
}

function isOf(certificate: CertificateOnToken, token: TokenKey): boolean {
  return certificate.token.serialNumber === token.serialNumber && certificate.token.label === token.label;
}

async function download(address: string): Promise<Buffer> {
  const response = await fetch(address);
  if (!response.ok) throw new ProgramError(`${address} answered ${response.status}.`);
  return Buffer.from(await response.arrayBuffer());
}

async function fetchCrl(certificate: X509Certificate): Promise<X509Crl> {
  const points = new Parsed(certificate.raw).getExtension(CRLDistributionPointsExtension)?.distributionPoints ?? [];
  const address = points
    .flatMap((point) => point.distributionPoint?.fullName ?? [])
    .map((name) => name.uniformResourceIdentifier)
    .find((uri) => uri !== undefined);
  if (address === undefined) throw new ProgramError(`${certificate.subject} names no CRL.`);
  return new X509Crl(new Uint8Array(await download(address)));
}

function describe(
  certificate: X509Certificate,
  chain: readonly X509Certificate[],
  crls: string[],
  problems: readonly string[],
): ProvenCertificate {
  const keyUsage = keyUsageOf(certificate);
  const scope = certificate.issuer.includes('HSA-id') ? 'HSA' : 'PERSON';
  return {
    profile: `${scope}_${keyUsage.includes('nonRepudiation') ? 'SIGNATURE' : 'AUTHENTICATION'}`,
    issuer: certificate.issuer.split('\n').join(', '),
    subject: certificate.subject.split('\n').join(', '),
    serialNumber: certificate.serialNumber,
    keyUsage,
    verified: problems.length === 0,
    problem: problems.length === 0 ? null : problems.join('; '),
    pem: certificate.toString(),
    chain: chain.map((one) => one.toString()),
    crls,
  };
}

const usageNames: readonly (readonly [KeyUsageFlags, string])[] = [
  [KeyUsageFlags.digitalSignature, 'digitalSignature'],
  [KeyUsageFlags.nonRepudiation, 'nonRepudiation'],
  [KeyUsageFlags.keyEncipherment, 'keyEncipherment'],
  [KeyUsageFlags.dataEncipherment, 'dataEncipherment'],
  [KeyUsageFlags.keyAgreement, 'keyAgreement'],
  [KeyUsageFlags.keyCertSign, 'keyCertSign'],
  [KeyUsageFlags.cRLSign, 'cRLSign'],
];

function keyUsageOf(certificate: X509Certificate): string[] {
  const usages = new Parsed(certificate.raw).getExtension(KeyUsagesExtension)?.usages ?? 0;
  return usageNames.filter(([flag]) => (usages & flag) !== 0).map(([, name]) => name);
}
