import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';

import { Configuration } from '../../config/configuration.js';
import { CertificateAuthority } from '../authority/certificate-authority.js';
import { Certificate } from '../certificate.js';
import { WatchedFile } from '../watched-file.js';
import { readPem } from './pem.js';
import { RevocationList } from './revocation-list.js';
import type { RevocationSource, RevocationStatus } from './revocation.js';
import { untrusted } from './untrusted.js';

interface Anchors {
  readonly authorities: readonly Certificate[];
  readonly lists: readonly RevocationList[];
}

/**
 * Whose certificates may sign in: the authorities of the files in TRUST_ANCHORS, and our own, so that an upgraded card can
 * sign in again. A file may also hold CRLs (`X509 CRL`); an issuer without one is not checked for revocation.
 */
@Injectable()
export class TrustStore implements OnModuleInit, RevocationSource {
  private readonly files: readonly WatchedFile<Anchors>[];

  constructor(
    configuration: Configuration,
    private readonly authority: CertificateAuthority,
  ) {
    this.files = configuration.trustAnchorFiles.map((path) => new WatchedFile('TRUST_ANCHORS', path, readAnchors));
  }

  /** A file that is missing or wrong stops the server at its start. */
  async onModuleInit(): Promise<void> {
    await this.loaded();
  }

  private loaded(): Promise<Anchors[]> {
    return Promise.all(this.files.map((file) => file.value()));
  }

  async authorities(): Promise<Certificate[]> {
    const anchors = await this.loaded();
    return [...this.authority.authorities(), ...anchors.flatMap(({ authorities }) => authorities)];
  }

  async revocationOf(certificate: Certificate, issuer: Certificate, now: Date): Promise<RevocationStatus> {
    const own = await this.authority.revocationOf(certificate, issuer, now);
    if (own !== 'UNKNOWN') return own;
    const lists: RevocationList[] = [];
    for (const list of (await this.loaded()).flatMap((anchors) => anchors.lists)) if (await list.isOf(issuer)) lists.push(list);
    if (lists.length === 0) return 'UNKNOWN';
    if (lists.some((list) => list.revokes(certificate))) return 'REVOKED';
    if (!lists.some((list) => list.isCurrent(now))) throw untrusted(`the CRL of ${issuer.authorityName} is out of date`);
    return 'GOOD';
  }
}

/** @throws Error when there is no authority in the file, or something that is none */
function readAnchors(text: string): Anchors {
  const blocks = readPem(text);
  const authorities = blocks.filter(({ label }) => label === 'CERTIFICATE').map(({ der }) => Certificate.parse(der));
  const lists = blocks.filter(({ label }) => label === 'X509 CRL').map(({ der }) => RevocationList.parse(der));
  if (authorities.length + lists.length === 0) throw new Error('it holds no certificate in PEM form');
  const other = authorities.find(({ authority }) => authority === null);
  if (other !== undefined) throw new Error('it holds a certificate that is no certificate authority');
  return { authorities, lists };
}
