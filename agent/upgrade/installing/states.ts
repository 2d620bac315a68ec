import { CardError } from '../../card/card-error.js';
import { reportCard } from '../card-report.js';
import { isOneToken } from '../card-pairing.js';
import { mismatch, type UpgradeContext } from '../context.js';
import { installPurpose } from './install-purpose.js';
import type { Purpose } from '../types.js';
import type { UpgradeEvent } from '../state-table.js';

/** State GUARDING_CARD: from here on the card must stay in; the watch has been on since it was found. */
export function guardCard(context: UpgradeContext): Promise<UpgradeEvent> {
  context.showWork('LEAVE_CARD_IN', 'PREPARING');
  context.throwIfStopped();
  return Promise.resolve('GUARDED');
}

/** State INSTALLING_AUTHENTICATION: the authentication pair, with the login of PIN1. */
export async function installAuthentication(context: UpgradeContext): Promise<UpgradeEvent> {
  await installPurpose(context, 'AUTHENTICATION');
  context.parts.log.record({ kind: 'CARD_SEEN', step: 'INSTALL_AUTHENTICATION', card: await reportCard(context) });
  // With both PINs on one token, a logout would end what the second PIN needs.
  if (!isOneToken(context.card)) await logOut(context, 'AUTHENTICATION');
  return 'INSTALLED';
}

/** State INSTALLING_SIGNATURE: the signature pair, with the login of PIN2. */
export async function installSignature(context: UpgradeContext): Promise<UpgradeEvent> {
  await installPurpose(context, 'SIGNATURE');
  const after = await reportCard(context);
  await logOut(context, 'SIGNATURE');
  context.parts.log.record({ kind: 'CARD_SEEN', step: 'INSTALL_SIGNATURE', card: after });
  return 'INSTALLED';
}

/** State FINISHING: the server closes the session; it checks that every certificate of the offer is installed. */
export async function finish(context: UpgradeContext): Promise<UpgradeEvent> {
  context.showWork('DONE', 'FINISHING');
  context.stopGuard();
  const { session } = context;
  if (session?.purpose === 'RESTORE' && !session.certificates.some(({ installed }) => installed))
    throw mismatch('None of the existing certificates has its key on the card');
  context.session = await context.parts.server.finishSession(context.parts.stop);
  return 'FINISHED';
}

/** However the upgrade ended: what is still logged in. A card that is gone took its logins with it. */
export async function logOutAll(context: UpgradeContext): Promise<void> {
  for (const purpose of ['AUTHENTICATION', 'SIGNATURE'] as const) {
    if (!context.hasPort || !context.isLoggedIn(purpose)) continue;
    try {
      await logOut(context, purpose);
    } catch (error) {
      if (!(error instanceof CardError)) throw error;
      context.noteLogout(purpose);
    }
  }
}

/** A card that won't log out is logged out when its session closes, with the agent: no reason to ask for a PIN again. */
async function logOut(context: UpgradeContext, purpose: Purpose): Promise<void> {
  try {
    await context.port.logout(context.keyOfToken(purpose));
  } catch (error) {
    if (!(error instanceof CardError) || error.faultCode === 'CARD_REMOVED') throw error;
    const { faultCode, functionName, returnValue, message } = error;
    context.parts.log.record({ kind: 'FAULT_RAISED', faultCode, functionName, returnValue, detail: message });
    context.parts.log.record({ kind: 'FAULT_CLEARED', faultCode });
  }
  context.noteLogout(purpose);
}
