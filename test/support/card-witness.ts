import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { StageCard } from '../../scripts/stage/stage.js';
import { Eye, nameOf, type CardSeen } from '../faults/eye.js';

const issuedRow = z.object({ sessionId: z.string(), profile: z.string(), certificate: z.string().nullable() });
export type IssuedRow = z.infer<typeof issuedRow>;
const sessionRow = z.object({ id: z.string(), upgradeId: z.string(), purpose: z.string(), state: z.string() });
export type SessionRow = z.infer<typeof sessionRow>;

const privateKeyClass = 3;

/** What is on a card, by the server's records. */
export interface CardTally {
  /** Certificates that were there before the server issued any, and whose keys sign. */
  readonly old: number;
  /** Issued by the server, and whose keys sign. */
  readonly fresh: number;
  /** Certificates whose keys do not sign, or that are there twice. */
  readonly broken: number;
  readonly privateKeys: number;
}

/** Looks at cards and at the server's database, whatever anybody believes. */
export class CardWitness {
  private readonly eye = new Eye();

  constructor(
    private readonly card: StageCard,
    private readonly serverFolder: string,
  ) {}

  look(conf: string): Promise<CardSeen> {
    const { modulePath, pin1, pin2 } = this.card;
    return this.eye.look({ modulePath, conf, pin1, pin2 });
  }

  async tally(conf: string): Promise<CardTally> {
    const seen = await this.look(conf);
    const issued = this.issued().map(({ certificate }) => certificate);
    const working = seen.certificates.filter((certificate) => seen.signs(certificate));
    const fresh = working.filter(({ der }) => issued.includes(der)).length;
    const names = seen.objects.map(nameOf);
    const privateKeys = seen.objects.filter(({ objectClass }) => objectClass === privateKeyClass).length;
    const twice = names.length - new Set(names).size;
    return { old: working.length - fresh, fresh, broken: seen.certificates.length - working.length + twice, privateKeys };
  }

  /** Every certificate that was ordered, by anybody or in one session. */
  issued(sessionId: string | null = null): IssuedRow[] {
    const all = this.read('SELECT sessionId, profile, certificate FROM issued_certificate', issuedRow);
    return sessionId === null ? all : all.filter((row) => row.sessionId === sessionId);
  }

  sessions(): SessionRow[] {
    return this.read('SELECT id, upgradeId, purpose, state FROM upgrade_session ORDER BY rowid', sessionRow);
  }

  /** For one question: closed when it is answered. */
  async use<T>(work: (witness: this) => Promise<T>): Promise<T> {
    try {
      return await work(this);
    } finally {
      await this.close();
    }
  }

  close(): Promise<void> {
    return this.eye.close();
  }

  private read<Row>(query: string, shape: z.ZodType<Row>): Row[] {
    const database = new Database(join(this.serverFolder, 'kortlots.sqlite'), { readonly: true, fileMustExist: true });
    try {
      database.pragma('busy_timeout = 5000');
      return z.array(shape).parse(database.prepare(query).all());
    } finally {
      database.close();
    }
  }
}
