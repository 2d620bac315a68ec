import { existsSync, mkdirSync, readFileSync, rmdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../config/parse-json.js';
import type { Person } from './person.js';

/** What went wrong, in one line for the person at the keyboard. */
export class CardToolError extends Error {}

const personSchema: z.ZodType<Person> = z.object({
  personnummer: z.string(),
  hsaId: z.string(),
  givenName: z.string(),
  surname: z.string(),
  name: z.string(),
  organisation: z.string(),
  locality: z.string(),
  cardNumber: z.string(),
});

const cardFileSchema = z.object({
  format: z.literal(1),
  pin1: z.string(),
  pin2: z.string(),
  puk: z.string(),
  modulePath: z.string(),
  /** SOFTHSM2_CONF for this card. */
  conf: z.string(),
  cardNumber: z.string(),
  holder: personSchema,
});
export type CardFile = z.infer<typeof cardFileSchema>;

/** A folder that holds one test card: SoftHSM's files, the old CA, and card.json with the PINs. */
export class CardFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = resolve(path);
  }

  get cardFile(): string {
    return join(this.path, 'card.json');
  }

  get conf(): string {
    return join(this.path, 'softhsm2.conf');
  }

  get hasCard(): boolean {
    return existsSync(this.cardFile);
  }

  /** Makes the folder and SoftHSM's configuration. @throws CardToolError when a card is there already */
  prepare(): void {
    if (this.hasCard)
      throw new CardToolError(`There is a test card in ${this.path}. Remove it first: npm run card -- remove --dir ${this.path}`);
    if (existsSync(this.conf))
      throw new CardToolError(`${this.path} holds a SoftHSM that is no test card of ours. Choose another folder with --dir.`);
    const tokens = join(this.path, 'tokens');
    mkdirSync(tokens, { recursive: true, mode: 0o700 });
    mkdirSync(join(this.path, 'old-ca'), { recursive: true, mode: 0o700 });
    const lines = [
      `directories.tokendir = ${tokens}`,
      'objectstore.backend = file',
      'log.level = ERROR',
      'slots.removable = true',
      '',
    ];
    this.write('softhsm2.conf', lines.join('\n'));
  }

  /** Writes a file that only its owner may read. */
  write(name: string, content: string): void {
    writeFileSync(join(this.path, name), content, { mode: 0o600 });
  }

  /** @throws CardToolError when there is no test card, or its file is damaged */
  read(): CardFile {
    if (!this.hasCard)
      throw new CardToolError(`There is no test card in ${this.path}. Make one: npm run card -- new --dir ${this.path}`);
    const parsed = cardFileSchema.safeParse(parseJson(readFileSync(this.cardFile, 'utf8')));
    if (!parsed.success)
      throw new CardToolError(`${this.cardFile} is not a test card of this version. Remove the folder and make a new card.`);
    return parsed.data;
  }

  /** Removes what `new` made, and nothing else. @throws CardToolError when there is no test card */
  remove(): void {
    if (!this.hasCard) throw new CardToolError(`There is no test card in ${this.path}.`);
    this.clear();
  }

  /** As remove, also for a card that was not finished. */
  clear(): void {
    for (const name of ['tokens', 'old-ca', 'holder-directory.json', 'softhsm2.conf', 'card.json']) {
      rmSync(join(this.path, name), { recursive: true, force: true });
    }
    if (existsSync(this.path) && readdirSync(this.path).length === 0) rmdirSync(this.path);
  }
}
