import { Global, Module } from '@nestjs/common';

import { CaRecords } from '../pki/authority/ca-records.js';
import { PkiModule } from '../pki/pki.module.js';
import { CertificateHandover, IssuedCertificates, OfferProvider, SignInVerifier } from '../sessions/ports.js';
import { StoredCaRecords } from './ca-records.js';
import { CardHolderVerifier } from './card-holder-verifier.js';
import { CertificateOrders } from './certificate-orders.js';
import { CertificateViews } from './certificate-views.js';
import { StoredHandover } from './handover.js';
import { HolderDirectory } from './holder-directory.js';
import { Installation } from './installation.js';
import { IssuanceResolver } from './issuance.resolver.js';
import { Issuing } from './issuing.js';
import { DirectoryOffers } from './offers.js';

/** Global: sessions ask its ports who signed in and what the card gets, pki keeps the authority's records in its tables. */
@Global()
@Module({
  imports: [PkiModule],
  providers: [
    HolderDirectory,
    CertificateOrders,
    CertificateViews,
    Issuing,
    Installation,
    IssuanceResolver,
    { provide: CaRecords, useClass: StoredCaRecords },
    { provide: SignInVerifier, useClass: CardHolderVerifier },
    { provide: OfferProvider, useClass: DirectoryOffers },
    { provide: IssuedCertificates, useExisting: CertificateViews },
    { provide: CertificateHandover, useClass: StoredHandover },
  ],
  exports: [CaRecords, SignInVerifier, OfferProvider, IssuedCertificates, CertificateHandover],
})
export class IssuanceModule {}
