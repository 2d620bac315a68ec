import { Injectable } from '@nestjs/common';

import type { CertificateProfile } from '../common/certificate-profile.js';
import { FaultError } from '../common/fault.js';
import { ReadSource } from '../database/read-source.js';
import { CertificateAuthority } from '../pki/authority/certificate-authority.js';
import { Certificate, MalformedCertificate, sameBytes } from '../pki/certificate.js';
import { readCertificateRequest } from '../pki/certificate-request.js';
import type { CertificateRequest } from '../pki/certificate-request.js';
import { keyHash, publicKeyDer } from '../pki/public-key.js';
import type { IssuedCertificate, SubjectAttribute } from '../sessions/offer.types.js';
import { OfferProvider, SessionIssuance } from '../sessions/ports.js';
import type { IssuingSession } from '../sessions/ports.js';
import { CertificateOrders } from './certificate-orders.js';
import { CertificateViews } from './certificate-views.js';
import type { IssuedCertificateRow } from './issued-certificate.entity.js';
import { checkKeyStrength } from './key-policy.js';

/** From a request to a certificate: checked here, signed by the authority, stored, and the same again when repeated. */
@Injectable()
export class Issuing {
  constructor(
    private readonly source: ReadSource,
    private readonly sessions: SessionIssuance,
    private readonly offers: OfferProvider,
    private readonly orders: CertificateOrders,
    private readonly authority: CertificateAuthority,
    private readonly views: CertificateViews,
  ) {}

  /**
   * @param der PKCS#10 request
   * @throws FaultError REQUEST_REJECTED, PROOF_OF_POSSESSION_FAILED, KEY_POLICY_VIOLATED, SUBJECT_MISMATCH,
   *   CARD_NOT_ELIGIBLE, CA_UNREACHABLE, SESSION_STATE, SESSION_ENDED
   */
  async request(sessionId: string, profile: CertificateProfile, der: Uint8Array): Promise<IssuedCertificate> {
    const session = await this.sessions.require(this.source.manager, sessionId);
    const request = readCertificateRequest(der);
    checkKeyStrength(request.publicKey);
    const subject = await this.offeredSubject(session, profile);
    if (!isSameName(request.subject, subject)) throw new FaultError('SUBJECT_MISMATCH', { detail: 'not the subject offered' });
    const order = await this.orders.place(sessionId, profile, keyHash(request.publicKey));
    return this.views.ofRow(order.certificate === null ? await this.issue(order, request, subject, session) : order);
  }

  private async offeredSubject({ holder }: IssuingSession, profile: CertificateProfile): Promise<SubjectAttribute[]> {
    const { certificates } = await this.offers.offer(holder);
    const offered = certificates.find((certificate) => certificate.profile === profile);
    if (offered === undefined) throw new FaultError('REQUEST_REJECTED', { detail: `${profile} is not offered to this card` });
    return offered.subject;
  }

  private async issue(
    row: IssuedCertificateRow,
    request: CertificateRequest,
    subject: readonly SubjectAttribute[],
    { holder }: IssuingSession,
  ): Promise<IssuedCertificateRow> {
    const started = performance.now();
    const certificate = await this.authority.issue({
      id: row.orderId,
      placedAt: row.orderedAt,
      profile: row.profile,
      request: request.der,
      publicKey: request.publicKey,
      subject,
      cardNumber: holder.cardNumber,
    });
    const milliseconds = Math.round(performance.now() - started);
    const { serialNumber } = checkAnswer(certificate, request);
    const completed = await this.orders.complete(row, { certificate, serialNumber }, milliseconds);
    // Given up while the authority worked: it is on record, and goes to nobody.
    await this.sessions.require(this.source.manager, row.sessionId);
    return completed;
  }
}

/** An authority elsewhere may err; a wrong certificate must not get as far as the card. */
function checkAnswer(der: Uint8Array, request: CertificateRequest): Certificate {
  const certificate = parseAnswer(der);
  if (!sameBytes(publicKeyDer(certificate.publicKey), publicKeyDer(request.publicKey)))
    throw new FaultError('CERTIFICATE_MISMATCH', { detail: 'the authority answered with another key' });
  if (!isSameName(certificate.subject, request.subject))
    throw new FaultError('CERTIFICATE_MISMATCH', { detail: 'the authority answered with another subject' });
  return certificate;
}

function parseAnswer(der: Uint8Array): Certificate {
  try {
    return Certificate.parse(der);
  } catch (error) {
    if (error instanceof MalformedCertificate)
      throw new FaultError('CERTIFICATE_MISMATCH', { detail: 'the authority answered with no certificate', cause: error });
    throw error;
  }
}

type Attributes = readonly Pick<SubjectAttribute, 'type' | 'value'>[];

/** The same attributes with the same values in the same order. */
function isSameName(one: Attributes, other: Attributes): boolean {
  return (
    one.length === other.length &&
    one.every(({ type, value }, index) => type === other[index]?.type && value === other[index]?.value)
  );
}
