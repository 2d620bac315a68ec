import { reportCard } from './card-report.js';
import { keyOf } from './card-pairing.js';
import type { UpgradeContext } from './context.js';
import { installPurpose } from './install.js';
import type { UpgradeEvent } from './state-table.js';

/** State GUARDING_CARD: from here on the card must stay in; the watch has been on since it was found. */
export function guardCard(context: UpgradeContext): Promise<UpgradeEvent> {
  context.showWork('LEAVE_CARD_IN', 'PREPARING');
  context.throwIfStopped();
  return Promise.resolve('GUARDED');
}

/** State INSTALLING_AUTHENTICATION: the authentication pair, with the login of PIN1. */
export async function installAuthentication(context: UpgradeContext): Promise<UpgradeEvent> {
  context.cardCameBack = false;
  await installPurpose(context, 'AUTHENTICATION');
  context.parts.log.record({ kind: 'CARD_SEEN', step: 'INSTALL_AUTHENTICATION', card: await reportCard(context) });
  await context.port.logout(keyOf(context.card.authentication));
  return 'INSTALLED';
}

/** State INSTALLING_SIGNATURE: the signature pair, with the login of PIN2. */
export async function installSignature(context: UpgradeContext): Promise<UpgradeEvent> {
  await installPurpose(context, 'SIGNATURE');
  const after = await reportCard(context);
  await context.port.logout(keyOf(context.card.signature));
  context.parts.log.record({ kind: 'CARD_SEEN', step: 'INSTALL_SIGNATURE', card: after });
  return 'INSTALLED';
}

/** State FINISHING: the server closes the session; it checks that every certificate of the offer is installed. */
export async function finish(context: UpgradeContext): Promise<UpgradeEvent> {
  context.showWork('DONE', 'FINISHING');
  context.stopGuard();
  context.session = await context.parts.server.finishSession(context.parts.stop);
  return 'FINISHED';
}
