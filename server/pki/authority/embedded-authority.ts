import { Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';

import type { CertificateProfile } from '../../common/certificate-profile.js';
import { sameBytes } from '../certificate.js';
import type { Certificate } from '../certificate.js';
import { describeName } from '../distinguished-name.js';
import { publicKeyDer } from '../public-key.js';
import type { RevocationStatus } from '../trust/revocation.js';
import type { CaFolder, Hierarchy } from './ca-folder.js';
import type { CaRecords, PublishedList } from './ca-records.js';
import { CertificateAuthority } from './certificate-authority.js';
import type { CertificateOrder, RevocationReason } from './certificate-authority.js';
import { makeCardCertificate } from './certificate-maker.js';
import type { Signer } from './certificate-maker.js';
import { ListPublisher } from './list-publisher.js';
import type { PkiAddresses } from './pki-addresses.js';
import { authorityIds, profileRules } from './profiles.js';
import type { AuthorityId } from './profiles.js';

const REFRESH_MS = 60 * 60 * 1000;

/** The test authority inside the server: its keys lie in DATA_DIR/ca, what it must remember in the database. */
export class EmbeddedAuthority extends CertificateAuthority implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(EmbeddedAuthority.name);
  private readonly publishers: ReadonlyMap<AuthorityId, ListPublisher>;
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly hierarchy: Hierarchy,
    private readonly records: CaRecords,
    private readonly addresses: PkiAddresses,
  ) {
    super();
    this.publishers = new Map(
      authorityIds.map((id) => [id, new ListPublisher(hierarchy[id], records, keyIdOf(hierarchy[id].certificate))]),
    );
  }

  /** @throws Error in one line with the remedy when its folder is damaged */
  static async open(folder: CaFolder, records: CaRecords, addresses: PkiAddresses): Promise<EmbeddedAuthority> {
    return new EmbeddedAuthority(await folder.open(), records, addresses);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.refreshLists();
    this.timer = setInterval(() => {
      this.refreshLists().catch((error: unknown) => this.logger.error(error, 'CRLs could not be renewed; next try in an hour'));
    }, REFRESH_MS);
    this.timer.unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  authorities(): readonly Certificate[] {
    return authorityIds.map((id) => this.certificate(id));
  }

  certificate(id: AuthorityId): Certificate {
    return this.hierarchy[id].certificate;
  }

  /** The CRL in force. */
  list(id: AuthorityId): Promise<PublishedList> {
    return this.publisher(id).current();
  }

  issuerName(profile: CertificateProfile): string {
    return describeName(this.issuerOf(profile).certificate.subject);
  }

  async issue(order: CertificateOrder): Promise<Uint8Array> {
    return (await makeCardCertificate(order, this.issuerOf(order.profile), this.addresses)).der;
  }

  chainOf(profile: CertificateProfile): readonly Certificate[] {
    return [this.issuerOf(profile).certificate, this.certificate('root')];
  }

  async revoke(certificate: Certificate, reason: RevocationReason): Promise<void> {
    const id = authorityIds.find((candidate) => certificate.isIssuedBy(this.certificate(candidate)));
    if (id === undefined) throw new Error('only certificates of the embedded authority can be revoked here');
    const { serialNumber } = certificate;
    await this.records.revoke(keyIdOf(this.certificate(id)), { serialNumber, revokedAt: new Date(), reason });
    await this.publisher(id).publish();
  }

  async revocationOf(certificate: Certificate, issuer: Certificate): Promise<RevocationStatus> {
    const own = authorityIds.map((id) => this.certificate(id)).find((candidate) => hasSameKey(candidate, issuer));
    if (own === undefined) return 'UNKNOWN';
    return (await this.records.isRevoked(keyIdOf(own), certificate.serialNumber)) ? 'REVOKED' : 'GOOD';
  }

  private issuerOf(profile: CertificateProfile): Signer {
    return this.hierarchy[profileRules[profile].issuer];
  }

  private publisher(id: AuthorityId): ListPublisher {
    const publisher = this.publishers.get(id);
    if (publisher === undefined) throw new Error(`no publisher for ${id}`);
    return publisher;
  }

  private async refreshLists(): Promise<void> {
    for (const publisher of this.publishers.values()) await publisher.current();
  }
}

/** Every authority that we make has the extension. */
function keyIdOf(certificate: Certificate): string {
  const identifier = certificate.subjectKeyIdentifier;
  if (identifier === null) throw new Error(`${certificate.authorityName} has no subject key identifier`);
  return identifier;
}

function hasSameKey(one: Certificate, other: Certificate): boolean {
  return sameBytes(publicKeyDer(one.publicKey), publicKeyDer(other.publicKey));
}
