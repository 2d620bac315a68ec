import 'reflect-metadata';
import { KeyUsageFlags, PublicKey, X509Crl } from '@peculiar/x509';

import { sameBytes } from '../certificate.js';
import type { Certificate } from '../certificate.js';
import { childrenOf, DerError, readDer, Tag } from '../der.js';
import { publicKeyDer } from '../public-key.js';

/** A certificate revocation list (RFC 5280 section 5): whole, of one issuer, for all its certificates. */
export class RevocationList {
  private readonly verified = new Map<Certificate, Promise<boolean>>();

  private constructor(
    private readonly crl: X509Crl,
    private readonly issuerDer: Uint8Array,
  ) {}

  /** @throws Error for what is no CRL, or one that covers less than the issuer's certificates (delta, indirect, in parts) */
  static parse(der: Uint8Array): RevocationList {
    const list = new RevocationList(new X509Crl(new Uint8Array(der)), issuerOf(der));
    const critical = list.crl.extensions.find((extension) => extension.critical);
    if (critical !== undefined) throw new Error(`a CRL with the critical extension ${critical.type} is not supported`);
    return list;
  }

  get thisUpdate(): Date {
    return this.crl.thisUpdate;
  }

  /** Whether the list says something about certificates of this issuer, signed by it. */
  async isOf(issuer: Certificate): Promise<boolean> {
    if (!sameBytes(this.issuerDer, issuer.subjectDer)) return false;
    if (issuer.keyUsage !== 0 && !issuer.allows(KeyUsageFlags.cRLSign)) return false;
    const known = this.verified.get(issuer) ?? this.crl.verify({ publicKey: new PublicKey(publicKeyDer(issuer.publicKey)) });
    this.verified.set(issuer, known);
    return known;
  }

  /** A list without an end of its own is taken as it is. */
  isCurrent(now: Date): boolean {
    return now >= this.crl.thisUpdate && (this.crl.nextUpdate === undefined || now <= this.crl.nextUpdate);
  }

  revokes(certificate: Certificate): boolean {
    return this.crl.findRevoked(certificate.serialNumber) !== null;
  }
}

function issuerOf(der: Uint8Array): Uint8Array {
  const [body] = childrenOf(readDer(der, Tag.SEQUENCE));
  const elements = body === undefined ? [] : childrenOf(body);
  const [, issuer] = elements[0]?.tag === Tag.INTEGER ? elements.slice(1) : elements;
  if (issuer === undefined) throw new DerError('not a CRL');
  return issuer.raw;
}
