import type { CertificateOnToken, TokenKey } from '../../card/card-port.js';
import { describeUse, sameBytes } from '../certificates.js';
import type { UpgradeContext } from '../context.js';
import { issuersOf } from '../looking/readable-cards.js';
import type { Offer, Purpose, UpgradeStep } from '../types.js';
import { attempt } from './attempt.js';
import { removeCertificate } from './remove-certificate.js';
import { isAmong } from './token-content.js';

/** A certificate of this upgrade that the card has proved to work. */
export interface ProvenCertificate {
  readonly der: Uint8Array;
  readonly notBefore: Date;
}

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
  const ours = onToken.filter((certificate) => isOfKnownIssuer(context, certificate, proven));
  const old = oldAmong(ours, place.purpose, proven, policy);
  if (old.length > 0) context.showWork(place.step, 'REMOVING_OLD');
  const why = policy === 'REMOVE_EXPIRED' ? 'EXPIRED' : 'REPLACED';
  for (const certificate of old) {
    const remove = () => removeCertificate(context, place.step, certificate, why);
    if (await attempt(context, { step: place.step }, remove)) context.removedOld += 1;
  }
}

/** Another organisation may have put a certificate of its own on the card, for the same person: it is not ours to remove. */
function isOfKnownIssuer(
  { acceptedIssuers }: UpgradeContext,
  { der }: CertificateOnToken,
  proven: readonly ProvenCertificate[],
): boolean {
  if (acceptedIssuers.length === 0) return true;
  const known = [...acceptedIssuers, ...proven.flatMap((certificate) => issuersOf(certificate.der))];
  return issuersOf(der).some((issuer) => known.some((name) => sameBytes(name, issuer)));
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
