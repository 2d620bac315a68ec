import { CardError } from '../../card/card-error.js';
import type { UpgradeContext } from '../context.js';
import type { FaultCode, UpgradeRecord } from '../types.js';

/** Faults that end the work, whatever it was; any other only leaves things as they were. */
const endsWork: readonly FaultCode[] = ['CARD_REMOVED', 'MODULE_CRASHED', 'MODULE_TIMED_OUT'];

/**
 * Work that the upgrade is as good without, such as clearing away: what the card refuses is told to staff, and left at that. Tried
 * again and again, it would keep an upgrade from ever being done.
 * @returns whether it was done.
 */
export async function attempt(
  context: UpgradeContext,
  about: Pick<UpgradeRecord, 'step' | 'profile'>,
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof CardError) || endsWork.includes(error.faultCode)) throw error;
    const { faultCode, functionName, returnValue, message } = error;
    context.parts.log.record({ kind: 'FAULT_RAISED', ...about, faultCode, functionName, returnValue, detail: message });
    context.parts.log.record({ kind: 'FAULT_CLEARED', ...about, faultCode });
    return false;
  }
}
