import { CardError } from '../../card/card-error.js';
import type { CertificateOnToken, TokenKey } from '../../card/card-port.js';
import { describeUse } from '../certificates.js';
import type { UpgradeContext } from '../context.js';
import type { FaultCode, Offer, Purpose, UpgradeStep } from '../types.js';
import { removeCertificate } from './remove-certificate.js';
import { isAmong } from './token-content.js';

/** A certificate of this upgrade that the card has proved to work. */
export interface ProvenCertificate {
  readonly der: Uint8Array;
  readonly notBefore: Date;
}

/** Faults that end the work, whatever it was; any other only leaves an old certificate where it was. */
const endsWork: readonly FaultCode[] = ['CARD_REMOVED', 'MODULE_CRASHED', 'MODULE_TIMED_OUT'];

/**
 * Removes old certificates of one purpose, as the policy says, after the new ones were proven. One that can't be removed stays:
 * the upgrade is as good with it.
 */
export async function retireOld(
  context: UpgradeContext,
  place: { readonly step: UpgradeStep; readonly purpose: Purpose; readonly token: TokenKey },
  proven: readonly ProvenCertificate[],
): Promise<void> {
  const policy = context.offer.oldCertificates;
  if (policy === 'KEEP' || proven.length === 0) return;
  const onToken = await context.port.certificates(place.token);
  const old = oldAmong(onToken, place.purpose, proven, policy);
  if (old.length > 0) context.showWork(place.step, 'REMOVING_OLD');
  for (const certificate of old) {
    if (await isRemoved(context, place.step, certificate, policy === 'REMOVE_EXPIRED' ? 'EXPIRED' : 'REPLACED'))
      context.removedOld += 1;
  }
}

/**
 * Which certificates the policy lets go: of the same holder's number as a proven one, for the same purpose alone; and, for
 * REMOVE_EXPIRED, at an end before the new ones began, whatever the PC's clock says.
 */
export function oldAmong(
  certificates: readonly CertificateOnToken[],
  purpose: Purpose,
  proven: readonly ProvenCertificate[],
  policy: Offer['oldCertificates'],
): CertificateOnToken[] {
  if (policy === 'KEEP') return [];
  const numbers = new Set(proven.flatMap(({ der }) => describeUse(der)?.numbers ?? []));
  const start = Math.min(...proven.map(({ notBefore }) => notBefore.getTime()));
  return certificates.filter((certificate) => {
    const use = describeUse(certificate.der);
    if (use === null || isAmong(proven, certificate.der)) return false;
    const isReplaced = use.numbers.some((number) => numbers.has(number)) && use.purposes.size === 1 && use.purposes.has(purpose);
    return isReplaced && (policy === 'REMOVE_REPLACED' || use.notAfter.getTime() < start);
  });
}

async function isRemoved(
  context: UpgradeContext,
  step: UpgradeStep,
  certificate: CertificateOnToken,
  why: 'EXPIRED' | 'REPLACED',
): Promise<boolean> {
  try {
    await removeCertificate(context, step, certificate, why);
    return true;
  } catch (error) {
    if (!(error instanceof CardError) || endsWork.includes(error.faultCode)) throw error;
    const { faultCode, functionName, returnValue, message } = error;
    context.parts.log.record({ kind: 'FAULT_RAISED', step, faultCode, functionName, returnValue, detail: message });
    context.parts.log.record({ kind: 'FAULT_CLEARED', step, faultCode });
    return false;
  }
}
