import type { CertificateOnToken } from '../../card/card-port.js';
import { CertificateProblem, readCertificate } from '../../card/x509.js';
import type { UpgradeContext } from '../context.js';
import type { UpgradeStep } from '../types.js';
import { certificateChange } from './token-content.js';

/** Takes one certificate off the card. The journal has its bytes first, so that it can be put back. */
export async function removeCertificate(
  context: UpgradeContext,
  step: UpgradeStep,
  certificate: CertificateOnToken,
  why: 'EXPIRED' | 'REPLACED',
): Promise<void> {
  const { port, parts } = context;
  context.throwIfStopped();
  const change = certificateChange('REMOVE_CERTIFICATE', certificate, null);
  parts.journal.before(change);
  await port.removeCertificate(certificate.token, certificate);
  parts.journal.after(change);
  parts.log.record({ kind: 'CERTIFICATE_REMOVED', step, detail: `${why} ${nameOf(certificate.der)}` });
}

function nameOf(der: Uint8Array): string {
  try {
    const { serialNumber, issuer } = readCertificate(der);
    return `${serialNumber}, ${issuer}`;
  } catch (error) {
    if (!(error instanceof CertificateProblem)) throw error;
    return error.message;
  }
}
