import type { CardIdentity } from '../upgrade/card-pairing.js';
import { claim, type LocalClaim } from './local-claim.js';

/**
 * Claims a card among all agents of this PC, whoever started them.
 * @returns null while another agent holds it.
 */
export function claimCard({ authentication, signature }: CardIdentity): Promise<LocalClaim | null> {
  return claim(`card ${JSON.stringify([authentication, signature].map(({ serialNumber, label }) => [serialNumber, label]))}`);
}
