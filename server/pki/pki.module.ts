import { join } from 'node:path';

import { Module } from '@nestjs/common';

import { Configuration } from '../config/configuration.js';
import { CaFolder } from './authority/ca-folder.js';
import { CaRecords } from './authority/ca-records.js';
import { CertificateAuthority } from './authority/certificate-authority.js';
import { EmbeddedAuthority } from './authority/embedded-authority.js';
import { PkiAddresses } from './authority/pki-addresses.js';
import { PkiController } from './pki.controller.js';
import { WebEidValidator } from './sign-in/web-eid-validator.js';
import { TrustStore } from './trust/trust-store.js';

/** Certificates: whom to trust at sign-in, and the embedded test authority behind the port CertificateAuthority. */
@Module({
  controllers: [PkiController],
  providers: [
    {
      provide: EmbeddedAuthority,
      inject: [Configuration, CaRecords],
      useFactory: (configuration: Configuration, records: CaRecords) => {
        const addresses = new PkiAddresses(configuration);
        return EmbeddedAuthority.open(new CaFolder(join(configuration.dataDirectory, 'ca'), addresses), records, addresses);
      },
    },
    { provide: CertificateAuthority, useExisting: EmbeddedAuthority },
    TrustStore,
    WebEidValidator,
  ],
  exports: [CertificateAuthority, WebEidValidator, TrustStore],
})
export class PkiModule {}
