import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Purpose, TokenInfo } from '../card/card-port.js';
import { CardFolder, type CardFile } from '../card-tool/card-folder.js';
import type { CardKind } from '../card-tool/fill-card.js';
import { newCard } from '../card-tool/new-card.js';
import type { CallName } from './protocol.js';
import { Pkcs11Card } from './pkcs11-card.js';

/** A test card of a test's own, in real SoftHSM. */
export class TemporaryCard {
  readonly #opened: Pkcs11Card[] = [];

  private constructor(
    readonly folder: string,
    readonly file: CardFile,
  ) {}

  static async make(kind: CardKind = {}): Promise<TemporaryCard> {
    const folder = mkdtempSync(join(tmpdir(), 'kortlots-card-'));
    return new TemporaryCard(folder, await newCard(new CardFolder(folder), null, kind));
  }

  open(deadlines: Partial<Record<CallName, number>> = {}): Pkcs11Card {
    const { modulePath, conf } = this.file;
    const card = new Pkcs11Card({ modulePath, source: 'option', environment: { SOFTHSM2_CONF: conf }, deadlines });
    this.#opened.push(card);
    return card;
  }

  pin(purpose: Purpose): string {
    return purpose === 'AUTHENTICATION' ? this.file.pin1 : this.file.pin2;
  }

  /** Pulls the card out: its files leave the folder that SoftHSM looks in. */
  pull(): void {
    renameSync(join(this.folder, 'tokens'), join(this.folder, 'pulled'));
    mkdirSync(join(this.folder, 'tokens'));
  }

  putBack(): void {
    this.putIn(this);
  }

  /** Puts the pulled tokens of a card, this or another, where this card was. */
  putIn(other: TemporaryCard): void {
    rmSync(join(this.folder, 'tokens'), { recursive: true });
    renameSync(join(other.folder, 'pulled'), join(this.folder, 'tokens'));
  }

  /** Puts another card in a second reader, as SoftHSM shows it: its tokens lie beside this card's. */
  addTokensOf(other: TemporaryCard): void {
    cpSync(join(other.folder, 'tokens'), join(this.folder, 'tokens'), { recursive: true });
  }

  async discard(): Promise<void> {
    await Promise.all(this.#opened.map((card) => card.close()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function tokenOf(card: Pkcs11Card, purpose: Purpose): Promise<TokenInfo> {
  const token = (await card.scan()).tokens.find((candidate) => candidate.purpose === purpose);
  if (token === undefined) throw new Error(`The card shows no token for ${purpose}`);
  return token;
}
