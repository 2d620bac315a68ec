import { Injectable } from '@nestjs/common';

import { CertificateProfile } from '../common/certificate-profile.js';
import { FaultError } from '../common/fault.js';
import { Configuration } from '../config/configuration.js';
import { CertificateAuthority } from '../pki/authority/certificate-authority.js';
import { profileRules } from '../pki/authority/profiles.js';
import { Certificate } from '../pki/certificate.js';
import { nameAttribute, valueOf } from '../pki/distinguished-name.js';
import type { NameAttribute } from '../pki/distinguished-name.js';
import type { IssuedCertificate, Offer, OfferedCertificate } from '../sessions/offer.types.js';
import { OfferProvider } from '../sessions/ports.js';
import type { HolderIdentity } from '../sessions/ports.js';
import { HolderDirectory } from './holder-directory.js';
import { terms } from './terms.js';

/** Certificates of reserve cards come from authorities of level 2. */
const RESERVE_CARD_ISSUER = /\b2 CA\b/;
const hsaProfiles: readonly CertificateProfile[] = ['HSA_AUTHENTICATION', 'HSA_SIGNATURE'];

/** What a holder's card gets, by the holder directory; without one, by what its certificate says. */
@Injectable()
export class DirectoryOffers extends OfferProvider {
  constructor(
    private readonly configuration: Configuration,
    private readonly directory: HolderDirectory,
    private readonly authority: CertificateAuthority,
  ) {
    super();
  }

  async offer(holder: HolderIdentity): Promise<Offer> {
    const locality = await this.eligible(holder);
    const subjects = { hsa: this.hsaSubject(holder, locality), person: personSubject(holder) };
    const certificates = Object.values(CertificateProfile).flatMap((profile): OfferedCertificate[] => {
      const subject = hsaProfiles.includes(profile) ? subjects.hsa : subjects.person;
      if (subject === null) return [];
      return [{ profile, purpose: profileRules[profile].purpose, issuer: this.authority.issuerName(profile), subject }];
    });
    return {
      keyPolicy: this.configuration.keyPolicy,
      keyTypes: [...this.configuration.keyTypes],
      oldCertificates: this.configuration.oldCertificates,
      certificates,
      terms: terms(this.configuration.termsVersion),
      authorities: this.authority.authorities().map(({ der }) => der),
    };
  }

  async offerAgain(holder: HolderIdentity, certificates: readonly IssuedCertificate[]): Promise<Offer> {
    const again = certificates.map(({ profile, certificate }): OfferedCertificate => {
      const { subject } = Certificate.parse(certificate);
      return { profile, purpose: profileRules[profile].purpose, issuer: this.authority.issuerName(profile), subject };
    });
    // What is fetched again replaces nothing.
    return { ...(await this.offer(holder)), oldCertificates: 'KEEP', certificates: again };
  }

  /** @returns the holder's locality @throws FaultError CARD_NOT_ELIGIBLE with the reason for staff */
  private async eligible(holder: HolderIdentity): Promise<string | null> {
    const signedInWith = Certificate.parse(Buffer.from(holder.signInCertificate, 'base64'));
    if (RESERVE_CARD_ISSUER.test(signedInWith.issuerName)) throw notEligible('a reserve card');
    if (!this.directory.isConfigured) return valueOf(signedInWith.subject, 'L');
    const found = await this.directory.find(holder);
    if (found === null) throw notEligible('its holder is not in the directory');
    if (found.card === null) throw notEligible('the directory has no such card of this holder');
    if (found.card.cardKind === 'RESERVE') throw notEligible('a reserve card');
    if (found.card.cardStatus !== 'RECEIVED') throw notEligible('not received by its holder yet (skickat)');
    return found.card.locality;
  }

  /** null for a holder without HSA-id. */
  private hsaSubject(holder: HolderIdentity, locality: string | null): NameAttribute[] | null {
    if (holder.hsaId === null) return null;
    return [
      nameAttribute('C', 'SE'),
      ...(locality === null ? [] : [nameAttribute('L', locality)]),
      nameAttribute('O', holder.organisation ?? this.configuration.organisation),
      ...personAttributes(holder),
      nameAttribute('serialNumber', holder.hsaId),
    ];
  }
}

/** null for a holder whose personnummer nobody told. */
function personSubject(holder: HolderIdentity): NameAttribute[] | null {
  if (holder.personnummer === '') return null;
  return [nameAttribute('C', 'SE'), ...personAttributes(holder), nameAttribute('serialNumber', holder.personnummer)];
}

function personAttributes({ name, surname, givenName }: HolderIdentity): NameAttribute[] {
  const attributes = [nameAttribute('CN', name), nameAttribute('SN', surname), nameAttribute('GN', givenName)];
  return attributes.filter(({ value }) => value !== '');
}

function notEligible(detail: string): FaultError {
  return new FaultError('CARD_NOT_ELIGIBLE', { detail });
}
