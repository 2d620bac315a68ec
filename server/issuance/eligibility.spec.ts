import { nameAttribute } from '../pki/distinguished-name.js';
import type { NameAttribute } from '../pki/distinguished-name.js';
import type { MakeOptions } from '../pki/test-certificates.spec-support.js';
import type { Offer } from '../sessions/offer.types.js';
import { aroundNow, CARD_NUMBER, clearTemplate, entry, RealIssuance } from './real-issuance.spec-support.js';
import type { IssuanceOptions } from './real-issuance.spec-support.js';

let issuance: RealIssuance;

/** The first of them makes the authority. */
const START_MS = 30_000;

afterEach(() => issuance.stop());
afterAll(clearTemplate);

async function offerFor(options: IssuanceOptions, card: MakeOptions = {}): Promise<Offer> {
  issuance = await RealIssuance.start(options);
  return issuance.signIn(await issuance.open(), await issuance.card(card));
}

const personSubject = (personnummer: string): NameAttribute[] => [
  nameAttribute('C', 'SE'),
  nameAttribute('CN', 'Åsa Testsson'),
  nameAttribute('serialNumber', personnummer),
];
const text = (subject: readonly NameAttribute[] = []): string => subject.map(({ name, value }) => `${name}=${value}`).join(', ');

describe('an offer', () => {
  it(
    'has the four certificates, with subjects and issuers as the domain has them',
    async () => {
      const { certificates, terms, authorities, keyTypes, keyPolicy } = await offerFor({});
      const person = 'CN=Åsa Testsson, SN=Testsson, GN=Åsa';
      const hsa = `C=SE, L=Exempelstad, O=Region Exempel, ${person}, serialNumber=TSTNMT2321000156-ABCD`;
      const id = `C=SE, ${person}, serialNumber=199001012385`;
      const issuer = (name: string): string => `C=SE, O=Inera AB, CN=TEST SITHS e-id Person ${name} 3 CA v1`;
      expect(certificates.map(({ profile, purpose, issuer, subject }) => [profile, purpose, issuer, text(subject)])).toEqual([
        ['HSA_AUTHENTICATION', 'AUTHENTICATION', issuer('HSA-id'), hsa],
        ['PERSON_AUTHENTICATION', 'AUTHENTICATION', issuer('ID'), id],
        ['HSA_SIGNATURE', 'SIGNATURE', issuer('HSA-id'), hsa],
        ['PERSON_SIGNATURE', 'SIGNATURE', issuer('ID'), id],
      ]);
      expect([keyTypes, keyPolicy, authorities.length, terms.version]).toEqual([['RSA_2048'], 'REUSE', 3, '2026-1']);
      for (const { sv, en } of [terms.title, ...terms.paragraphs]) expect([sv, en]).not.toContain('');
    },
    START_MS,
  );

  it('is the same for a holder who signs in with the certificate on the personnummer', async () => {
    const offer = await offerFor({}, { subject: personSubject(entry.personnummer) });
    expect(text(offer.certificates[0]?.subject)).toContain('serialNumber=TSTNMT2321000156-ABCD');
  });

  it.each<[string, IssuanceOptions, MakeOptions, RegExp]>([
    ['has not been received', { directory: [{ ...entry, cardStatus: 'SENT' }] }, {}, /skickat/],
    ['is a reserve card', { directory: [{ ...entry, cardKind: 'RESERVE' }] }, {}, /reserve card/],
    ['is another one than the directory has', {}, { cardNumber: '975226900000000009' }, /no such card/],
    ['is of nobody in the directory', { directory: [] }, {}, /not in the directory/],
  ])('is refused to a card that %s', async (_, options, card, detail) => {
    const refused = offerFor(options, card);
    await expect(refused).rejects.toMatchObject({ code: 'CARD_NOT_ELIGIBLE' });
    await expect(refused).rejects.toThrow(detail);
  });

  it('is refused to reserve cards by their issuer, without a directory', async () => {
    issuance = await RealIssuance.start({ directory: null, issuerName: 'TEST SITHS e-id Person HSA-id 2 CA v1' });
    const refused = issuance.signIn(await issuance.open(), await issuance.card());
    await expect(refused).rejects.toMatchObject({ code: 'CARD_NOT_ELIGIBLE', detail: 'a reserve card' });
  });

  it('without a directory is what the certificate on the personnummer says', async () => {
    const { certificates } = await offerFor({ directory: null }, { subject: personSubject(entry.personnummer) });
    expect(certificates.map(({ profile }) => profile)).toEqual(['PERSON_AUTHENTICATION', 'PERSON_SIGNATURE']);
  });
});

describe('a sign-in', () => {
  it('tells who it is, by certificate and directory', async () => {
    issuance = await RealIssuance.start();
    const sessionId = await issuance.open();
    await issuance.signIn(sessionId, await issuance.card());
    const { holder } = await issuance.reader.session(sessionId);
    const { name, givenName, surname, hsaId, organisation, personnummer } = entry;
    expect(holder).toMatchObject({ name, givenName, surname, hsaId, organisation, personnummer, cardNumber: CARD_NUMBER });
  });

  it.each([
    ['no serial number', [nameAttribute('CN', 'Åsa Testsson')]],
    ['a serial number of another kind', personSubject('12345')],
    ['a personnummer with a wrong check digit', personSubject('199001012383')],
  ])('with %s in the subject is refused', async (_, subject) => {
    const refused = offerFor({}, { subject, ...aroundNow });
    await expect(refused).rejects.toMatchObject({ code: 'SIGN_IN_CERTIFICATE_UNTRUSTED' });
  });
});
