import type { CardScan, Purpose, TokenInfo, TokenKey } from '../card/card-port.js';
import type { FaultCode } from './types.js';

/** One card: the token of each PIN, which is the same token on cards that have both PINs on one. */
export interface UpgradeCard {
  readonly reader: string;
  readonly authentication: TokenInfo;
  readonly signature: TokenInfo;
}

/** What tells a card from another after a break; no slot, since slots move. */
export interface CardIdentity {
  readonly authentication: TokenKey;
  readonly signature: TokenKey;
}

export type CardsFound = { readonly cards: readonly UpgradeCard[] } | { readonly fault: FaultCode };

/** What the certificates on a token say, as far as they can be read. */
export interface TokenContents {
  /** Who holds the card: some modules give each token of a card its own serial number. */
  holdersOf(token: TokenInfo): ReadonlySet<string>;
  purposesOf(token: TokenInfo): ReadonlySet<Purpose>;
}

/**
 * Finds the cards that may be upgraded among all tokens. The two tokens of a card are matched by serial number, by reader, or,
 * where the module gives neither, by a common holder in their certificates; never by their order. A token without a label of
 * either purpose is a card of its own when it holds certificates of both.
 */
export function findCards(scan: CardScan, contents: TokenContents): CardsFound {
  if (scan.readers.length === 0) return { fault: 'NO_READER' };
  if (scan.tokens.length === 0) return { fault: scan.unreadable.length > 0 ? 'CARD_NOT_RECOGNISED' : 'NO_CARD' };
  const cards = [...pairs(scan.tokens, contents), ...wholeCards(scan.tokens, contents)];
  return cards.length === 0 ? { fault: 'CARD_NOT_RECOGNISED' } : { cards };
}

function pairs(tokens: readonly TokenInfo[], contents: TokenContents): UpgradeCard[] {
  const left = tokens.filter(({ purpose }) => purpose === 'SIGNATURE');
  return tokens.flatMap((authentication) => {
    if (authentication.purpose !== 'AUTHENTICATION') return [];
    const signature = partner(authentication, left, contents);
    if (signature === null) return [];
    left.splice(left.indexOf(signature), 1);
    return [{ reader: authentication.reader, authentication, signature }];
  });
}

function wholeCards(tokens: readonly TokenInfo[], contents: TokenContents): UpgradeCard[] {
  return tokens
    .filter((token) => token.purpose === null)
    .filter((token) => contents.purposesOf(token).has('AUTHENTICATION') && contents.purposesOf(token).has('SIGNATURE'))
    .map((token) => ({ reader: token.reader, authentication: token, signature: token }));
}

/** The surest sign first: one holder may have two cards in two readers. */
function partner(one: TokenInfo, others: readonly TokenInfo[], contents: TokenContents): TokenInfo | null {
  const holders = contents.holdersOf(one);
  const signs: ((other: TokenInfo) => boolean)[] = [
    (other) => one.serialNumber !== '' && one.serialNumber === other.serialNumber,
    (other) => one.reader === other.reader,
    (other) => [...contents.holdersOf(other)].some((holder) => holders.has(holder)),
  ];
  for (const sign of signs) {
    const found = others.find(sign);
    if (found !== undefined) return found;
  }
  return null;
}

export function identityOf(card: UpgradeCard): CardIdentity {
  return { authentication: keyOf(card.authentication), signature: keyOf(card.signature) };
}

/** Both PINs are on one token: a logout of one would be a logout of the other. */
export function isOneToken({ authentication, signature }: CardIdentity): boolean {
  return sameToken(authentication, signature);
}

export function keyOf(token: TokenKey): TokenKey {
  return { serialNumber: token.serialNumber, label: token.label };
}

export function sameToken(one: TokenKey, other: TokenKey): boolean {
  return one.serialNumber === other.serialNumber && one.label === other.label;
}

export function sameCard(one: CardIdentity, other: CardIdentity): boolean {
  return sameToken(one.authentication, other.authentication) && sameToken(one.signature, other.signature);
}

/** The card of that identity in the scan, or null: both its tokens must be there. */
export function findSameCard(scan: CardScan, identity: CardIdentity): UpgradeCard | null {
  const authentication = scan.tokens.find((token) => sameToken(token, identity.authentication));
  const signature = scan.tokens.find((token) => sameToken(token, identity.signature));
  if (authentication === undefined || signature === undefined) return null;
  return { reader: authentication.reader, authentication, signature };
}
