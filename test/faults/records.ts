import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';

const numbers = z.object({ last: z.number().nullable() });
const session = z.object({ id: z.string(), state: z.string() });
const issued = z.object({
  sessionId: z.string(),
  profile: z.string(),
  /** DER in base64; null for an order that was not answered yet. */
  certificate: z.string().nullable(),
});
const agentNumbers = z.object({ agentNumber: z.number() });

export type SessionRecord = z.infer<typeof session>;
export type IssuedRecord = z.infer<typeof issued>;

/** The rows of the server's database, read beside the server. */
export class ServerRecords {
  private readonly file: string;

  constructor(serverFolder: string) {
    this.file = join(serverFolder, 'kortlots.sqlite');
  }

  /** Sessions so far: what is opened later has a higher number. */
  lastSession(): number {
    return this.read('SELECT max(rowid) AS last FROM upgrade_session', [], numbers)[0]?.last ?? 0;
  }

  sessionsAfter(last: number): SessionRecord[] {
    return this.read('SELECT id, state FROM upgrade_session WHERE rowid > ? ORDER BY rowid', [last], session);
  }

  issuedFor({ id }: SessionRecord): IssuedRecord[] {
    return this.read('SELECT sessionId, profile, certificate FROM issued_certificate WHERE sessionId = ?', [id], issued);
  }

  /** The numbers that the agent gave its events, rising. */
  agentNumbers({ id }: SessionRecord): number[] {
    const query = 'SELECT agentNumber FROM session_event WHERE sessionId = ? AND agentNumber IS NOT NULL ORDER BY agentNumber';
    return this.read(query, [id], agentNumbers).map(({ agentNumber }) => agentNumber);
  }

  /** Opened for each question: the server may have been killed and started again in between. */
  private read<Row>(query: string, values: readonly (string | number)[], shape: z.ZodType<Row>): Row[] {
    const database = new Database(this.file, { readonly: true, fileMustExist: true });
    try {
      database.pragma('busy_timeout = 5000');
      return z.array(shape).parse(database.prepare(query).all(...values));
    } finally {
      database.close();
    }
  }
}
