import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';

import { FaultError } from '../common/fault.js';
import { WriteQueue } from '../database/write-queue.js';
import type { AgentSession } from '../sessions/agent-session.types.js';
import { SessionIssuance } from '../sessions/ports.js';
import { SessionReader } from '../sessions/session-reader.js';
import type { ConfirmInstallationInput } from './issuance.types.js';
import type { IssuedCertificateRow } from './issued-certificate.entity.js';
import { SessionCertificate } from './session-certificate.entity.js';
import { heldOrder } from './session-certificates.js';

/** The agent's word that a certificate is on the card, was read back, and works with its key. */
@Injectable()
export class Installation {
  constructor(
    private readonly writeQueue: WriteQueue,
    private readonly sessions: SessionIssuance,
    private readonly reader: SessionReader,
  ) {}

  /**
   * Confirming again changes nothing.
   * @throws FaultError CERTIFICATE_MISMATCH when serial number or hash are not those of the certificate that was issued;
   *   SESSION_STATE, SESSION_ENDED
   */
  async confirm(sessionId: string, input: ConfirmInstallationInput): Promise<AgentSession> {
    await this.writeQueue.run(
      async (manager) => {
        await this.sessions.require(manager, sessionId, 'INSTALL');
        const { profile } = input;
        const held = await heldOrder(manager, sessionId, profile);
        const { serialNumber } = checkSame(held?.order ?? null, input);
        const waiting = { sessionId, profile, installedAt: IsNull() };
        const { affected } = await manager.update(SessionCertificate, waiting, { installedAt: new Date() });
        if (affected !== 1) return false;
        const installedCertificates = await manager.countBy(SessionCertificate, { sessionId, installedAt: Not(IsNull()) });
        await this.sessions.record(manager, sessionId, {
          kind: 'CERTIFICATE_INSTALLED',
          profile,
          serialNumber,
          installedCertificates,
        });
        return true;
      },
      (isNew) => {
        if (isNew) this.sessions.announce(sessionId);
      },
    );
    return this.reader.agentSession(sessionId);
  }
}

/** @throws FaultError CERTIFICATE_MISMATCH */
function checkSame(row: IssuedCertificateRow | null, input: ConfirmInstallationInput): { serialNumber: string } {
  const { certificate = null, serialNumber = null } = row ?? {};
  if (certificate === null || serialNumber === null)
    throw new FaultError('CERTIFICATE_MISMATCH', { detail: 'no such certificate was issued in this session' });
  if (serialNumber !== normalSerialNumber(input.serialNumber))
    throw new FaultError('CERTIFICATE_MISMATCH', { detail: 'another serial number than that of the certificate issued' });
  if (createHash('sha256').update(certificate).digest('hex') !== input.sha256.toLowerCase())
    throw new FaultError('CERTIFICATE_MISMATCH', { detail: 'other bytes than those of the certificate issued' });
  return { serialNumber };
}

/** Tools write serial numbers in capitals, with colons. */
function normalSerialNumber(text: string): string {
  return text.toLowerCase().replaceAll(':', '');
}
