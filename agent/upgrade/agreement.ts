import type { UpgradeContext } from './context.js';
import type { UpgradeEvent } from './state-table.js';
import { UpgradeTrouble } from './trouble.js';

/** State CHOOSING: the server's offer for this card, and the cardholder's "Uppgradera kort". */
export async function choose(context: UpgradeContext): Promise<UpgradeEvent> {
  const { offer, session } = context;
  if (offer.certificates.length === 0) throw new UpgradeTrouble('CARD_NOT_ELIGIBLE');
  const holder = session?.holder ?? null;
  const action = await context.parts.cardholder.ask(
    { kind: 'OFFER', holderName: holder?.name ?? '', organisation: holder?.organisation ?? null, offer },
    context.signal,
  );
  return action.id === 'cancel' ? 'CANCEL' : 'CHOSEN';
}

/** State READING_TERMS: the terms, accepted or declined. Declining ends nothing: the cardholder may read them again. */
export async function readTerms(context: UpgradeContext): Promise<UpgradeEvent> {
  const { server, cardholder } = context.parts;
  const { terms } = context.offer;
  const action = await cardholder.ask({ kind: 'TERMS', terms }, context.signal);
  if (action.id === 'cancel') return 'CANCEL';
  if (action.id === 'decline') {
    await server.declineTerms(context.signal);
    throw new UpgradeTrouble('TERMS_DECLINED');
  }
  context.showWork('ACCEPT_TERMS', 'PREPARING');
  context.session = await server.acceptTerms(terms.version, context.signal);
  return 'TERMS_ACCEPTED';
}
