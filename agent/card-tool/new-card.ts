import { findSoftHsm } from '../config/find-module.js';
import { openCard } from '../pkcs11/open-card.js';
import type { CardFile, CardFolder } from './card-folder.js';
import { CardMaker, ckaIds, labelOfOneToken, labels, pinOf, purposes, words, type CardKind, type Pins } from './fill-card.js';
import { makeTokens, type TokenToMake } from './make-tokens.js';
import { OldAuthority } from './old-authority.js';
import { inventDigits, inventPerson } from './person.js';

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
