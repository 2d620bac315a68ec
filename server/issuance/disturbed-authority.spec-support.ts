import type { CertificateProfile } from '../common/certificate-profile.js';
import { CertificateAuthority } from '../pki/authority/certificate-authority.js';
import type { EmbeddedAuthority } from '../pki/authority/embedded-authority.js';

/** Fails, or waits, the first time in a way of the test's choosing, and is the embedded authority otherwise. */
export class DisturbedAuthority extends CertificateAuthority {
  readonly answers: Uint8Array[] = [];

  constructor(
    private readonly real: EmbeddedAuthority,
    private readonly first: () => void | Promise<unknown>,
  ) {
    super();
  }

  authorities = () => this.real.authorities();
  issuerName = (profile: CertificateProfile) => this.real.issuerName(profile);
  chainOf = (profile: CertificateProfile) => this.real.chainOf(profile);
  revoke: CertificateAuthority['revoke'] = (certificate, reason) => this.real.revoke(certificate, reason);
  revocationOf: CertificateAuthority['revocationOf'] = (certificate, issuer) => this.real.revocationOf(certificate, issuer);

  async issue(order: Parameters<CertificateAuthority['issue']>[0]): Promise<Uint8Array> {
    const answer = await this.real.issue(order);
    this.answers.push(answer);
    if (this.answers.length === 1) await this.first();
    return answer;
  }
}
