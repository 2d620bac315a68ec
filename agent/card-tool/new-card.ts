import type { CardPort, KeyOnToken, Purpose, TokenKey } from '../card/card-port.js';
import type { NameAttribute } from '../card/pkcs10.js';
import { findSoftHsm } from '../config/find-module.js';
import { openCard } from '../pkcs11/open-card.js';
import { CardToolError, type CardFile, type CardFolder } from './card-folder.js';
import { makeTokens } from './make-tokens.js';
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

/**
 * Makes a card in SoftHSM as it is before the upgrade: a token for each PIN, a key pair in each, and on each key the old
 * certificates of organisation and card issuer.
 * @param modulePath of SoftHSM; null: where it is usually installed.
 * @throws CardToolError, CardError
 */
export async function newCard(folder: CardFolder, modulePath: string | null): Promise<CardFile> {
  const module = modulePath ?? findSoftHsm();
  folder.prepare();
  try {
    const pins = inventPins();
    const holder = inventPerson();
    const tokens = purposes.map((purpose) => ({ label: labels[purpose], puk: pins.puk, pin: pinOf(pins, purpose) }));
    await makeTokens(folder.conf, { modulePath: module, tokens });
    const authority = await OldAuthority.create();
    await fillTokens(module, folder.conf, pins, holder, authority);
    const card: CardFile = { format: 1, ...pins, modulePath: module, conf: folder.conf, cardNumber: holder.cardNumber, holder };
    writeFiles(folder, card, authority);
    return card;
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

function inventPins(): Pins {
  const pin1 = inventDigits(6);
  let pin2 = inventDigits(6);
  while (pin2 === pin1) pin2 = inventDigits(6);
  return { pin1, pin2, puk: inventDigits(8) };
}

function pinOf(pins: Pins, purpose: Purpose): string {
  return purpose === 'AUTHENTICATION' ? pins.pin1 : pins.pin2;
}

async function fillTokens(module: string, conf: string, pins: Pins, holder: Person, authority: OldAuthority): Promise<void> {
  const card = await openCard({ modulePath: module, environment: { SOFTHSM2_CONF: conf } });
  try {
    const { tokens } = await card.scan();
    for (const purpose of purposes) {
      const token = tokens.find((candidate) => candidate.label === labels[purpose]);
      if (token === undefined) throw new CardToolError(`SoftHSM did not keep the token ${labels[purpose]}`);
      await card.login(token, pinOf(pins, purpose));
      const key = await card.generateKeyPair(token, { ckaId: ckaIds[purpose], label: words[purpose], bits: 2048 });
      await writeOldCertificates(card, token, key, purpose, holder, authority);
      await card.logout(token);
    }
  } finally {
    await card.close();
  }
}

async function writeOldCertificates(
  card: CardPort,
  token: TokenKey,
  key: KeyOnToken,
  purpose: Purpose,
  holder: Person,
  authority: OldAuthority,
): Promise<void> {
  const subjects: Record<OldIssuer, NameAttribute[]> = {
    ORGANISATION: organisationSubject(holder),
    CARD_ISSUER: personSubject(holder),
  };
  const kinds: readonly (readonly [OldIssuer, string])[] = [
    ['ORGANISATION', 'HSA-id'],
    ['CARD_ISSUER', 'personnummer'],
  ];
  for (const [issuer, kind] of kinds) {
    const { cardNumber } = holder;
    const der = await authority.issue({ issuer, purpose, subject: subjects[issuer], cardNumber, publicKey: key.publicKey });
    await card.writeCertificate(token, { ckaId: key.ckaId, label: `${words[purpose]} (${kind})`, der });
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
