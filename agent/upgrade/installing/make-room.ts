import type { CertificateOnToken, TokenInfo } from '../../card/card-port.js';
import { CertificateProblem, readCertificate } from '../../card/x509.js';
import { sameToken } from '../card-pairing.js';
import { reportCard } from '../card-report.js';
import type { MakeRoomView } from '../cardholder.js';
import type { UpgradeContext } from '../context.js';
import { CancelledByCardholder, UpgradeTrouble } from '../trouble.js';
import type { UpgradeStep } from '../types.js';
import { removeCertificate } from './remove-certificate.js';

/** Bytes that a new certificate takes at least, with what newer hierarchies put in it; and beyond the largest old one. */
const usualBytes = 1_800;
const bytesBeside = 200;

interface Room {
  readonly step: UpgradeStep;
  readonly token: TokenInfo;
  /** What is on the token now. */
  readonly certificates: readonly CertificateOnToken[];
  /** How many certificates are to be written to it. */
  readonly missing: number;
  /** The card's other token, and how many are to be written there later; null on cards with one. */
  readonly other: { readonly token: TokenInfo; readonly missing: number } | null;
}

/**
 * Before anything is issued: whether the new certificates fit beside the old, as far as the token says. When they don't, the
 * cardholder may have expired ones removed; nothing that still works is ever offered for that.
 * @throws UpgradeTrouble CARD_MEMORY_FULL; CancelledByCardholder
 */
export async function makeRoom(context: UpgradeContext, room: Room): Promise<void> {
  const needed = await bytesNeeded(context, room);
  if (needed === 0) return;
  const free = await freeMemory(context, room.token);
  const isSaidToFit = free === null || free >= needed;
  const expired = expiredAmong(room.certificates, context.parts.now());
  // A card that was full all the same is tried again when nothing can be removed: another program may have made room.
  if (isSaidToFit && (!context.memoryWasFull || expired.length === 0)) return;
  requireEnough(free, expired, needed);
  await askForConsent(context, room.step, expired);
  context.memoryWasFull = false;
  for (const certificate of expired) {
    await removeCertificate(context, room.step, certificate, 'EXPIRED');
    if (!(await hasRoom(context, room.token, needed))) continue;
    context.parts.log.record({ kind: 'CARD_SEEN', step: room.step, card: await reportCard(context) });
    return;
  }
  throw new UpgradeTrouble('CARD_MEMORY_FULL', `${needed} bytes needed, and no expired certificate is left`);
}

/**
 * For this token, and, when both tokens of the card report the same memory, for what the other needs beyond what its own
 * expired certificates give back.
 */
async function bytesNeeded(context: UpgradeContext, { token, certificates, missing, other }: Room): Promise<number> {
  const each = bytesFor(certificates);
  const here = missing * each;
  if (other === null || other.missing === 0) return here;
  const [free, freeThere] = await Promise.all([freeMemory(context, token), freeMemory(context, other.token)]);
  if (free === null || free !== freeThere || free >= here + other.missing * each) return here;
  // On a card with one token the expired ones are the same, and give their bytes back once.
  if (sameToken(token, other.token)) return here + other.missing * each;
  const there = expiredAmong(await context.port.certificates(other.token), context.parts.now());
  return here + Math.max(0, other.missing * each - bytesOf(there));
}

/** @throws UpgradeTrouble CARD_MEMORY_FULL when all that has expired would not be enough: nobody is asked for what does not help. */
function requireEnough(free: number | null, expired: readonly CertificateOnToken[], needed: number): void {
  if (expired.length > 0 && (free === null || free + bytesOf(expired) >= needed)) return;
  const detail = `${free ?? 'unknown'} bytes free, ${needed} needed, ${bytesOf(expired)} in expired certificates`;
  throw new UpgradeTrouble('CARD_MEMORY_FULL', detail);
}

function bytesFor(certificates: readonly CertificateOnToken[]): number {
  return Math.max(usualBytes, ...certificates.map(({ der }) => der.length + bytesBeside));
}

function bytesOf(certificates: readonly CertificateOnToken[]): number {
  return certificates.reduce((sum, { der }) => sum + der.length, 0);
}

async function freeMemory(context: UpgradeContext, token: TokenInfo): Promise<number | null> {
  const now = (await context.port.tokens()).find((candidate) => sameToken(candidate, token)) ?? token;
  return now.freeMemory;
}

/** A token that does not say counts as having room. */
async function hasRoom(context: UpgradeContext, token: TokenInfo, needed: number): Promise<boolean> {
  const free = await freeMemory(context, token);
  return free === null || free >= needed;
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
  context.parts.log.record({ kind: 'FAULT_RAISED', ...fault, detail: `Expired certificates on the token: ${expired.length}` });
  const action = await context.parts.cardholder.ask({ kind: 'MAKE_ROOM', step, certificates, progress }, context.signal);
  if (action.id !== 'allow') throw new CancelledByCardholder();
  context.parts.log.record({ kind: 'FAULT_CLEARED', ...fault });
  context.showWork(step, 'REMOVING_OLD');
}
