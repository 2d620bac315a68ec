import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import type { KeyUsageFlags } from '@peculiar/x509';
import {
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  ExtendedKeyUsageExtension,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate as ParsedCertificate,
} from '@peculiar/x509';

import { childrenOf, childrenWith, DerError, readDer, readObjectIdentifier, readText, Tag } from './der.js';
import { decodeName } from './distinguished-name.js';
import type { NameAttribute } from './distinguished-name.js';

/** SEIS card number extension: a PrintableString with the number printed on the card. */
export const CARD_NUMBER_EXTENSION = '1.2.752.34.2.1';

export class MalformedCertificate extends Error {
  override readonly name = 'MalformedCertificate';
}

/** An X.509 certificate (RFC 5280), parsed once; nothing about it is believed yet. */
export class Certificate {
  private constructor(
    readonly der: Uint8Array,
    private readonly parsed: ParsedCertificate,
    private readonly opened: X509Certificate,
    /** DER Names exactly as encoded, for comparing. */
    readonly issuerDer: Uint8Array,
    readonly subjectDer: Uint8Array,
    /** Object identifier. */
    readonly signatureAlgorithm: string,
  ) {}

  /** @throws MalformedCertificate unless the bytes are exactly one certificate */
  static parse(der: Uint8Array): Certificate {
    try {
      const bytes = new Uint8Array(der);
      const { issuer, subject, algorithm } = partsOf(bytes);
      const [parsed, opened] = [new ParsedCertificate(bytes), new X509Certificate(bytes)];
      const certificate = new Certificate(bytes, parsed, opened, issuer, subject, algorithm);
      certificate.readEverything();
      return certificate;
    } catch (error) {
      throw new MalformedCertificate('not a certificate', { cause: error });
    }
  }

  /** The library parses late: what can't be read must show now, and not in the middle of a check. */
  private readEverything(): void {
    const types = this.parsed.extensions.map(({ type }) => type);
    if (new Set(types).size !== types.length) throw new DerError('an extension appears twice');
    const reads = [
      () => this.publicKey,
      () => this.serialNumber,
      () => this.notBefore,
      () => this.notAfter,
      () => this.authority,
      () => this.keyUsage,
      () => this.extendedKeyUsage,
      () => this.subjectKeyIdentifier,
      () => this.cardNumber,
    ];
    for (const read of reads) read();
  }

  /** Lower-case hexadecimal, whole bytes. */
  get serialNumber(): string {
    return this.parsed.serialNumber.toLowerCase();
  }

  /** @throws MalformedCertificate when the name has forms that cards' certificates don't use */
  get subject(): NameAttribute[] {
    try {
      return decodeName(this.subjectDer);
    } catch (error) {
      throw new MalformedCertificate('a name of an unusual form', { cause: error });
    }
  }

  /** For logs and staff; only of authorities, since a holder's name is personal data. */
  get authorityName(): string {
    return this.parsed.subject;
  }

  get issuerName(): string {
    return this.parsed.issuer;
  }

  get notBefore(): Date {
    return this.parsed.notBefore;
  }

  get notAfter(): Date {
    return this.parsed.notAfter;
  }

  get publicKey(): KeyObject {
    return this.opened.publicKey;
  }

  /** Set for a certificate authority; `pathLength` null: no limit. */
  get authority(): { readonly pathLength: number | null } | null {
    const extension = this.parsed.getExtension(BasicConstraintsExtension);
    return extension?.ca === true ? { pathLength: extension.pathLength ?? null } : null;
  }

  /** Flags; 0 when the extension is missing. */
  get keyUsage(): number {
    return this.parsed.getExtension(KeyUsagesExtension)?.usages ?? 0;
  }

  allows(usage: KeyUsageFlags): boolean {
    return (this.keyUsage & usage) !== 0;
  }

  /** Object identifiers; null when the extension is missing. */
  get extendedKeyUsage(): readonly string[] | null {
    return this.parsed.getExtension(ExtendedKeyUsageExtension)?.usages.map(String) ?? null;
  }

  get criticalExtensions(): readonly string[] {
    return this.parsed.extensions.filter(({ critical }) => critical).map(({ type }) => type);
  }

  /** Hexadecimal; null when the extension is missing. */
  get subjectKeyIdentifier(): string | null {
    return this.parsed.getExtension(SubjectKeyIdentifierExtension)?.keyId.toLowerCase() ?? null;
  }

  /** null when the certificate does not hold it. */
  get cardNumber(): string | null {
    const extension = this.parsed.getExtension(CARD_NUMBER_EXTENSION);
    return extension === null ? null : readText(readDer(new Uint8Array(extension.value), Tag.PRINTABLE_STRING));
  }

  /** URLs of the CRL distribution points extension. */
  get revocationListAddresses(): string[] {
    const points = this.parsed.getExtension(CRLDistributionPointsExtension)?.distributionPoints ?? [];
    const names = points.flatMap((point) => point.distributionPoint?.fullName ?? []);
    return names.flatMap(({ uniformResourceIdentifier: address }) => (address === undefined ? [] : [address]));
  }

  get isSelfIssued(): boolean {
    return sameBytes(this.issuerDer, this.subjectDer);
  }

  /** Names and signature; nothing about what the issuer may do. */
  isIssuedBy(issuer: Certificate): boolean {
    return sameBytes(this.issuerDer, issuer.subjectDer) && this.opened.verify(issuer.publicKey);
  }
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

/** Cut out of the bytes and not encoded again: a re-encoded name may differ from the certificate's own. */
function partsOf(der: Uint8Array): { issuer: Uint8Array; subject: Uint8Array; algorithm: string } {
  const [body, algorithm] = childrenWith(readDer(der, Tag.SEQUENCE), [Tag.SEQUENCE, Tag.SEQUENCE, Tag.BIT_STRING]);
  const elements = childrenOf(body);
  const [, , issuer, , subject] = elements[0]?.tag === Tag.CONTEXT_0 ? elements.slice(1) : elements;
  const [identifier] = childrenOf(algorithm);
  if (issuer === undefined || subject === undefined || identifier === undefined) throw new DerError('cut off');
  return { issuer: issuer.raw, subject: subject.raw, algorithm: readObjectIdentifier(identifier) };
}
