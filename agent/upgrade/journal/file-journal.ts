import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { TokenKey } from '../../card/card-port.js';
import { errorCode } from '../../config/error-code.js';
import { isOfStorage } from '../trouble.js';
import type { Journal } from './journal.js';
import { JournalKnowledge, type RemovedCertificate } from './knowledge.js';
import { decodeJournal, encodeRecord, journalFormat, type CardChange, type JournalRecord } from './records.js';

/**
 * A journal on disk, for its owner only (0600). Each line is synced before the card is touched; what a crash cut off is cut
 * away at the next start; a file that is damaged or of another format is kept under another name and reported, since
 * card and server together say as much.
 */
export class FileJournal implements Journal {
  #file: number | null = null;
  #size = 0;
  #knowledge: JournalKnowledge | null = null;
  #setAside: string | null = null;

  constructor(private readonly path: string) {}

  before(change: CardChange): void {
    this.#append({ kind: 'CHANGE', at: now(), phase: 'BEFORE', ...change });
  }

  after(change: CardChange): void {
    this.#append({ kind: 'CHANGE', at: now(), phase: 'AFTER', ...change });
  }

  proven({ token: { serialNumber, label }, ckaId, sha256 }: { token: TokenKey; ckaId: string; sha256: string }): void {
    this.#append({ kind: 'PROVEN', at: now(), token: { serialNumber, label }, ckaId, sha256 });
  }

  unfinished(): readonly CardChange[] {
    return this.#known().unfinished();
  }

  unprovenKeys(token: TokenKey): readonly string[] {
    return this.#known().unprovenKeys(token);
  }

  isProven(token: TokenKey, ckaId: string): boolean {
    return this.#known().isProven(token, ckaId);
  }

  removedFrom(token: TokenKey): readonly RemovedCertificate[] {
    return this.#known().removedFrom(token);
  }

  takeSetAside(): string | null {
    this.#known();
    const path = this.#setAside;
    this.#setAside = null;
    return path;
  }

  /**
   * Between two sessions: written anew with what later sessions need (leftover keys, removed certificates), whole or not at
   * all. On a disk that takes no changes the old one stays and is added to.
   */
  condense(): void {
    try {
      const lines = [header(), ...this.#known().condensed(now())];
      if (lines.length === 1 && this.#size === 0) return;
      this.#replace(lines);
    } catch (error) {
      if (!isOfStorage(error)) throw error;
    }
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #known(): JournalKnowledge {
    return (this.#knowledge ??= this.#load());
  }

  #load(): JournalKnowledge {
    const bytes = this.#read();
    const content = decodeJournal(bytes);
    if (content === null) {
      this.#setAside = `${this.path}.set-aside-${now().replace(/[^0-9]/g, '')}`;
      renameSync(this.path, this.#setAside);
      this.#size = 0;
      return new JournalKnowledge();
    }
    this.#size = content.wholeBytes;
    return new JournalKnowledge(content.records);
  }

  #read(): Buffer {
    try {
      return readFileSync(this.path);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return Buffer.alloc(0);
      throw error;
    }
  }

  #append(record: JournalRecord): void {
    const known = this.#known();
    const file = this.#open();
    const lines = this.#size === 0 ? [header(), record] : [record];
    const bytes = Buffer.from(lines.map(encodeRecord).join(''));
    try {
      // What is behind the last whole line was cut off by a crash, or by a disk that was full.
      ftruncateSync(file, this.#size);
      writeWhole(file, bytes, this.#size);
      fsyncSync(file);
    } catch (error) {
      // The descriptor is given up, so that the next try starts with a fresh one.
      this.close();
      throw error;
    }
    this.#size += bytes.length;
    known.add(record);
  }

  #open(): number {
    if (this.#file !== null) return this.#file;
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    this.#file = openSync(this.path, this.#size === 0 ? 'w' : 'r+', 0o600);
    if (this.#size === 0) syncFolder(dirname(this.path));
    return this.#file;
  }

  #replace(lines: readonly JournalRecord[]): void {
    this.close();
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const next = `${this.path}.next`;
    const bytes = Buffer.from(lines.map(encodeRecord).join(''));
    const file = openSync(next, 'w', 0o600);
    try {
      writeWhole(file, bytes, 0);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, this.path);
    syncFolder(dirname(this.path));
    this.#size = bytes.length;
    this.#knowledge = new JournalKnowledge(lines);
  }
}

function header(): JournalRecord {
  return { kind: 'JOURNAL', at: now(), format: journalFormat };
}

function now(): string {
  return new Date().toISOString();
}

function writeWhole(file: number, bytes: Buffer, position: number): void {
  for (let written = 0; written < bytes.length;)
    written += writeSync(file, bytes, written, bytes.length - written, position + written);
}

/** The name of a new file survives a power cut only when its folder is synced, too; Windows does that itself. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
