import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Purpose } from '../card/card-port.js';
import { CardMaker, labels, pinOf, type CardKind, type Pins } from '../card-tool/fill-card.js';
import { OldAuthority } from '../card-tool/old-authority.js';
import { inventPerson, type Person } from '../card-tool/person.js';
import { Pkcs11Card } from './pkcs11-card.js';

/** Where distributions put NSS softokn, the PKCS#11 module behind Firefox. */
const places = [
  '/usr/lib/x86_64-linux-gnu/libsoftokn3.so',
  '/usr/lib/x86_64-linux-gnu/nss/libsoftokn3.so',
  '/usr/lib/aarch64-linux-gnu/libsoftokn3.so',
  '/usr/lib/aarch64-linux-gnu/nss/libsoftokn3.so',
  '/usr/lib64/libsoftokn3.so',
];

/** A test card in NSS softokn: a database for each token, two tokens in one reader, as SITHS cards show them. */
export class NssCard {
  readonly modulePath: string;
  readonly pins: Pins = { pin1: '135790', pin2: '246801', puk: '' };
  readonly holder: Person = inventPerson();
  readonly #opened: Pkcs11Card[] = [];

  private constructor(
    private readonly folder: string,
    readonly authority: OldAuthority,
  ) {
    const found = places.find((place) => existsSync(place));
    if (found === undefined) throw new Error('NSS softokn is not installed (Debian: libnss3)');
    this.modulePath = found;
  }

  /** As a card is before its upgrade, with keys and old certificates. */
  static async make(kind: CardKind = {}): Promise<NssCard> {
    const made = new NssCard(mkdtempSync(join(tmpdir(), 'kortlots-nss-')), await OldAuthority.create());
    for (const purpose of ['AUTHENTICATION', 'SIGNATURE'] as const) mkdirSync(made.#database(purpose));
    const card = made.open();
    await made.#initialise(card);
    await new CardMaker(card, made.pins, made.holder, made.authority, kind).fill();
    return made;
  }

  get environment(): Record<string, string> {
    const token = (purpose: Purpose): string =>
      `configDir='sql:${this.#database(purpose)}' tokenDescription='${labels[purpose]}' slotDescription='NSS Reader 1'`;
    // Slots 4 to 100 are free for databases of one's own; the two that NSS otherwise shows are left out by this.
    return { NSS_LIB_PARAMS: `tokens=<0x4=[${token('AUTHENTICATION')}] 0x5=[${token('SIGNATURE')}]>` };
  }

  open(): Pkcs11Card {
    const { modulePath, environment } = this;
    const card = new Pkcs11Card({ modulePath, source: 'option', environment });
    this.#opened.push(card);
    return card;
  }

  pin(purpose: Purpose): string {
    return pinOf(this.pins, purpose);
  }

  async discard(): Promise<void> {
    await Promise.all(this.#opened.map((card) => card.close()));
    rmSync(this.folder, { recursive: true, force: true });
  }

  #database(purpose: Purpose): string {
    return join(this.folder, purpose.toLowerCase());
  }

  /** A database without a password takes an empty one from the security officer, once. */
  async #initialise(card: Pkcs11Card): Promise<void> {
    for (const token of await card.tokens()) {
      await card.unlockPin(token, { puk: '', newPin: this.pin(token.purpose ?? 'AUTHENTICATION') });
    }
  }
}
