import { CertificateProblem, readCertificate, sameBytes } from '../../card/x509.js';
import type { TokenKey } from '../../card/card-port.js';
import type { UpgradeContext } from '../context.js';
import type { UpgradeStep } from '../types.js';
import { attempt } from './attempt.js';
import { certificateChange, isAmong } from './token-content.js';

/**
 * In a session that fetches existing certificates: writes back what this agent removed from the token earlier, from its
 * journal, as long as it is valid, its key is still there, and the card takes it.
 */
export async function putBack(context: UpgradeContext, step: UpgradeStep, token: TokenKey): Promise<void> {
  const { port, parts, session } = context;
  if (session?.purpose !== 'RESTORE') return;
  const removed = parts.journal.removedFrom(token);
  if (removed.length === 0) return;
  const [keys, certificates] = [await port.keys(token), await port.certificates(token)];
  for (const certificate of removed) {
    if (isAmong(certificates, certificate.der) || !isValid(certificate.der, parts.now())) continue;
    const { publicKey } = readCertificate(certificate.der);
    if (!keys.some((key) => sameBytes(key.publicKey, publicKey))) continue;
    context.throwIfStopped();
    const change = certificateChange('WRITE_CERTIFICATE', certificate, null);
    const isWritten = await attempt(context, { step }, async () => {
      parts.journal.before(change);
      await port.writeCertificate(token, certificate);
      parts.journal.after(change);
    });
    const detail = readCertificate(certificate.der).serialNumber;
    if (isWritten) parts.log.record({ kind: 'CERTIFICATE_WRITTEN', step, detail });
  }
}

function isValid(der: Uint8Array, now: Date): boolean {
  try {
    const { notBefore, notAfter } = readCertificate(der);
    return notBefore <= now && now <= notAfter;
  } catch (error) {
    if (!(error instanceof CertificateProblem)) throw error;
    return false;
  }
}
