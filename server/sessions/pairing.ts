import { FaultError } from '../common/fault.js';
import type { PairingCode } from './agent-session.types.js';
import { newPairingCode } from './pairing-code.js';
import type { SessionEdit } from './session-changes.js';
import { UpgradeSession } from './session.entity.js';

/** One code of 4 · 10^11 is never taken as often by chance. */
const MOST_TRIES = 5;

/**
 * Gives the session a code that no other one has, in place of its old one. Inside a change, where nobody else can take
 * the same.
 * @throws FaultError STORAGE_FAILED when no free code was found
 */
export async function assignPairingCode(
  { manager, session, now }: SessionEdit,
  minutes: number,
  generate: () => string = newPairingCode,
): Promise<PairingCode> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const code = generate();
    if (await manager.existsBy(UpgradeSession, { pairingCode: code })) continue;
    const expiresAt = new Date(now.getTime() + minutes * 60_000);
    session.pairingCode = code;
    session.pairingCodeExpiresAt = expiresAt;
    return { code, expiresAt };
  }
  throw new FaultError('STORAGE_FAILED', { detail: 'no free pairing code', retryAfterSeconds: 1 });
}
