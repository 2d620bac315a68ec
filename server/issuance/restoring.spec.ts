import { CertificateProfile } from '../common/certificate-profile.js';
import { Certificate } from '../pki/certificate.js';
import { rsaKeys } from '../pki/test-certificates.spec-support.js';
import type { IssuedCertificate, Offer } from '../sessions/offer.types.js';
import { IssuedCertificateRow } from './issued-certificate.entity.js';
import { clearTemplate, entry, RealIssuance, requestFor } from './real-issuance.spec-support.js';
import type { OldCard } from './real-issuance.spec-support.js';

const profiles = Object.values(CertificateProfile);
const second = { ...entry, cardNumber: '975226912345678902' };
/** The first of them makes the authority. */
const START_MS = 30_000;

let issuance: RealIssuance;
let card: OldCard;
beforeEach(async () => {
  issuance = await RealIssuance.start({ directory: [entry, second] });
  card = await issuance.card();
}, START_MS);
afterEach(() => issuance.stop());
afterAll(clearTemplate);

const request = (sessionId: string, offer: Offer, profile: CertificateProfile, of: OldCard) =>
  issuance.issuing.request(
    sessionId,
    profile,
    requestFor(offer, profile, profile.endsWith('SIGNATURE') ? of.signature : of.authentication),
  );
const confirm = (sessionId: string, issued: IssuedCertificate) => issuance.confirm(sessionId, issued);
const summary = async (sessionId: string) => (await issuance.reader.details(sessionId)).summary;
const state = async (sessionId: string) => (await issuance.reader.agentSession(sessionId)).state;
const orders = () => issuance.source.manager.find(IssuedCertificateRow);

/** A whole upgrade. */
async function upgrade(of = card): Promise<IssuedCertificate[]> {
  const { sessionId, offer } = await issuance.ready(of);
  const issued = [];
  for (const profile of profiles) {
    issued.push(await request(sessionId, offer, profile, of));
    await confirm(sessionId, issued.at(-1) ?? fail());
  }
  await issuance.outcome.finish(sessionId);
  return issued;
}

function fail(): never {
  throw new Error('nothing was issued');
}

const signedIn = async (of = card): Promise<string> => (await issuance.signedIn(of)).sessionId;

test('a key that is no longer on the card keeps the other certificates from nobody: some is enough, none is not', async () => {
  await upgrade();
  const sessionId = await signedIn();
  const { session } = await issuance.restoring.restore(sessionId);
  await expect(issuance.outcome.finish(sessionId)).rejects.toMatchObject({ code: 'SESSION_STATE' });
  await confirm(sessionId, session.certificates[0] ?? fail());
  expect((await issuance.outcome.finish(sessionId)).state).toBe('COMPLETED');
  expect(await summary(sessionId)).toMatchObject({ purpose: 'RESTORE', installedCertificates: 1 });
});

test('what the card got is offered as it was, without terms, and is put on it again; nothing is issued', async () => {
  await upgrade();
  const issued = await upgrade();
  const sessionId = await signedIn();
  const { session, offer } = await issuance.restoring.restore(sessionId);
  expect(session).toMatchObject({ purpose: 'RESTORE', state: 'INSTALLING', upgradeId: sessionId, acceptedTermsVersion: null });
  expect(session.certificates).toEqual(issued);
  expect(offer.certificates.map(({ profile }) => profile)).toEqual(profiles);
  for (const [index, { subject, issuer, purpose, profile }] of offer.certificates.entries()) {
    expect(subject).toEqual(Certificate.parse(issued[index]?.certificate ?? fail()).subject);
    expect(issuer).toBe(issuance.authority.issuerName(profile));
    expect(purpose).toBe(profile.endsWith('SIGNATURE') ? 'SIGNATURE' : 'AUTHENTICATION');
  }
  expect(offer.oldCertificates).toBe('KEEP');

  await expect(request(sessionId, offer, 'HSA_SIGNATURE', card)).rejects.toMatchObject({ code: 'SESSION_STATE' });
  await expect(issuance.agreement.accept(sessionId, offer.terms.version)).rejects.toMatchObject({ code: 'SESSION_STATE' });
  await expect(issuance.outcome.finish(sessionId)).rejects.toMatchObject({ code: 'SESSION_STATE' });
  for (const one of session.certificates) await confirm(sessionId, one);
  expect((await issuance.outcome.finish(sessionId)).state).toBe('COMPLETED');
  expect(await orders()).toHaveLength(8);
  expect(await summary(sessionId)).toMatchObject({ purpose: 'RESTORE', installedCertificates: 4, continues: null });
  expect(await issuance.kinds(sessionId)).toEqual([
    'SESSION_OPENED',
    'SIGNED_IN',
    'RESTORE_CHOSEN',
    ...profiles.map(() => 'CERTIFICATE_INSTALLED'),
    'SESSION_COMPLETED',
  ]);
});

test('choosing again, at once or later, changes nothing; signing in again gives the same offer', async () => {
  await upgrade();
  const sessionId = await signedIn();
  const [one, other] = await Promise.all([issuance.restoring.restore(sessionId), issuance.restoring.restore(sessionId)]);
  await confirm(sessionId, one.session.certificates[0] ?? fail());
  const later = await issuance.restoring.restore(sessionId);
  expect([other.offer, later.offer, await issuance.signIn(sessionId, card)]).toEqual([one.offer, one.offer, one.offer]);
  expect(later.session.certificates.map(({ installed }) => installed)).toEqual([true, false, false, false]);
  expect((await issuance.kinds(sessionId)).filter((kind) => kind === 'RESTORE_CHOSEN')).toHaveLength(1);
});

test('nothing was issued for the card: said, and the session stays an upgrade', async () => {
  await upgrade(await issuance.card({ cardNumber: second.cardNumber, keys: rsaKeys() }));
  const sessionId = await signedIn();
  await expect(issuance.restoring.restore(sessionId)).rejects.toMatchObject({ code: 'NOTHING_TO_RESTORE' });
  expect(await summary(sessionId)).toMatchObject({ purpose: 'UPGRADE', state: 'SIGNED_IN' });
});

test('never the certificates of another card of the same holder', async () => {
  await upgrade();
  const sessionId = await signedIn(await issuance.card({ cardNumber: second.cardNumber }));
  await expect(issuance.restoring.restore(sessionId)).rejects.toMatchObject({ code: 'NOTHING_TO_RESTORE' });
});

test('what was revoked or has expired is not offered, nor anything older in its place', async () => {
  await upgrade();
  const [first, signature] = await upgrade();
  await issuance.authority.revoke(Certificate.parse(first?.certificate ?? fail()), 'KEY_COMPROMISE');
  const kept = (await issuance.restoring.restore(await signedIn())).session.certificates;
  expect(kept.map(({ profile }) => profile)).toEqual(profiles.slice(1));
  expect(kept[0]).toEqual({ ...signature, installed: false });
});

test('what never was on the card gives way to what was', async () => {
  const proven = await upgrade();
  const broken = await issuance.ready(card);
  await request(broken.sessionId, broken.offer, 'HSA_SIGNATURE', card);
  await issuance.outcome.cancel(broken.sessionId, {});
  await issuance.queue.run((manager) => manager.query(`UPDATE "upgrade_session" SET "lastEventAt" = 0`));
  const { session } = await issuance.restoring.restore(await signedIn());
  expect(session.certificates.map(({ serialNumber }) => serialNumber)).toEqual(proven.map(({ serialNumber }) => serialNumber));
});

test('not before sign-in, not while an upgrade has certificates, not after the end', async () => {
  await upgrade();
  const unknown = await issuance.open();
  await expect(issuance.restoring.restore(unknown)).rejects.toMatchObject({ code: 'SESSION_STATE' });
  const { sessionId, offer } = await issuance.ready(card);
  await request(sessionId, offer, 'HSA_SIGNATURE', card);
  await expect(issuance.restoring.restore(sessionId)).rejects.toMatchObject({ code: 'SESSION_STATE' });
  // On another PC, what was issued is to be installed first.
  const next = await signedIn();
  await expect(issuance.restoring.restore(next)).rejects.toMatchObject({ code: 'SESSION_STATE' });
  expect(await state(next)).toBe('INSTALLING');
  await issuance.outcome.cancel(next, {});
  await expect(issuance.restoring.restore(next)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
});

test('after terms that were accepted, but nothing ordered: the request that comes too late is refused', async () => {
  await upgrade();
  const { sessionId, offer } = await issuance.ready(card);
  expect((await issuance.restoring.restore(sessionId)).session.purpose).toBe('RESTORE');
  await expect(request(sessionId, offer, 'HSA_SIGNATURE', card)).rejects.toMatchObject({ code: 'SESSION_STATE' });
});

test('a card that may not be upgraded gets nothing back', async () => {
  await upgrade();
  const sessionId = await signedIn();
  issuance.replaceDirectory([{ ...entry, cardStatus: 'SENT' }, second]);
  await expect(issuance.restoring.restore(sessionId)).rejects.toMatchObject({ code: 'CARD_NOT_ELIGIBLE' });
  expect((await summary(sessionId)).purpose).toBe('UPGRADE');
});

test('a broken-off restore is no upgrade to go on with, and takes nothing away', async () => {
  await upgrade();
  const sessionId = await signedIn();
  await issuance.restoring.restore(sessionId);
  const next = await signedIn();
  expect(await state(sessionId)).toBe('CANCELLED');
  expect(await issuance.reader.agentSession(next)).toMatchObject({ upgradeId: next, state: 'SIGNED_IN', certificates: [] });
  expect((await issuance.restoring.restore(next)).session.certificates).toHaveLength(4);
});
