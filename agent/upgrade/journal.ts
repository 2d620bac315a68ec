import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../config/parse-json.js';
import { errorCode } from '../config/error-code.js';

const entrySchema = z.object({
  at: z.iso.datetime(),
  phase: z.enum(['BEFORE', 'AFTER']),
  change: z.enum(['GENERATE_KEY', 'WRITE_CERTIFICATE']),
  token: z.object({ serialNumber: z.string(), label: z.string() }),
  profile: z.string(),
  ckaId: z.string(),
  /** Of the certificate's DER, for WRITE_CERTIFICATE. */
  sha256: z.string().nullable(),
});
export type JournalEntry = z.infer<typeof entrySchema>;
export type CardChange = Omit<JournalEntry, 'at' | 'phase'>;

/** Told before and after each change to a card; no secrets. */
export interface Journal {
  before(change: CardChange): void;
  after(change: CardChange): void;
  /** Changes that began and of which the end was not noted. */
  unfinished(): readonly CardChange[];
}

/**
 * A journal on disk, synced before the card is touched: after a crash, `unfinished` says which change may be half done.
 * The steps look at the card itself before they trust it; the journal tells staff what was in the air.
 */
export class FileJournal implements Journal {
  #file: number | null = null;

  constructor(private readonly path: string) {}

  before(change: CardChange): void {
    this.#append({ ...change, at: new Date().toISOString(), phase: 'BEFORE' }, true);
  }

  after(change: CardChange): void {
    // Not synced: were the line lost, the change would be looked up on the card, and found there.
    this.#append({ ...change, at: new Date().toISOString(), phase: 'AFTER' }, false);
  }

  /** Changes that began and of which the end was not noted. A torn last line counts as not written. */
  unfinished(): readonly CardChange[] {
    const open = new Map<string, CardChange>();
    for (const line of this.#lines()) {
      const parsed = entrySchema.safeParse(parseJson(line));
      if (!parsed.success) continue;
      const { at: _at, phase, ...change } = parsed.data;
      const name = `${change.change} ${change.profile} ${change.ckaId}`;
      if (phase === 'BEFORE') open.set(name, change);
      else open.delete(name);
    }
    return [...open.values()];
  }

  /** The session is over: the next one starts with an empty journal. */
  clear(): void {
    this.close();
    rmSync(this.path, { force: true });
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #lines(): string[] {
    try {
      return readFileSync(this.path, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    }
  }

  #append(entry: JournalEntry, sync: boolean): void {
    if (this.#file === null) {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      this.#file = openSync(this.path, 'a', 0o600);
    }
    writeSync(this.#file, `\n${JSON.stringify(entry)}\n`);
    if (sync) fsyncSync(this.#file);
  }
}
