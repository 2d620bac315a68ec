import { createHash, createSign, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { signRequest } from '../../agent/card/pkcs10.js';
import type { NameAttribute } from '../../agent/card/pkcs10.js';
import type { OldAuthority } from '../../agent/card-tool/old-authority.js';
import { inventPerson } from '../../agent/card-tool/person.js';
import type { Person } from '../../agent/card-tool/person.js';
import type { CertificatePurpose, WebEidTokenInput } from '../../agent/generated/graphql.js';

interface Pair {
  readonly privateKey: KeyObject;
  /** DER SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
}

/**
 * What of a card a server sees: keys that sign, and an old certificate to sign in with. For tests of the server alone;
 * those of the card use SoftHSM.
 */
export class SoftwareCard {
  private constructor(
    readonly person: Person,
    private readonly pairs: Readonly<Record<CertificatePurpose, Pair>>,
    private readonly signInCertificate: Uint8Array,
  ) {}

  static async make(authority: OldAuthority, person: Person = inventPerson()): Promise<SoftwareCard> {
    const pairs = { AUTHENTICATION: newPair(), SIGNATURE: newPair() };
    const certificate = await authority.issue({
      issuer: 'CARD_ISSUER',
      purpose: 'AUTHENTICATION',
      subject: subjectOf(person),
      cardNumber: person.cardNumber,
      publicKey: pairs.AUTHENTICATION.publicKey,
    });
    return new SoftwareCard(person, pairs, certificate);
  }

  /** Web eID: the authentication key signs hash(origin) ‖ hash(nonce). */
  signIn({ origin, nonce }: { readonly origin: string; readonly nonce: string }): WebEidTokenInput {
    const data = Buffer.concat([origin, nonce].map((text) => createHash('sha256').update(text).digest()));
    return {
      format: 'web-eid:1.0',
      unverifiedCertificate: Buffer.from(this.signInCertificate).toString('base64'),
      algorithm: 'RS256',
      signature: this.sign('AUTHENTICATION', data).toString('base64'),
      appVersion: 'test',
    };
  }

  /** @returns a PKCS#10 request, DER in base64 */
  async request(purpose: CertificatePurpose, subject: readonly NameAttribute[]): Promise<string> {
    const { publicKey } = this.pairs[purpose];
    const request = await signRequest(subject, publicKey, (data) =>
      Promise.resolve({ algorithm: 'RS256', bytes: this.sign(purpose, data) }),
    );
    return Buffer.from(request).toString('base64');
  }

  private sign(purpose: CertificatePurpose, data: Uint8Array): Buffer {
    return createSign('sha256').update(data).sign(this.pairs[purpose].privateKey);
  }
}

function newPair(): Pair {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { privateKey, publicKey: publicKey.export({ type: 'spki', format: 'der' }) };
}

function subjectOf({ name, surname, givenName, personnummer }: Person): NameAttribute[] {
  return [
    { type: '2.5.4.6', value: 'SE' },
    { type: '2.5.4.3', value: name },
    { type: '2.5.4.4', value: surname },
    { type: '2.5.4.42', value: givenName },
    { type: '2.5.4.5', value: personnummer },
  ];
}
