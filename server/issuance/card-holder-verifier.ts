import { Injectable } from '@nestjs/common';

import { FaultError } from '../common/fault.js';
import { MalformedCertificate, sameBytes } from '../pki/certificate.js';
import type { Certificate } from '../pki/certificate.js';
import { valueOf } from '../pki/distinguished-name.js';
import type { NameAttribute } from '../pki/distinguished-name.js';
import { WebEidValidator } from '../pki/sign-in/web-eid-validator.js';
import { TrustStore } from '../pki/trust/trust-store.js';
import type { WebEidTokenInput } from '../sessions/offer.types.js';
import { SignInVerifier } from '../sessions/ports.js';
import type { HolderIdentity, SignInExpectation } from '../sessions/ports.js';
import { HolderDirectory } from './holder-directory.js';
import type { HolderQuery } from './holder-directory.js';
import { isHsaId, isPersonnummer } from './identifiers.js';
import { signInKeyHash } from './key-policy.js';

/** Who signed in: what the validated certificate says, completed by the holder directory. */
@Injectable()
export class CardHolderVerifier extends SignInVerifier {
  constructor(
    private readonly validator: WebEidValidator,
    private readonly directory: HolderDirectory,
    private readonly trust: TrustStore,
  ) {
    super();
  }

  signInKey(holder: HolderIdentity): string {
    return signInKeyHash(holder);
  }

  async acceptedIssuers(): Promise<Uint8Array[]> {
    const names = (await this.trust.authorities()).map(({ subjectDer }) => subjectDer);
    return names.filter((name, index) => names.findIndex((other) => sameBytes(name, other)) === index);
  }

  async verify(token: WebEidTokenInput, expected: SignInExpectation): Promise<HolderIdentity> {
    const certificate = await this.validator.validate(token, expected);
    const subject = subjectOf(certificate);
    const query = queryOf(subject, certificate.cardNumber);
    const person = (await this.directory.find(query))?.person;
    const said = (name: 'GN' | 'SN' | 'O' | 'CN'): string | null => valueOf(subject, name);
    const givenName = person?.givenName ?? said('GN') ?? '';
    const surname = person?.surname ?? said('SN') ?? '';
    return {
      name: person?.name ?? said('CN') ?? `${givenName} ${surname}`.trim(),
      givenName,
      surname,
      hsaId: query.hsaId ?? person?.hsaId ?? null,
      organisation: person?.organisation ?? said('O'),
      personnummer: query.personnummer || (person?.personnummer ?? ''),
      cardNumber: query.cardNumber,
      signInCertificate: Buffer.from(certificate.der).toString('base64'),
    };
  }
}

function subjectOf(certificate: Certificate): NameAttribute[] {
  try {
    return certificate.subject;
  } catch (error) {
    if (error instanceof MalformedCertificate)
      throw new FaultError('SIGN_IN_CERTIFICATE_UNTRUSTED', { detail: error.message, cause: error });
    throw error;
  }
}

/** @throws FaultError SIGN_IN_CERTIFICATE_UNTRUSTED when the certificate names no person by HSA-id or personnummer */
function queryOf(subject: readonly NameAttribute[], cardNumber: string | null): HolderQuery {
  const identifier = valueOf(subject, 'serialNumber') ?? '';
  if (isHsaId(identifier)) return { hsaId: identifier, personnummer: '', cardNumber };
  if (isPersonnummer(identifier)) return { hsaId: null, personnummer: identifier, cardNumber };
  throw new FaultError('SIGN_IN_CERTIFICATE_UNTRUSTED', { detail: 'its subject has neither HSA-id nor personnummer' });
}
