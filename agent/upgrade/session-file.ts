import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../config/parse-json.js';
import { errorCode } from '../config/error-code.js';

const tokenKeySchema = z.object({ serialNumber: z.string(), label: z.string() });

const sessionSchema = z.object({
  format: z.literal(1),
  server: z.string(),
  /** Chosen before the session is opened, so that opening again after a lost answer gives the same session. */
  requestId: z.uuid(),
  sessionId: z.string().nullable(),
  token: z.string().nullable(),
  /** The card that signed in; only it may go on with the session. */
  card: z.object({ authentication: tokenKeySchema, signature: tokenKeySchema }).nullable(),
});
/** What survives the agent's end: never a PIN. */
export type StoredSession = z.infer<typeof sessionSchema>;

/** The session of this PC, on disk for its owner only (0600); replaced whole, so that it is never half written. */
export class SessionFile {
  constructor(private readonly path: string) {}

  /** The stored session, or null when there is none, or none that can be read. */
  read(): StoredSession | null {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    }
    const parsed = sessionSchema.safeParse(parseJson(text));
    return parsed.success ? parsed.data : null;
  }

  write(session: StoredSession): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const next = `${this.path}.next`;
    const file = openSync(next, 'w', 0o600);
    try {
      // Writes on until all is written: a disk that fills up takes a part without an error.
      writeFileSync(file, JSON.stringify(session));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, this.path);
  }

  clear(): void {
    rmSync(this.path, { force: true });
  }
}
