import { maskPersonnummer } from '../events/personnummer.js';
import type { Holder, Watcher } from './agent-session.types.js';
import type { HolderIdentity } from './ports.js';
import type { SessionWatcher } from './session-watcher.entity.js';
import type { UpgradeSession } from './session.entity.js';
import type { SessionSummary } from './session.types.js';

export function holderView(holder: HolderIdentity | null): Holder | null {
  if (holder === null) return null;
  const { name, hsaId, organisation, personnummer, cardNumber } = holder;
  return { name, hsaId, organisation, cardNumber, personnummer: maskPersonnummer(personnummer) };
}

/** A session's row as the board shows it; an expired pairing code is none. */
export function summaryView(session: UpgradeSession, now = new Date()): SessionSummary {
  const { pairingCode, pairingCodeExpiresAt, handlerId, handlerName } = session;
  const codeHolds = pairingCodeExpiresAt !== null && pairingCodeExpiresAt > now;
  return {
    id: session.id,
    revision: session.revision,
    state: session.state,
    purpose: session.purpose,
    continues: session.continuesId,
    pairingCode: codeHolds ? pairingCode : null,
    step: session.step,
    stepStartedAt: session.stepStartedAt,
    openedAt: session.openedAt,
    lastEventAt: session.lastEventAt,
    endedAt: session.endedAt,
    faultCode: session.faultCode,
    holder: holderView(session.holder),
    handler: handlerId !== null && handlerName !== null ? { id: handlerId, name: handlerName } : null,
    agentConnected: session.agentConnected,
    installedCertificates: session.installedCertificates,
  };
}

/** One entry for each person, however many views they have open, since the first of them. */
export function watcherViews(rows: readonly SessionWatcher[]): Watcher[] {
  const people = new Map<string, Watcher>();
  for (const { staffId, name, desk, since } of [...rows].sort((one, other) => one.since.getTime() - other.since.getTime())) {
    if (!people.has(staffId)) people.set(staffId, { name, desk, since });
  }
  return [...people.values()];
}
