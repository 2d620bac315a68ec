import { setTimeout as pause } from 'node:timers/promises';
import { CardError } from '../../card/card-error.js';
import type { CardScan } from '../../card/card-port.js';
import { waitForScan } from '../card-guard.js';
import { findCards, findSameCard, identityOf, type CardsFound, type UpgradeCard } from '../card-pairing.js';
import type { UpgradeContext } from '../context.js';
import type { UpgradeEvent } from '../state-table.js';
import { CancelledByCardholder, UpgradeTrouble } from '../trouble.js';
import { contentsIn, describeChoice, issuersIn, mayBeOurs } from './readable-cards.js';

const millisecondsBeforeSecondLook = 500;

/**
 * State LOOKING_FOR_CARD: takes the one card that is there, lets the cardholder pick among several, or, after a break, takes
 * the card that signed in. What can be said without a PIN is said here: nothing is asked for that leads nowhere.
 */
export async function lookForCard(context: UpgradeContext): Promise<UpgradeEvent> {
  context.stopGuard();
  context.parts.cardholder.show({ kind: 'START', activity: context.resumed ? 'RESUMING' : 'READING_CARD' });
  const card = await findOne(context);
  if ([card.authentication, card.signature].some(({ flags }) => flags.includes('CKF_WRITE_PROTECTED')))
    throw new UpgradeTrouble('CARD_READ_ONLY', `${card.reader}: CKF_WRITE_PROTECTED`);
  await context.claim(identityOf(card));
  context.useCard(card);
  context.parts.log.record({ kind: 'CARD_SEEN', step: 'SIGN_IN', detail: `${card.reader} · ${card.authentication.label}` });
  // Better now than when half of the work is done.
  if (card.signature.flags.includes('CKF_USER_PIN_LOCKED'))
    throw new CardError('PIN_LOCKED', 'C_GetTokenInfo', null, 'The signature PIN is locked');
  return 'CARD_FOUND';
}

async function findOne(context: UpgradeContext): Promise<UpgradeCard> {
  for (;;) {
    const scan = await scanWhole(context);
    const found = cardsToUpgrade(context, scan);
    if ('fault' in found)
      throw new UpgradeTrouble(found.fault, found.fault === 'CARD_OTHER_ISSUER' ? issuersIn(scan) : describeUnreadable(scan));
    const [first, ...others] = found.cards;
    if (first !== undefined && others.length === 0) return first;
    const picked = await letPick(context, scan, found.cards);
    if (picked !== null) return picked;
  }
}

/**
 * A reader that could not be read may have failed once, and a card that is half there may be on its way in or out: looked at
 * again, once, before anything is said about it.
 */
async function scanWhole(context: UpgradeContext): Promise<CardScan> {
  const scan = await context.scan();
  const found = cardsToUpgrade(context, scan);
  const isSure = scan.unreadable.length === 0 && !('fault' in found && found.fault === 'CARD_NOT_RECOGNISED');
  if (isSure) return scan;
  const { stop } = context.parts;
  await pause(millisecondsBeforeSecondLook, null, { signal: stop }).catch(() => stop.throwIfAborted());
  return context.scan();
}

/** The cards to go on with, or what is wrong with what is in the readers. */
export function cardsToUpgrade(context: UpgradeContext, scan: CardScan): CardsFound {
  if (context.boundTo !== null) {
    const same = findSameCard(scan, context.boundTo);
    return same === null ? { fault: scan.tokens.length > 0 ? 'OTHER_CARD' : 'CARD_REMOVED' } : { cards: [same] };
  }
  const found = findCards(scan, contentsIn(scan));
  if ('fault' in found) return found;
  const ours = found.cards.filter((card) => mayBeOurs(scan, card, context.acceptedIssuers));
  return ours.length === 0 ? { fault: 'CARD_OTHER_ISSUER' } : { cards: ours };
}

/** Several cards: the cardholder says which, before anything is asked of one. @returns null when the readers changed meanwhile. */
async function letPick(context: UpgradeContext, scan: CardScan, cards: readonly UpgradeCard[]): Promise<UpgradeCard | null> {
  const { cardholder, log, stop } = context.parts;
  const fault = { step: 'SIGN_IN', faultCode: 'SEVERAL_CARDS' } as const;
  log.record({ kind: 'FAULT_RAISED', ...fault, detail: `${cards.length} cards` });
  const decided = new AbortController();
  const signal = AbortSignal.any([decided.signal, stop]);
  const before = namesIn(scan);
  const asked = cardholder.ask({ kind: 'PICK_CARD', cards: cards.map((card) => describeChoice(scan, card)) }, signal);
  const changed = waitForScan(context.port, signal, (now) => (namesIn(now) === before ? null : 'CHANGED'));
  try {
    const answer = await Promise.race([asked, changed]);
    if (answer === 'CHANGED') return null;
    const picked = answer.id === 'pick' ? cards[answer.index] : undefined;
    if (picked === undefined) throw new CancelledByCardholder();
    log.record({ kind: 'CARD_CHOSEN', step: 'SIGN_IN', detail: `${picked.reader} · ${picked.authentication.label}` });
    return picked;
  } finally {
    log.record({ kind: 'FAULT_CLEARED', ...fault });
    decided.abort(new Error('decided'));
    await Promise.allSettled([asked, changed]);
  }
}

function namesIn(scan: CardScan): string {
  return JSON.stringify(scan.tokens.map(({ serialNumber, label, reader }) => [serialNumber, label, reader]));
}

function describeUnreadable(scan: CardScan): string | null {
  const [first] = scan.unreadable;
  return first === undefined ? null : `${first.reader}: ${first.functionName} 0x${first.returnValue.toString(16)}`;
}
