import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { parseJson } from '../../config/parse-json.js';

/** Written first in each journal. Another number is another program's, or another version's, and is set aside. */
export const journalFormat = 2;

const tokenKey = z.object({ serialNumber: z.string(), label: z.string() });

const changeShape = {
  change: z.enum(['GENERATE_KEY', 'REMOVE_KEY', 'WRITE_CERTIFICATE', 'REMOVE_CERTIFICATE', 'MOVE_CERTIFICATE']),
  token: tokenKey,
  /** Of the offer; null for what was on the card before. */
  profile: z.string().nullable(),
  /** Hexadecimal, of the object that changes; for MOVE_CERTIFICATE the one that it gets. */
  ckaId: z.string(),
  /** Of the certificate's DER, hexadecimal; null for keys. */
  sha256: z.string().nullable(),
  /** CKA_LABEL and DER (base64) of a certificate that is removed, so that it can be put back. */
  label: z.string().nullable(),
  der: z.base64().nullable(),
} as const;

const recordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('JOURNAL'), at: z.iso.datetime(), format: z.literal(journalFormat) }),
  z.object({ kind: z.literal('CHANGE'), at: z.iso.datetime(), phase: z.enum(['BEFORE', 'AFTER']), ...changeShape }),
  /** The card has shown that this certificate works: read back, chained, and its key signs. */
  z.object({ kind: z.literal('PROVEN'), at: z.iso.datetime(), token: tokenKey, ckaId: z.string(), sha256: z.string() }),
]);
export type JournalRecord = z.infer<typeof recordSchema>;

export type CardChange = Omit<Extract<JournalRecord, { kind: 'CHANGE' }>, 'kind' | 'at' | 'phase'>;

/** One line: the CRC-32 of the text, so that what a crash or a bad disk left is told from what was written. */
export function encodeRecord(record: JournalRecord): string {
  const text = JSON.stringify(record);
  return `${checksum(text)} ${text}\n`;
}

/** @returns null for a line that is not whole, or not of this format. */
export function decodeRecord(line: string): JournalRecord | null {
  const text = line.slice(9);
  if (line.slice(0, 9) !== `${checksum(text)} `) return null;
  const parsed = recordSchema.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
}

const headerStart = '{"kind":"JOURNAL"';

/** A crash in the very first line: nothing was written, and nothing was changed upon it. */
function isCutHeader(bytes: Buffer): boolean {
  const text = bytes.toString('utf8');
  const body = text.slice(9);
  const isBegun = body.startsWith(headerStart) || headerStart.startsWith(body);
  return !text.includes('\n') && /^[0-9a-f]{0,8}( |$)/.test(text) && isBegun;
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}

export interface JournalContent {
  readonly records: readonly JournalRecord[];
  /** Bytes of the whole lines; what comes after them is a line that a crash cut off. */
  readonly wholeBytes: number;
}

/**
 * Reads a journal. A last line that was cut off counts as not written, as it was not acted upon.
 * @returns null when it is no journal of this format, or a line inside it is damaged.
 */
export function decodeJournal(bytes: Buffer): JournalContent | null {
  const records: JournalRecord[] = [];
  let wholeBytes = 0;
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0x0a, start);
    const record = end < 0 ? null : decodeRecord(bytes.toString('utf8', start, end));
    if (record === null) {
      const isLast = end < 0 || end === bytes.length - 1;
      if (isLast && records.length > 0) return { records, wholeBytes };
      return isCutHeader(bytes) ? { records, wholeBytes } : null;
    }
    if ((record.kind === 'JOURNAL') !== (records.length === 0)) return null;
    records.push(record);
    start = end + 1;
    wholeBytes = start;
  }
  return { records, wholeBytes };
}
