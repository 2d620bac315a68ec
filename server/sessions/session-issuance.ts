import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { CertificateProfile } from '../common/certificate-profile.js';
import { FaultError } from '../common/fault.js';
import type { UpgradeStep } from '../common/upgrade-step.js';
import { holderOf } from './agent/holder-of.js';
import { SessionIssuance } from './ports.js';
import type { IssuanceNote, IssuingSession } from './ports.js';
import { SessionChanges } from './session-changes.js';
import { hasEnded, nextState } from './session-state.js';
import { findSession } from './session-table.js';

const stepOf: Readonly<Record<CertificateProfile, UpgradeStep>> = {
  HSA_AUTHENTICATION: 'INSTALL_AUTHENTICATION',
  PERSON_AUTHENTICATION: 'INSTALL_AUTHENTICATION',
  HSA_SIGNATURE: 'INSTALL_SIGNATURE',
  PERSON_SIGNATURE: 'INSTALL_SIGNATURE',
};

const actionOf = { CERTIFICATE_ISSUED: 'ISSUE', CERTIFICATE_INSTALLED: 'INSTALL' } as const;

@Injectable()
export class SessionsForIssuance extends SessionIssuance {
  constructor(private readonly changes: SessionChanges) {
    super();
  }

  async require(manager: EntityManager, sessionId: string, action: 'ISSUE' | 'INSTALL'): Promise<IssuingSession> {
    const session = await findSession(manager, sessionId);
    nextState(session.state, action);
    if (action === 'ISSUE' && session.purpose === 'RESTORE')
      throw new FaultError('SESSION_STATE', { detail: 'a session that restores issues nothing' });
    return { id: session.id, holder: holderOf(session) };
  }

  async record(manager: EntityManager, sessionId: string, note: IssuanceNote): Promise<void> {
    await this.changes.inside(manager, sessionId, (edit) => {
      const { session, now, events } = edit;
      // What an authority has signed is on record, also when the session was given up meanwhile.
      const signedTooLate = note.kind === 'CERTIFICATE_ISSUED' && hasEnded(session.state);
      if (!signedTooLate) session.state = nextState(session.state, actionOf[note.kind]);
      const { kind, profile, serialNumber } = note;
      const milliseconds = note.kind === 'CERTIFICATE_ISSUED' ? note.milliseconds : null;
      events.push({ kind, profile, step: stepOf[profile], detail: serialNumber, milliseconds, occurredAt: now });
      if (note.kind === 'CERTIFICATE_INSTALLED') session.installedCertificates = note.installedCertificates;
      // Its certificates.
      edit.agentSees = true;
    });
  }

  announce(sessionId: string): void {
    this.changes.announce(sessionId);
  }
}
