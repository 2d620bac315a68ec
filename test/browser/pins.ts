import type { StageCard } from '../../scripts/stage/stage.js';

/** Six digits that are neither of the card's PINs. */
export function wrongPin({ pin1, pin2 }: StageCard): string {
  const wrong = ['135790', '246801', '975310'].find((pin) => pin !== pin1 && pin !== pin2);
  if (wrong === undefined) throw new Error('Three PINs cannot all be one of two');
  return wrong;
}
