import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { z } from 'zod';

import { Configuration } from '../config/configuration.js';
import { WatchedFile } from '../pki/watched-file.js';
import { isHsaId, isPersonnummer } from './identifiers.js';

const LONGEST_NAME = 64;
const name = z.string().trim().min(1).max(LONGEST_NAME);

const holder = z.object({
  personnummer: z.string().refine(isPersonnummer, 'give twelve digits with a right check digit'),
  hsaId: z.string().refine(isHsaId, 'give an HSA-id, such as SE2321000156-1001').nullable().default(null),
  givenName: name,
  surname: name,
  name,
  organisation: name.nullable().default(null),
  locality: name.nullable().default(null),
  /** As printed on the card. */
  cardNumber: z.string().regex(/^\d{4,20}$/, 'give the digits printed on the card'),
  /** `mottaget` or `skickat`: only a card that its holder has received may be upgraded. */
  cardStatus: z.enum(['RECEIVED', 'SENT']),
  cardKind: z.enum(['ORDINARY', 'RESERVE']),
});
export type CardHolder = z.infer<typeof holder>;

/** Who is looked for: what a certificate says. */
export interface HolderQuery {
  readonly hsaId: string | null;
  /** Empty when the certificate does not say it. */
  readonly personnummer: string;
  readonly cardNumber: string | null;
}

export interface FoundHolder {
  /** One of the person's entries, of this card when there is one. */
  readonly person: CardHolder;
  /** The entry of this very card. */
  readonly card: CardHolder | null;
}

/** Who holds which card, by HOLDER_DIRECTORY; without that file, nothing is known but what certificates say. */
@Injectable()
export class HolderDirectory implements OnModuleInit {
  private readonly file: WatchedFile<Entries> | null;

  constructor(configuration: Configuration) {
    const path = configuration.holderDirectoryFile;
    this.file = path === null ? null : new WatchedFile('HOLDER_DIRECTORY', path, parseDirectory);
  }

  get isConfigured(): boolean {
    return this.file !== null;
  }

  /** A file that is missing or wrong stops the server at its start. */
  async onModuleInit(): Promise<void> {
    await this.file?.value();
  }

  /** null when the person is not in the directory, or there is none. */
  async find(query: HolderQuery): Promise<FoundHolder | null> {
    const entries = await this.file?.value();
    const cards =
      (query.hsaId === null ? entries?.byPersonnummer.get(query.personnummer) : entries?.byHsaId.get(query.hsaId)) ?? [];
    const [person] = cards;
    if (person === undefined) return null;
    const card = cardOf(cards, query.cardNumber);
    return { person: card ?? person, card };
  }
}

/** A certificate without a card number says which card it is only when the person has but one. */
function cardOf(cards: readonly CardHolder[], cardNumber: string | null): CardHolder | null {
  if (cardNumber === null) return cards.length === 1 ? (cards[0] ?? null) : null;
  return cards.find((entry) => entry.cardNumber === cardNumber) ?? null;
}

/** Entries of each person, in the file's order: a region has some 60,000 cards. */
interface Entries {
  readonly byHsaId: ReadonlyMap<string, readonly CardHolder[]>;
  readonly byPersonnummer: ReadonlyMap<string, readonly CardHolder[]>;
}

function grouped(entries: readonly CardHolder[], key: 'hsaId' | 'personnummer'): Map<string, CardHolder[]> {
  const groups = new Map<string, CardHolder[]>();
  for (const entry of entries) {
    const value = entry[key];
    if (value === null) continue;
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [entry]);
    else group.push(entry);
  }
  return groups;
}

/** @throws Error naming every wrong entry by its place, never by its content, which is personal data */
function parseDirectory(text: string): Entries {
  const parsed = z.array(holder).safeParse(parseJson(text));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
    throw new Error(`it is not a list of holders (docs/administrator.md): ${problems.slice(0, 10).join('; ')}`);
  }
  const numbers = new Set<string>();
  for (const [index, { cardNumber }] of parsed.data.entries()) {
    if (numbers.has(cardNumber)) throw new Error(`entry ${index} has the card number of an earlier one`);
    numbers.add(cardNumber);
  }
  return { byHsaId: grouped(parsed.data, 'hsaId'), byPersonnummer: grouped(parsed.data, 'personnummer') };
}

/** The parser's own message would quote the text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error('it is not JSON', { cause: error });
  }
}
