import 'reflect-metadata';
import { AuthorityKeyIdentifierExtension, Extension, Name, PublicKey, X509CrlGenerator, X509CrlReason } from '@peculiar/x509';

import { encodeInteger } from '../der.js';
import { publicKeyDer } from '../public-key.js';
import type { CaRecords, PublishedList } from './ca-records.js';
import type { RevocationReason } from './certificate-authority.js';
import { SIGNATURE_ALGORITHM } from './certificate-maker.js';
import type { Signer } from './certificate-maker.js';

const CRL_NUMBER = '2.5.29.20';
const DAY_MS = 24 * 60 * 60 * 1000;
/** A list is good for a week and renewed every day, so that a server may be away for some days. */
export const LIST_LIFE_MS = 7 * DAY_MS;
export const RENEW_AFTER_MS = DAY_MS;
const CLOCK_TOLERANCE_MS = 10 * 60 * 1000;
/** Other processes publish too; more rounds than there are processes help nobody. */
const MOST_ROUNDS = 10;

const reasons: Readonly<Record<RevocationReason, X509CrlReason>> = {
  KEY_COMPROMISE: X509CrlReason.keyCompromise,
  AFFILIATION_CHANGED: X509CrlReason.affiliationChanged,
  SUPERSEDED: X509CrlReason.superseded,
  CESSATION_OF_OPERATION: X509CrlReason.cessationOfOperation,
};

/** Keeps one authority's CRL (RFC 5280 section 5) published and fresh. */
export class ListPublisher {
  private renewing: Promise<PublishedList> | null = null;

  constructor(
    private readonly issuer: Signer,
    private readonly records: CaRecords,
    private readonly keyId: string,
  ) {}

  /** The list in force, renewed when it is a day old. */
  async current(now = new Date()): Promise<PublishedList> {
    const published = await this.records.publishedList(this.keyId);
    if (published !== null && now.getTime() - published.thisUpdate.getTime() < RENEW_AFTER_MS + CLOCK_TOLERANCE_MS)
      return published;
    this.renewing ??= this.publish(now).finally(() => (this.renewing = null));
    return this.renewing;
  }

  /**
   * Signs and stores a list with everything revoked so far. When another process published in between, it begins again:
   * its own list could lack what the other one has.
   */
  async publish(now = new Date()): Promise<PublishedList> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const before = (await this.records.publishedList(this.keyId))?.number ?? null;
      const list = await this.sign(nextNumber(before, now), now);
      if (await this.records.publish(this.keyId, before, list)) return list;
    }
    throw new Error(`the CRL of ${this.issuer.certificate.authorityName} could not be published: others always came first`);
  }

  private async sign(number: number, now: Date): Promise<PublishedList> {
    const { certificate, key } = this.issuer;
    const thisUpdate = wholeSeconds(now.getTime() - CLOCK_TOLERANCE_MS);
    const nextUpdate = wholeSeconds(now.getTime() + LIST_LIFE_MS);
    const crl = await X509CrlGenerator.create({
      issuer: new Name(new Uint8Array(certificate.subjectDer)),
      thisUpdate,
      nextUpdate,
      entries: (await this.records.revocations(this.keyId)).map(({ serialNumber, revokedAt, reason }) => ({
        serialNumber,
        revocationDate: wholeSeconds(revokedAt.getTime()),
        reason: reasons[reason],
      })),
      extensions: [
        await AuthorityKeyIdentifierExtension.create(new PublicKey(publicKeyDer(certificate.publicKey))),
        new Extension(CRL_NUMBER, false, encodeInteger(BigInt(number))),
      ],
      signingAlgorithm: SIGNATURE_ALGORITHM,
      signingKey: key,
    });
    return { number, thisUpdate, nextUpdate, der: new Uint8Array(crl.rawData) };
  }
}

/** Rises even when the database was lost, since whoever has a list takes no lower number. */
function nextNumber(before: number | null, now: Date): number {
  return Math.max((before ?? 0) + 1, Math.floor(now.getTime() / 1000));
}

function wholeSeconds(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / 1000) * 1000);
}
