import type { TokenInfo } from '../../card/card-port.js';
import { keyOf } from '../card-pairing.js';
import { readCertificate, sameBytes } from '../../card/x509.js';
import type { UpgradeContext } from '../context.js';
import type { OfferedCertificate, Purpose, UpgradeStep } from '../types.js';
import { Installation } from './installation.js';
import { removeLeftovers } from './leftovers.js';
import { makeRoom } from './make-room.js';
import { putBack } from './put-back.js';
import { retireOld, type ProvenCertificate } from './retire-old.js';
import { isAmong, readContent, type TokenContent } from './token-content.js';

const stepOf: Record<Purpose, UpgradeStep> = { AUTHENTICATION: 'INSTALL_AUTHENTICATION', SIGNATURE: 'INSTALL_SIGNATURE' };

/**
 * Installs the offered certificates of one purpose on the token that is logged in. The card works while the server does: the
 * next request is signed while a certificate is issued, the next certificate written while one is confirmed. What an earlier
 * run got as far as is looked up on the card and on the server, and not done again. Old certificates and leftovers are seen
 * to when all new ones are proven, and not before.
 * @throws CardError, ServerFault, UpgradeTrouble, CancelledByCardholder
 */
export async function installPurpose(context: UpgradeContext, purpose: Purpose): Promise<void> {
  const step = stepOf[purpose];
  const token = keyOf(context.tokenOf(purpose));
  const content = await readContent(context, token);
  const offered = withKeys(context, step, content, purpose);
  const missing = offered.filter(({ profile }) => !isOnToken(context, content, profile)).length;
  const room = { step, token: context.tokenOf(purpose), certificates: content.certificates, missing };
  await makeRoom(context, { ...room, other: otherToken(context, purpose) });
  const installations = offered.map((certificate) => new Installation(context, step, token, content, certificate));
  const proven = await installAll(context, installations);
  await retireOld(context, { step, purpose, token }, proven);
  for (const installation of installations) await installation.settle();
  await removeLeftovers(context, step, token);
  await putBack(context, step, token);
}

/**
 * The offered certificates of the purpose. An existing one whose key is not on the card any more can't be fetched again: staff are
 * told, and it keeps none of the others from being fetched.
 */
function withKeys(context: UpgradeContext, step: UpgradeStep, { keys }: TokenContent, purpose: Purpose): OfferedCertificate[] {
  const { session, offer, parts } = context;
  const offered = offer.certificates.filter((certificate) => certificate.purpose === purpose);
  if (session?.purpose !== 'RESTORE') return offered;
  return offered.filter(({ profile }) => {
    const issued = session.certificates.find((candidate) => candidate.profile === profile);
    if (issued === undefined) return false;
    const { publicKey } = readCertificate(Buffer.from(issued.certificate, 'base64'));
    if (keys.some((key) => sameBytes(key.publicKey, publicKey))) return true;
    const detail = `The key of certificate ${issued.serialNumber} is not on the card any more`;
    const fault = { step, profile, faultCode: 'CERTIFICATE_MISMATCH' } as const;
    parts.log.record({ kind: 'FAULT_RAISED', ...fault, detail });
    parts.log.record({ kind: 'FAULT_CLEARED', ...fault });
    return false;
  });
}

async function installAll(context: UpgradeContext, installations: readonly Installation[]): Promise<ProvenCertificate[]> {
  for (const installation of installations) {
    context.throwIfStopped();
    await installation.request();
  }
  const proven: ProvenCertificate[] = [];
  for (const installation of installations) {
    context.throwIfStopped();
    const der = await installation.install();
    proven.push({ der, notBefore: readCertificate(der).notBefore });
  }
  for (const installation of installations) await installation.confirmed();
  return proven;
}

/** The other PIN's token, which comes after this one; what it needs is counted before anything is issued. */
function otherToken(context: UpgradeContext, purpose: Purpose): { token: TokenInfo; missing: number } | null {
  if (purpose === 'SIGNATURE') return null;
  const installed = context.session?.certificates.filter((issued) => issued.installed).map(({ profile }) => profile) ?? [];
  const later = context.offer.certificates.filter((one) => one.purpose === 'SIGNATURE' && !installed.includes(one.profile));
  return { token: context.card.signature, missing: later.length };
}

/** Issued before a break, and written then. */
function isOnToken({ session }: UpgradeContext, { certificates }: TokenContent, profile: string): boolean {
  const issued = session?.certificates.find((candidate) => candidate.profile === profile);
  return issued !== undefined && isAmong(certificates, Buffer.from(issued.certificate, 'base64'));
}
