import { CardError } from './card-error.js';
import type { CertificateOnToken } from './card-port.js';

/**
 * Whether a write was refused because the token takes only one certificate with a CKA_ID, as far as that can be told:
 * modules have no return value of their own for it (OpenSC answers CKR_GENERAL_ERROR).
 * @param certificates those on the token.
 */
export function isDuplicateIdRefusal(error: unknown, ckaId: string, certificates: readonly CertificateOnToken[]): boolean {
  if (!(error instanceof CardError) || error.functionName !== 'C_CreateObject') return false;
  if (error.faultCode !== 'CARD_ERROR' && error.faultCode !== 'UNKNOWN') return false;
  return certificates.some((certificate) => certificate.ckaId === ckaId);
}
