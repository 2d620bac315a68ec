import type { CardScan, TokenInfo, TokenKey } from '../card/card-port.js';
import type { FaultCode } from './types.js';

/** One card: the token of each PIN. */
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

export type CardFound = { readonly card: UpgradeCard } | { readonly fault: FaultCode };

/** Tells which tokens show the same person, by what their certificates say: some modules give each token its own serial. */
export type HolderOf = (token: TokenInfo) => ReadonlySet<string>;

/**
 * Finds the one card to upgrade among all tokens. The two tokens of a card are matched by serial number, by reader, or,
 * where the module gives neither, by a common holder in their certificates; never by their order.
 */
export function findCard(scan: CardScan, holderOf: HolderOf): CardFound {
  if (scan.readers.length === 0) return { fault: 'NO_READER' };
  if (scan.tokens.length === 0) return { fault: scan.unreadable.length > 0 ? 'CARD_NOT_RECOGNISED' : 'NO_CARD' };
  const authentication = scan.tokens.filter((token) => token.purpose === 'AUTHENTICATION');
  const signature = scan.tokens.filter((token) => token.purpose === 'SIGNATURE');
  if (authentication.length === 0 || signature.length === 0) return { fault: 'CARD_NOT_RECOGNISED' };
  if (authentication.length > 1 || signature.length > 1) return { fault: 'SEVERAL_CARDS' };
  const [first, second] = [authentication[0], signature[0]];
  if (first === undefined || second === undefined || !belongTogether(first, second, holderOf))
    return { fault: 'CARD_NOT_RECOGNISED' };
  return { card: { reader: first.reader, authentication: first, signature: second } };
}

function belongTogether(one: TokenInfo, other: TokenInfo, holderOf: HolderOf): boolean {
  if (one.serialNumber !== '' && one.serialNumber === other.serialNumber) return true;
  if (one.reader === other.reader) return true;
  const holders = holderOf(one);
  return [...holderOf(other)].some((holder) => holders.has(holder));
}

export function identityOf(card: UpgradeCard): CardIdentity {
  return { authentication: keyOf(card.authentication), signature: keyOf(card.signature) };
}

export function keyOf(token: TokenKey): TokenKey {
  return { serialNumber: token.serialNumber, label: token.label };
}

export function sameToken(one: TokenKey, other: TokenKey): boolean {
  return one.serialNumber === other.serialNumber && one.label === other.label;
}

/** The card of that identity in the scan, or null: both its tokens must be there. */
export function findSameCard(scan: CardScan, identity: CardIdentity): UpgradeCard | null {
  const authentication = scan.tokens.find((token) => sameToken(token, identity.authentication));
  const signature = scan.tokens.find((token) => sameToken(token, identity.signature));
  if (authentication === undefined || signature === undefined) return null;
  return { reader: authentication.reader, authentication, signature };
}
