import type { CardPort, KeyOnToken, KeyType, Purpose, TokenInfo } from '../card/card-port.js';
import type { NameAttribute } from '../card/pkcs10.js';
import { findSoftHsm } from '../config/find-module.js';
import { openCard } from '../pkcs11/open-card.js';
import { CardToolError, type CardFile, type CardFolder } from './card-folder.js';
import { makeTokens, type TokenToMake } from './make-tokens.js';
import { OldAuthority, type OldIssuer } from './old-authority.js';
import { inventDigits, inventPerson, type Person } from './person.js';

const labels: Record<Purpose, string> = {
  AUTHENTICATION: 'SITHS e-id kort (Legitimering)',
  SIGNATURE: 'SITHS e-id kort (Underskrift)',
};
/** As the common middleware numbers the two key pairs of a card. */
const ckaIds: Record<Purpose, string> = { AUTHENTICATION: '45', SIGNATURE: '46' };
const words: Record<Purpose, string> = { AUTHENTICATION: 'Legitimering', SIGNATURE: 'Underskrift' };
const purposes: readonly Purpose[] = ['AUTHENTICATION', 'SIGNATURE'];
const labelOfOneToken = 'SITHS e-id kort';

/** What kind of card; left out: two tokens, RSA 2048, nothing expired. */
export interface CardKind {
  /** Of the old keys. */
  readonly keyType?: KeyType;
  /**
   * One token with two PINs: its signature key needs a PIN for each signature. SoftHSM knows one PIN for a token, so that both
   * PINs of such a test card are the same; its signature key is RSA 2048.
   */
  readonly hasOneToken?: boolean;
  /** The card issuer's certificates expired a month ago. */
  readonly hasExpired?: boolean;
}

/**
 * Makes a card in SoftHSM as it is before the upgrade: a token for each PIN, a key pair in each, and on each key the old
 * certificates of organisation and card issuer.
 * @param modulePath of SoftHSM; null: where it is usually installed.
 * @throws CardToolError, CardError
 */
export async function newCard(folder: CardFolder, modulePath: string | null, kind: CardKind = {}): Promise<CardFile> {
  const module = modulePath ?? findSoftHsm();
  folder.prepare();
  try {
    const pins = inventPins(kind);
    const holder = inventPerson();
    await makeTokens(folder.conf, { modulePath: module, tokens: tokensOf(pins, kind) });
    const authority = await OldAuthority.create();
    const card = await openCard({ modulePath: module, environment: { SOFTHSM2_CONF: folder.conf } });
    try {
      await new CardMaker(card, pins, holder, authority, kind).fill();
    } finally {
      await card.close();
    }
    const { cardNumber } = holder;
    const file: CardFile = { format: 1, ...pins, modulePath: module, conf: folder.conf, cardNumber, holder };
    writeFiles(folder, file, authority);
    return file;
  } catch (error) {
    folder.clear();
    throw error;
  }
}

interface Pins {
  readonly pin1: string;
  readonly pin2: string;
  readonly puk: string;
}

function inventPins({ hasOneToken = false }: CardKind): Pins {
  const pin1 = inventDigits(6);
  let pin2 = inventDigits(6);
  while (pin2 === pin1) pin2 = inventDigits(6);
  return { pin1, pin2: hasOneToken ? pin1 : pin2, puk: inventDigits(8) };
}

function tokensOf(pins: Pins, { hasOneToken = false }: CardKind): TokenToMake[] {
  const { puk, pin1 } = pins;
  const signatureKey = { ckaId: ckaIds.SIGNATURE, label: words.SIGNATURE };
  if (hasOneToken) return [{ label: labelOfOneToken, puk, pin: pin1, signatureKey }];
  return purposes.map((purpose) => ({ label: labels[purpose], puk, pin: pinOf(pins, purpose), signatureKey: null }));
}

function pinOf(pins: Pins, purpose: Purpose): string {
  return purpose === 'AUTHENTICATION' ? pins.pin1 : pins.pin2;
}

/** Puts keys and old certificates on the tokens of one card. */
class CardMaker {
  constructor(
    private readonly card: CardPort,
    private readonly pins: Pins,
    private readonly holder: Person,
    private readonly authority: OldAuthority,
    private readonly kind: CardKind,
  ) {}

  /** @throws CardToolError, CardError */
  async fill(): Promise<void> {
    const { tokens } = await this.card.scan();
    for (const purpose of purposes) {
      const label = this.kind.hasOneToken === true ? labelOfOneToken : labels[purpose];
      const token = tokens.find((candidate) => candidate.label === label);
      if (token === undefined) throw new CardToolError(`SoftHSM did not keep the token ${label}`);
      await this.card.login(token, pinOf(this.pins, purpose));
      await this.#writeCertificates(token, await this.#keyFor(token, purpose), purpose);
      await this.card.logout(token);
    }
  }

  async #keyFor(token: TokenInfo, purpose: Purpose): Promise<KeyOnToken> {
    const ckaId = ckaIds[purpose];
    const made = (await this.card.keys(token)).find((key) => key.ckaId === ckaId);
    const keyType = this.kind.keyType ?? 'RSA_2048';
    return made ?? this.card.generateKeyPair(token, { ckaId, label: words[purpose], keyType });
  }

  async #writeCertificates(token: TokenInfo, { ckaId, publicKey }: KeyOnToken, purpose: Purpose): Promise<void> {
    const { cardNumber } = this.holder;
    const kinds: readonly (readonly [OldIssuer, string, NameAttribute[]])[] = [
      ['ORGANISATION', 'HSA-id', organisationSubject(this.holder)],
      ['CARD_ISSUER', 'personnummer', personSubject(this.holder)],
    ];
    for (const [issuer, name, subject] of kinds) {
      const isExpired = this.kind.hasExpired === true && issuer === 'CARD_ISSUER';
      const der = await this.authority.issue({ issuer, purpose, subject, cardNumber, publicKey, isExpired });
      await this.card.writeCertificate(token, { ckaId, label: `${words[purpose]} (${name})`, der });
    }
  }
}

function organisationSubject({ hsaId, givenName, surname, name, organisation, locality }: Person): NameAttribute[] {
  return [
    { type: '2.5.4.6', value: 'SE' },
    { type: '2.5.4.7', value: locality },
    { type: '2.5.4.10', value: organisation },
    { type: '2.5.4.3', value: name },
    { type: '2.5.4.4', value: surname },
    { type: '2.5.4.42', value: givenName },
    { type: '2.5.4.5', value: hsaId },
  ];
}

function personSubject({ personnummer, givenName, surname, name }: Person): NameAttribute[] {
  return [
    { type: '2.5.4.6', value: 'SE' },
    { type: '2.5.4.3', value: name },
    { type: '2.5.4.4', value: surname },
    { type: '2.5.4.42', value: givenName },
    { type: '2.5.4.5', value: personnummer },
  ];
}

function writeFiles(folder: CardFolder, card: CardFile, authority: OldAuthority): void {
  const { root, organisation, cardIssuer } = authority.certificates;
  // A sign-in shows only the holder's certificate, so who trusts this hierarchy needs its issuing CAs as well.
  folder.write('old-ca/root.pem', `${root}${organisation}${cardIssuer}`);
  folder.write('old-ca/organisation.pem', organisation);
  folder.write('old-ca/card-issuer.pem', cardIssuer);
  folder.write(
    'holder-directory.json',
    `${JSON.stringify([{ ...card.holder, cardStatus: 'RECEIVED', cardKind: 'ORDINARY' }], null, 2)}\n`,
  );
  // Last: a folder with card.json is a whole card.
  folder.write('card.json', `${JSON.stringify(card, null, 2)}\n`);
}
