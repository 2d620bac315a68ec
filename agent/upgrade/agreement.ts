import type { UpgradeContext } from './context.js';
import { proveCard } from './sign-in.js';
import type { UpgradeEvent } from './state-table.js';
import { UpgradeTrouble } from './trouble.js';
import { ServerFault } from './upgrade-server.js';

/** State CHOOSING: the server's offer for this card, and what the cardholder wants: new certificates, or the existing ones. */
export async function choose(context: UpgradeContext): Promise<UpgradeEvent> {
  const { offer, session } = context;
  if (offer.certificates.length === 0) throw new UpgradeTrouble('CARD_NOT_ELIGIBLE');
  const holder = session?.holder ?? null;
  const canRestore = (session?.certificates.length ?? 0) === 0;
  const action = await context.parts.cardholder.ask(
    { kind: 'OFFER', holderName: holder?.name ?? '', organisation: holder?.organisation ?? null, offer, canRestore },
    context.signal,
  );
  if (action.id === 'cancel') return 'CANCEL';
  return action.id === 'restore' ? restore(context) : 'CHOSEN';
}

/** "Hämta befintliga certifikat": the session becomes one that issues nothing. @throws ServerFault NOTHING_TO_RESTORE */
async function restore(context: UpgradeContext): Promise<UpgradeEvent> {
  const { session, offer } = await context.parts.server.restoreCertificates(context.signal);
  context.useOffer(session, offer);
  return 'RESTORE_CHOSEN';
}

/** State READING_TERMS: the terms, accepted or declined. Declining ends nothing: the cardholder may read them again. */
export async function readTerms(context: UpgradeContext): Promise<UpgradeEvent> {
  const { server, cardholder } = context.parts;
  const action = await cardholder.ask({ kind: 'TERMS', terms: context.offer.terms }, context.signal);
  if (action.id === 'cancel') return 'CANCEL';
  if (action.id === 'decline') {
    await server.declineTerms(context.signal);
    throw new UpgradeTrouble('TERMS_DECLINED');
  }
  context.showWork('ACCEPT_TERMS', 'PREPARING');
  await acceptTerms(context);
  return 'TERMS_ACCEPTED';
}

/** Terms that changed since the offer come with a new offer, for which the card, still logged in, signs in once more. */
async function acceptTerms(context: UpgradeContext): Promise<void> {
  try {
    context.session = await context.parts.server.acceptTerms(context.offer.terms.version, context.signal);
  } catch (error) {
    if (error instanceof ServerFault && error.faultCode === 'TERMS_OUTDATED') await proveCard(context);
    throw error;
  }
}
