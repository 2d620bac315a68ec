import type { CertificateOnToken, TokenInfo } from '../../card/card-port.js';
import { CertificateProblem, readCertificate } from '../../card/x509.js';
import { sameToken } from '../card-pairing.js';
import type { MakeRoomView } from '../cardholder.js';
import type { UpgradeContext } from '../context.js';
import { CancelledByCardholder, UpgradeTrouble } from '../trouble.js';
import type { UpgradeStep } from '../types.js';
import { removeCertificate } from './remove-certificate.js';

/** Bytes that a certificate takes when the card shows none to go by, and what an object costs beside its content. */
const usualBytes = 2_000;
const bytesBeside = 200;

interface Room {
  readonly step: UpgradeStep;
  readonly token: TokenInfo;
  readonly certificates: readonly CertificateOnToken[];
  /** How many certificates are to be written. */
  readonly missing: number;
}

/**
 * Before anything is issued: whether the new certificates fit beside the old, as far as the token says. When they don't, the
 * cardholder may have expired ones removed; nothing that still works is ever offered for that.
 * @throws UpgradeTrouble CARD_MEMORY_FULL; CancelledByCardholder
 */
export async function makeRoom(context: UpgradeContext, room: Room): Promise<void> {
  const needed = room.missing * bytesFor(room.certificates);
  if (await hasRoom(context, room.token, needed)) return;
  const expired = expiredAmong(room.certificates, context.parts.now());
  if (expired.length === 0)
    throw new UpgradeTrouble('CARD_MEMORY_FULL', `${needed} bytes needed, and no certificate has expired`);
  await askForConsent(context, room.step, expired);
  context.memoryWasFull = false;
  for (const certificate of expired) {
    await removeCertificate(context, room.step, certificate, 'EXPIRED');
    if (await hasRoom(context, room.token, needed)) return;
  }
  throw new UpgradeTrouble('CARD_MEMORY_FULL', `${needed} bytes needed, and no expired certificate is left`);
}

function bytesFor(certificates: readonly CertificateOnToken[]): number {
  return Math.max(usualBytes, ...certificates.map(({ der }) => der.length)) + bytesBeside;
}

/** A token that does not say counts as having room, until it said that it is full. */
async function hasRoom(context: UpgradeContext, token: TokenInfo, needed: number): Promise<boolean> {
  if (needed === 0) return true;
  const now = (await context.port.tokens()).find((candidate) => sameToken(candidate, token)) ?? token;
  return now.freeMemory === null ? !context.memoryWasFull : now.freeMemory >= needed;
}

/** The longest expired first. */
function expiredAmong(certificates: readonly CertificateOnToken[], now: Date): CertificateOnToken[] {
  const ends = certificates.flatMap((certificate) => {
    try {
      return [{ certificate, notAfter: readCertificate(certificate.der).notAfter }];
    } catch (error) {
      // Bytes that are no certificate are not ours to judge.
      if (!(error instanceof CertificateProblem)) throw error;
      return [];
    }
  });
  return ends
    .filter(({ notAfter }) => notAfter < now)
    .toSorted((one, other) => one.notAfter.getTime() - other.notAfter.getTime())
    .map(({ certificate }) => certificate);
}

async function askForConsent(context: UpgradeContext, step: UpgradeStep, expired: readonly CertificateOnToken[]): Promise<void> {
  const { progress } = context;
  const fault = { step, faultCode: 'CARD_MEMORY_FULL' } as const;
  const certificates = expired.map(({ label, der }): MakeRoomView['certificates'][number] => {
    const { issuer, notAfter } = readCertificate(der);
    return { label, issuer, notAfter };
  });
  context.parts.log.record({ kind: 'FAULT_RAISED', ...fault, detail: `${expired.length} expired certificates can be removed` });
  const action = await context.parts.cardholder.ask({ kind: 'MAKE_ROOM', step, certificates, progress }, context.signal);
  if (action.id !== 'allow') throw new CancelledByCardholder();
  context.parts.log.record({ kind: 'FAULT_CLEARED', ...fault });
  context.showWork(step, 'REMOVING_OLD');
}
