import { constants, mkdirSync, readFileSync } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../config/parse-json.js';
import { errorCode } from '../config/error-code.js';
import type { EventInput } from '../generated/graphql.js';

const headerSchema = z.object({ format: z.literal(1), sessionId: z.string() });
/** What numbering needs is checked here; the rest was written by this program, and the server checks it again. */
const numbered = z.looseObject({ number: z.int().positive(), kind: z.string(), occurredAt: z.iso.datetime() });
const eventSchema = z.custom<EventInput>((value) => numbered.safeParse(value).success);

/**
 * Events on disk, one line each after a line that names the session; only ever appended to, or replaced whole. Each entry
 * begins on a line of its own, so that one torn by a crash or a full disk spoils no other.
 */
export class OutboxFile {
  #handle: FileHandle | null = null;
  #bytes = 0;

  constructor(private readonly path: string) {}

  /** Size of what this process has opened and written. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The session's events as they were left, in the order written; what is torn counts as not written. */
  read(sessionId: string): EventInput[] {
    const [first, ...lines] = this.#lines();
    const header = headerSchema.safeParse(parseJson(first ?? ''));
    if (!header.success || header.data.sessionId !== sessionId) return [];
    return lines.flatMap((line) => {
      const event = eventSchema.safeParse(parseJson(line));
      return event.success ? [event.data] : [];
    });
  }

  /** Replaces what is there by these events, in one step. @throws Error of the file system, with the old file unharmed */
  async replace(sessionId: string, events: readonly EventInput[]): Promise<void> {
    await this.close();
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const text = entries([{ format: 1, sessionId }, ...events]);
    const next = `${this.path}.next`;
    const handle = await open(next, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(next, this.path);
    this.#bytes = Buffer.byteLength(text);
  }

  /** Appends, and waits until the disk has it. @throws Error of the file system */
  async append(events: readonly EventInput[]): Promise<void> {
    this.#handle ??= await open(this.path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o600);
    const text = entries(events);
    await this.#handle.writeFile(text);
    await this.#handle.datasync();
    this.#bytes += Buffer.byteLength(text);
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.path, { force: true });
    this.#bytes = 0;
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
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
}

function entries(values: readonly unknown[]): string {
  return values.map((value) => `\n${JSON.stringify(value)}\n`).join('');
}
