import type { TokenKey } from '../../card/card-port.js';
import type { CardChange, JournalRecord } from './records.js';

/** A certificate that was taken off a card, with what is needed to put it back. */
export interface RemovedCertificate {
  readonly token: TokenKey;
  readonly ckaId: string;
  readonly label: string;
  readonly der: Uint8Array;
}

/** At most so many are kept when the journal is written anew: some 2 kB each, of the cards upgraded at this PC. */
const mostRemoved = 200;
const mostProven = 1000;

/** What the journal's records say together. It never counts as the card's state: that is looked up on the card. */
export class JournalKnowledge {
  readonly #open = new Map<string, CardChange>();
  readonly #keys = new Map<string, CardChange>();
  readonly #proven = new Map<string, Extract<JournalRecord, { kind: 'PROVEN' }>>();
  readonly #removed = new Map<string, CardChange>();

  constructor(records: readonly JournalRecord[] = []) {
    for (const record of records) this.add(record);
  }

  add(record: JournalRecord): void {
    if (record.kind === 'PROVEN') this.#proven.set(keyName(record.token, record.ckaId), record);
    if (record.kind !== 'CHANGE') return;
    const { kind: _kind, at: _at, phase, ...change } = record;
    const name = changeName(change);
    if (phase === 'BEFORE') this.#open.set(name, change);
    else this.#open.delete(name);
    this.#note(change, phase);
  }

  /** What a change means when it may have happened, and when it has: a key that may be there, a certificate that may be gone. */
  #note(change: CardChange, phase: 'BEFORE' | 'AFTER'): void {
    const key = keyName(change.token, change.ckaId);
    if (change.change === 'GENERATE_KEY') this.#keys.set(key, change);
    if (change.change === 'REMOVE_KEY' && phase === 'AFTER') this.#keys.delete(key);
    if (change.change === 'REMOVE_CERTIFICATE') this.#removed.set(certificateName(change), change);
    if (change.change === 'WRITE_CERTIFICATE' && phase === 'AFTER') this.#removed.delete(certificateName(change));
  }

  /** Changes that began and of which the end was not noted. */
  unfinished(): readonly CardChange[] {
    return [...this.#open.values()];
  }

  /** CKA_IDs of keys that were made here on the token and never got a certificate that works. */
  unprovenKeys(token: TokenKey): readonly string[] {
    return [...this.#keys.values()]
      .filter((change) => isSame(change.token, token) && !this.isProven(token, change.ckaId))
      .map(({ ckaId }) => ckaId);
  }

  isProven(token: TokenKey, ckaId: string): boolean {
    return this.#proven.has(keyName(token, ckaId));
  }

  /** Certificates that were, or may have been, removed from the token and not put back. */
  removedFrom(token: TokenKey): readonly RemovedCertificate[] {
    return [...this.#removed.values()].flatMap((change) =>
      isSame(change.token, token) && change.der !== null
        ? [{ token: change.token, ckaId: change.ckaId, label: change.label ?? '', der: Buffer.from(change.der, 'base64') }]
        : [],
    );
  }

  /** Records that say the same in fewer lines, for a journal written anew between two sessions. */
  condensed(at: string): readonly JournalRecord[] {
    const record = (phase: 'BEFORE' | 'AFTER') => (change: CardChange) => ({ kind: 'CHANGE' as const, at, phase, ...change });
    const open = this.unfinished();
    const isOpen = (change: CardChange) => open.some((other) => changeName(other) === changeName(change));
    const unproven = [...this.#keys.values()].filter(({ token, ckaId }) => !this.isProven(token, ckaId));
    const done = [...unproven, ...[...this.#removed.values()].slice(-mostRemoved)].filter((change) => !isOpen(change));
    return [
      ...done.flatMap((change) => [record('BEFORE')(change), record('AFTER')(change)]),
      ...[...this.#proven.values()].slice(-mostProven),
      ...open.map(record('BEFORE')),
    ];
  }
}

function isSame(one: TokenKey, other: TokenKey): boolean {
  return one.serialNumber === other.serialNumber && one.label === other.label;
}

function keyName({ serialNumber, label }: TokenKey, ckaId: string): string {
  return JSON.stringify([serialNumber, label, ckaId]);
}

function certificateName({ token, sha256 }: CardChange): string {
  return JSON.stringify([token.serialNumber, token.label, sha256]);
}

function changeName({ change, token, ckaId, sha256 }: CardChange): string {
  return JSON.stringify([change, token.serialNumber, token.label, ckaId, sha256]);
}
