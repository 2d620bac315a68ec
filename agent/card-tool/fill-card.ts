import type { CardPort, KeyOnToken, KeyType, Purpose, TokenInfo } from '../card/card-port.js';
import type { NameAttribute } from '../card/pkcs10.js';
import { CardToolError } from './card-folder.js';
import type { OldAuthority, OldIssuer } from './old-authority.js';
import type { Person } from './person.js';

export const labels: Record<Purpose, string> = {
  AUTHENTICATION: 'SITHS e-id kort (Legitimering)',
  SIGNATURE: 'SITHS e-id kort (Underskrift)',
};
/** As the common middleware numbers the two key pairs of a card. */
export const ckaIds: Record<Purpose, string> = { AUTHENTICATION: '45', SIGNATURE: '46' };
export const words: Record<Purpose, string> = { AUTHENTICATION: 'Legitimering', SIGNATURE: 'Underskrift' };
export const purposes: readonly Purpose[] = ['AUTHENTICATION', 'SIGNATURE'];
export const labelOfOneToken = 'SITHS e-id kort';

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

export interface Pins {
  readonly pin1: string;
  readonly pin2: string;
  readonly puk: string;
}

export function pinOf(pins: Pins, purpose: Purpose): string {
  return purpose === 'AUTHENTICATION' ? pins.pin1 : pins.pin2;
}

/** Puts keys and old certificates on the tokens of one card. */
export class CardMaker {
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
      if (token === undefined) throw new CardToolError(`The module did not keep the token ${label}`);
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
