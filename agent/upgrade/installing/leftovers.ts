import type { TokenKey } from '../../card/card-port.js';
import { readCertificate, CertificateProblem, sameBytes } from '../../card/x509.js';
import type { UpgradeContext } from '../context.js';
import { keyChange } from '../journal/journal.js';
import type { UpgradeStep } from '../types.js';
import { attempt } from './attempt.js';
import { isOwnId, ownId } from './own-ids.js';

/**
 * Removes keys that an earlier upgrade made and never used: known by their CKA_ID to be made here, of no certificate on the
 * token, never proven, and not of this upgrade. Called when the new certificates are proven; nothing else is touched. One that
 * the card does not let go of stays.
 */
export async function removeLeftovers(context: UpgradeContext, step: UpgradeStep, token: TokenKey): Promise<void> {
  const { port, parts, session, offer } = context;
  if (session?.purpose === 'RESTORE') return;
  const inUse = offer.certificates.map(({ profile }) => ownId(session?.upgradeId ?? '', profile));
  const { journal } = parts;
  const candidates = [...new Set([...(await port.keyIds(token)), ...journal.unprovenKeys(token)])].filter(
    (ckaId) => isOwnId(ckaId) && !inUse.includes(ckaId) && !journal.isProven(token, ckaId),
  );
  if (candidates.length === 0) return;
  const certified = await certifiedKeys(context, token);
  for (const ckaId of candidates) {
    if (certified.has(ckaId)) continue;
    context.throwIfStopped();
    const change = keyChange('REMOVE_KEY', token, null, ckaId);
    const isRemoved = await attempt(context, { step }, async () => {
      journal.before(change);
      await port.removeKeyPair(token, { ckaId, publicKey: null });
      journal.after(change);
    });
    if (isRemoved) parts.log.record({ kind: 'KEY_REMOVED', step, detail: ckaId });
  }
}

/** CKA_IDs of the keys that a certificate on the token is for, by its public key or by its own CKA_ID. */
async function certifiedKeys(context: UpgradeContext, token: TokenKey): Promise<ReadonlySet<string>> {
  const certificates = await context.port.certificates(token);
  const publicKeys = certificates.flatMap(({ der }) => {
    try {
      return [readCertificate(der).publicKey];
    } catch (error) {
      if (!(error instanceof CertificateProblem)) throw error;
      return [];
    }
  });
  const keys = await context.port.keys(token);
  const byKey = keys.filter(({ publicKey }) => publicKeys.some((other) => sameBytes(other, publicKey)));
  return new Set([...byKey, ...certificates].map(({ ckaId }) => ckaId));
}
