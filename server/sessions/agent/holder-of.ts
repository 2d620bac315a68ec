import { FaultError } from '../../common/fault.js';
import type { HolderIdentity } from '../ports.js';
import type { UpgradeSession } from '../session.entity.js';

/** @throws FaultError SESSION_STATE while nobody has signed in */
export function holderOf({ holder }: Pick<UpgradeSession, 'holder'>): HolderIdentity {
  if (holder === null) throw new FaultError('SESSION_STATE', { detail: 'nobody has signed in' });
  return holder;
}
