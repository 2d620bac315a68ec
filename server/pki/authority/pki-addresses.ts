import { publicOrigin } from '../../config/configuration.js';
import type { Configuration } from '../../config/configuration.js';
import type { AuthorityId } from './profiles.js';

export const PKI_PATH = 'pki';

/** Where certificates and CRLs of our authorities are, as the certificates that they issue say. */
export class PkiAddresses {
  private readonly base: string;

  constructor(configuration: Pick<Configuration, 'publicUrl' | 'host' | 'port'>) {
    this.base = `${publicOrigin(configuration)}/${PKI_PATH}`;
  }

  /** DER certificate (RFC 5280 section 4.2.2.1). */
  certificate(id: AuthorityId): string {
    return `${this.base}/${id}.cer`;
  }

  /** DER CRL (RFC 5280 section 4.2.1.13). */
  revocationList(id: AuthorityId): string {
    return `${this.base}/${id}.crl`;
  }
}
