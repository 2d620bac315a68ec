import type { TokenKey } from '../../card/card-port.js';
import type { RemovedCertificate } from './knowledge.js';
import type { CardChange } from './records.js';

export type { CardChange } from './records.js';
export type { RemovedCertificate } from './knowledge.js';

/**
 * Told before and after each change to a card; no secrets. What it says is compared with the card and never believed in
 * its place: it tells which of the card's objects are this agent's own, and keeps what was removed.
 */
export interface Journal {
  /** On disk before this returns. @throws Error of the file system, upon which the card must not be touched */
  before(change: CardChange): void;
  after(change: CardChange): void;
  /** The certificate works: read back, chained, and its key has signed. */
  proven(certificate: { readonly token: TokenKey; readonly ckaId: string; readonly sha256: string }): void;
  /** Changes that began and of which the end was not noted. */
  unfinished(): readonly CardChange[];
  /** CKA_IDs of keys made here that never got a certificate that works. */
  unprovenKeys(token: TokenKey): readonly string[];
  isProven(token: TokenKey, ckaId: string): boolean;
  /** Certificates removed from the token by this agent and not put back. */
  removedFrom(token: TokenKey): readonly RemovedCertificate[];
  /** The file that could not be read and was put aside, told once; null when there was none. */
  takeSetAside(): string | null;
}

/** A change with nothing about a certificate's content. */
export function keyChange(
  change: 'GENERATE_KEY' | 'REMOVE_KEY',
  token: TokenKey,
  profile: string | null,
  ckaId: string,
): CardChange {
  return { change, token, profile, ckaId, sha256: null, label: null, der: null };
}
