import { Injectable } from '@nestjs/common';

import type { CertificateProfile } from '../common/certificate-profile.js';
import { FaultError } from '../common/fault.js';
import { ReadSource } from '../database/read-source.js';
import { CertificateAuthority } from '../pki/authority/certificate-authority.js';
import { Certificate, MalformedCertificate, sameBytes } from '../pki/certificate.js';
import { readCertificateRequest } from '../pki/certificate-request.js';
import type { CertificateRequest } from '../pki/certificate-request.js';
import { isSameName } from '../pki/distinguished-name.js';
import { keyHash, publicKeyDer } from '../pki/public-key.js';
import type { IssuedCertificate, Offer, SubjectAttribute } from '../sessions/offer.types.js';
import { OfferProvider, SessionIssuance } from '../sessions/ports.js';
import type { IssuingSession } from '../sessions/ports.js';
import { CertificateOrders } from './certificate-orders.js';
import { CertificateViews } from './certificate-views.js';
import type { IssuedCertificateRow } from './issued-certificate.entity.js';
import { checkKeyStrength, checkKeyType } from './key-policy.js';

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
    const session = await this.sessions.require(this.source.manager, sessionId, 'ISSUE');
    const request = readCertificateRequest(der);
    checkKeyStrength(request.publicKey);
    const offer = await this.offers.offer(session.holder);
    checkKeyType(request.publicKey, offer);
    const subject = offeredSubject(offer, profile);
    if (!isSameName(request.subject, subject)) throw new FaultError('SUBJECT_MISMATCH', { detail: 'not the subject offered' });
    const { order, installedAt } = await this.orders.place(sessionId, profile, keyHash(request.publicKey), offer.keyPolicy);
    const answered = order.certificate === null ? await this.issue(order, request, subject, session) : order;
    return this.views.ofOrder({ order: answered, installedAt });
  }

  private async issue(
    order: IssuedCertificateRow,
    request: CertificateRequest,
    subject: readonly SubjectAttribute[],
    { id, holder }: IssuingSession,
  ): Promise<IssuedCertificateRow> {
    const started = performance.now();
    const certificate = await this.authority.issue({
      id: order.orderId,
      placedAt: order.orderedAt,
      profile: order.profile,
      request: request.der,
      publicKey: request.publicKey,
      subject,
      cardNumber: holder.cardNumber,
    });
    const milliseconds = Math.round(performance.now() - started);
    const { serialNumber } = checkAnswer(certificate, request);
    const completed = await this.orders.complete(order, { certificate, serialNumber }, milliseconds);
    // Given up while the authority worked: it is on record, and goes to no one but a later session of the card.
    await this.sessions.require(this.source.manager, id, 'ISSUE');
    return completed;
  }
}

function offeredSubject({ certificates }: Offer, profile: CertificateProfile): SubjectAttribute[] {
  const offered = certificates.find((certificate) => certificate.profile === profile);
  if (offered === undefined) throw new FaultError('REQUEST_REJECTED', { detail: `${profile} is not offered to this card` });
  return offered.subject;
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
