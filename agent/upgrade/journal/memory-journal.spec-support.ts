import type { TokenKey } from '../../card/card-port.js';
import type { CardChange, Journal } from './journal.js';
import { JournalKnowledge } from './knowledge.js';

/** A journal in memory, which tells of each entry: a test cuts the work there. */
export class MemoryJournal implements Journal {
  readonly entries: string[] = [];
  readonly #knowledge = new JournalKnowledge();

  constructor(private readonly onEntry: (entry: string, phase: 'BEFORE' | 'AFTER') => void = () => undefined) {}

  before(change: CardChange): void {
    this.entries.push(`BEFORE ${nameOf(change)}`);
    this.#knowledge.add({ kind: 'CHANGE', at: '', phase: 'BEFORE', ...change });
    this.onEntry(nameOf(change), 'BEFORE');
  }

  after(change: CardChange): void {
    this.onEntry(nameOf(change), 'AFTER');
    this.entries.push(`AFTER ${nameOf(change)}`);
    this.#knowledge.add({ kind: 'CHANGE', at: '', phase: 'AFTER', ...change });
  }

  proven(certificate: { token: TokenKey; ckaId: string; sha256: string }): void {
    this.#knowledge.add({ kind: 'PROVEN', at: '', ...certificate });
  }

  unfinished(): readonly CardChange[] {
    return this.#knowledge.unfinished();
  }

  unprovenKeys(token: TokenKey): readonly string[] {
    return this.#knowledge.unprovenKeys(token);
  }

  isProven(token: TokenKey, ckaId: string): boolean {
    return this.#knowledge.isProven(token, ckaId);
  }

  removedFrom(token: TokenKey): ReturnType<Journal['removedFrom']> {
    return this.#knowledge.removedFrom(token);
  }

  takeSetAside(): null {
    return null;
  }
}

function nameOf({ change, profile }: CardChange): string {
  return `${change} ${profile ?? ''}`;
}
