import { CertificateProfile } from '../common/certificate-profile.js';
import { Certificate } from '../pki/certificate.js';
import { hsaSubject, rsaKeys } from '../pki/test-certificates.spec-support.js';
import type { KeyPair } from '../pki/test-certificates.spec-support.js';
import type { IssuedCertificate } from '../sessions/offer.types.js';
import { IssuedCertificateRow } from './issued-certificate.entity.js';
import { clearTemplate, entry, RealIssuance, requestFor } from './real-issuance.spec-support.js';
import type { IssuanceOptions, OldCard, ReadySession } from './real-issuance.spec-support.js';

const profiles = Object.values(CertificateProfile);
const DAY_MS = 24 * 60 * 60 * 1000;
/** The first of them makes the authority. */
const START_MS = 30_000;

let issuance: RealIssuance;
let card: OldCard;

async function begin(options: IssuanceOptions = {}): Promise<void> {
  issuance = await RealIssuance.start(options);
  card = await issuance.card();
}
afterEach(() => issuance.stop());
afterAll(clearTemplate);

const keyOf = (profile: string): KeyPair => (profile.endsWith('SIGNATURE') ? card.signature : card.authentication);
const request = ({ sessionId, offer }: ReadySession, profile: CertificateProfile, keys = keyOf(profile)) =>
  issuance.issuing.request(sessionId, profile, requestFor(offer, profile, keys));
const confirm = ({ sessionId }: ReadySession, issued: IssuedCertificate) => issuance.confirm(sessionId, issued);
const signedIn = (withCard = card) => issuance.signedIn(withCard);
const agentSession = ({ sessionId }: ReadySession) => issuance.reader.agentSession(sessionId);
const rows = () => issuance.source.manager.find(IssuedCertificateRow);
const end = ({ sessionId }: ReadySession, faultCode: 'CARD_ERROR' | null = null) =>
  issuance.outcome.cancel(sessionId, { faultCode });
const summary = async ({ sessionId }: ReadySession) => (await issuance.reader.details(sessionId)).summary;

/** Two issued, one of them installed, and then nothing more is heard of it. */
async function brokenOff(): Promise<ReadySession & { readonly issued: IssuedCertificate[] }> {
  const session = await issuance.ready(card);
  const issued = [await request(session, 'HSA_AUTHENTICATION'), await request(session, 'HSA_SIGNATURE')];
  await confirm(session, issued[0] ?? fail());
  return { ...session, issued };
}

function fail(): never {
  throw new Error('nothing was issued');
}

describe('the same card on another PC', () => {
  beforeEach(() => begin(), START_MS);

  it('goes on: what was issued is there, terms are accepted, nothing is issued twice, and the old session is over', async () => {
    const old = await brokenOff();
    const next = await signedIn();
    const session = await agentSession(next);
    expect(session).toMatchObject({
      upgradeId: old.sessionId,
      state: 'INSTALLING',
      acceptedTermsVersion: old.offer.terms.version,
    });
    const [authentication, signature] = old.issued;
    expect(session.certificates).toEqual([{ ...authentication, installed: true }, signature]);
    expect(await summary(next)).toMatchObject({ continues: old.sessionId, installedCertificates: 1 });
    expect(await issuance.kinds(next.sessionId)).toEqual(['SESSION_OPENED', 'SIGNED_IN', 'SESSION_CONTINUED']);

    expect(await request(next, 'HSA_SIGNATURE')).toEqual(signature);
    for (const profile of profiles) await confirm(next, await request(next, profile));
    expect((await issuance.outcome.finish(next.sessionId)).state).toBe('COMPLETED');
    expect(await rows()).toHaveLength(4);

    expect(await summary(old)).toMatchObject({ state: 'CANCELLED', continues: null });
    const [ending] = (await issuance.reader.events(old.sessionId, 0, null)).slice(-1);
    expect(ending).toMatchObject({ kind: 'SESSION_CANCELLED', detail: `the card signed in to session ${next.sessionId}` });
  });

  it('leaves the old agent nothing: no certificate, no request, no confirmation, and an end that it can read', async () => {
    const old = await brokenOff();
    await signedIn();
    expect(await agentSession(old)).toMatchObject({ state: 'CANCELLED', certificates: [] });
    await expect(request(old, 'PERSON_SIGNATURE')).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    await expect(confirm(old, old.issued[1] ?? fail())).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    await expect(issuance.cardSignIn.requestChallenge(old.sessionId)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  });

  it.each([null, 'CARD_ERROR'] as const)('goes on after an end with %s too', async (faultCode) => {
    const old = await brokenOff();
    await end(old, faultCode);
    const next = await signedIn();
    expect((await agentSession(next)).certificates).toHaveLength(2);
    expect((await summary(old)).state).toBe(faultCode === null ? 'CANCELLED' : 'FAILED');
  });

  it('goes on after a session that expired', async () => {
    const { sessionId } = await brokenOff();
    await issuance.queue.run((manager) =>
      manager.query(`UPDATE "upgrade_session" SET "state" = 'EXPIRED', "endedAt" = ${Date.now()} WHERE "id" = '${sessionId}'`),
    );
    const next = await signedIn();
    expect((await agentSession(next)).certificates).toHaveLength(2);
    expect((await summary({ ...next, sessionId })).state).toBe('EXPIRED');
  });

  it('goes on from session to session, as one upgrade', async () => {
    const first = await brokenOff();
    await end(first);
    const second = await signedIn();
    await confirm(second, await request(second, 'PERSON_SIGNATURE'));
    await end(second, 'CARD_ERROR');
    const third = await signedIn();
    const session = await agentSession(third);
    expect(session.upgradeId).toBe(first.sessionId);
    expect(session.certificates.map(({ installed }) => installed)).toEqual([true, false, true]);
    expect(await summary(third)).toMatchObject({ continues: second.sessionId, installedCertificates: 2 });
    for (const profile of profiles) await confirm(third, await request(third, profile));
    await issuance.outcome.finish(third.sessionId);
    expect(await rows()).toHaveLength(4);
  });

  it('goes on too when everything is installed and only the end was not told', async () => {
    const old = await issuance.ready(card);
    for (const profile of profiles) await confirm(old, await request(old, profile));
    const next = await signedIn();
    expect((await issuance.outcome.finish(next.sessionId)).state).toBe('COMPLETED');
    expect(await rows()).toHaveLength(4);
  });

  it('begins anew after an upgrade that is completed', async () => {
    const old = await issuance.ready(card);
    for (const profile of profiles) await confirm(old, await request(old, profile));
    await issuance.outcome.finish(old.sessionId);
    const next = await signedIn();
    expect(await agentSession(next)).toMatchObject({ upgradeId: next.sessionId, state: 'SIGNED_IN', certificates: [] });
    expect((await summary(next)).continues).toBeNull();
  });

  it('of two PCs at once, the later sign-in has it all and the earlier one is over', async () => {
    const old = await brokenOff();
    const [one, other] = await Promise.all([signedIn(), signedIn()]);
    const states = await Promise.all([one, other].map(agentSession));
    expect(states.map(({ state }) => state).sort()).toEqual(['CANCELLED', 'INSTALLING']);
    const [winner] = states.filter(({ state }) => state === 'INSTALLING');
    expect(winner?.certificates).toHaveLength(2);
    expect(states.map(({ upgradeId }) => upgradeId)).toEqual([old.sessionId, old.sessionId]);
  });

  it('lets a session go on with itself: signing in again takes nothing from anybody', async () => {
    const old = await brokenOff();
    await issuance.signIn(old.sessionId, card);
    expect(await agentSession(old)).toMatchObject({ state: 'INSTALLING', upgradeId: old.sessionId });
    expect((await agentSession(old)).certificates).toHaveLength(2);
  });

  it('ends a live session without certificates, whose requests must not issue beside the new ones', async () => {
    const old = await issuance.ready(card);
    const next = await signedIn();
    await expect(request(old, 'HSA_AUTHENTICATION')).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect(await agentSession(next)).toMatchObject({ upgradeId: old.sessionId, state: 'INSTALLING', certificates: [] });
  });
});

describe('what is not gone on with', () => {
  it('is older than RESUME_DAYS', async () => {
    await begin({ variables: { RESUME_DAYS: '3' } });
    const old = await brokenOff();
    await end(old);
    const lastHeard = (days: number) =>
      issuance.queue.run((manager) =>
        manager.query(
          `UPDATE "upgrade_session" SET "lastEventAt" = ${Date.now() - days * DAY_MS} WHERE "id" = '${old.sessionId}'`,
        ),
      );
    await lastHeard(3.1);
    const late = await signedIn();
    expect(await agentSession(late)).toMatchObject({ upgradeId: late.sessionId, certificates: [] });
    await end(late);
    await lastHeard(2.9);
    expect((await agentSession(await signedIn())).certificates).toHaveLength(2);
  }, 30_000);

  it("is another card's: of the same person, or of another", async () => {
    const second = { ...entry, cardNumber: '975226912345678902' };
    const third = { ...entry, personnummer: '199001022384', hsaId: 'TSTNMT2321000156-EFGH', cardNumber: '975226912345678903' };
    await begin({ directory: [entry, second, third] });
    await brokenOff();
    const other = await issuance.card({ cardNumber: second.cardNumber, keys: rsaKeys() });
    expect(await agentSession(await signedIn(other))).toMatchObject({ certificates: [], state: 'SIGNED_IN' });
    // Even with the key of the first, as no two cards have.
    const copied = await issuance.card({ cardNumber: second.cardNumber });
    expect(await agentSession(await signedIn(copied))).toMatchObject({ certificates: [] });
    const subject = hsaSubject.map((one) => (one.name === 'serialNumber' ? { ...one, value: third.hsaId } : one));
    const stranger = await issuance.card({ subject, cardNumber: third.cardNumber });
    expect(await agentSession(await signedIn(stranger))).toMatchObject({ certificates: [] });
  }, 30_000);

  it("is a card's that does not tell its number, unless the same key signs in", async () => {
    await begin();
    const numberless = await issuance.card({ cardNumber: '' });
    card = numberless;
    await brokenOff();
    const other = await issuance.card({ cardNumber: '', keys: rsaKeys() });
    expect((await agentSession(await signedIn(other))).certificates).toEqual([]);
    expect((await agentSession(await signedIn(numberless))).certificates).toHaveLength(2);
  }, 30_000);

  it('no longer has the subject, or was revoked', async () => {
    const married = { ...entry, surname: 'Exempelsson', name: 'Åsa Exempelsson' };
    await begin({ directory: [entry] });
    const old = await brokenOff();
    await end(old);
    const [first] = old.issued;
    await issuance.authority.revoke(Certificate.parse(first?.certificate ?? fail()), 'KEY_COMPROMISE');
    const next = await signedIn();
    expect((await agentSession(next)).certificates).toEqual([old.issued[1]]);
    issuance.replaceDirectory([married]);
    await end(next);
    const after = await signedIn();
    expect(await agentSession(after)).toMatchObject({ upgradeId: after.sessionId, certificates: [], state: 'SIGNED_IN' });
  }, 30_000);

  it('was made under another key policy', async () => {
    await begin();
    await end(await brokenOff());
    await issuance.queue.run((manager) => manager.updateAll(IssuedCertificateRow, { keyPolicy: 'GENERATE' }));
    expect((await agentSession(await signedIn())).certificates).toEqual([]);
  }, 30_000);

  it('was accepted in another version of the terms: the certificates stay, and the terms are asked for again', async () => {
    await begin();
    const old = await brokenOff();
    await issuance.queue.run((manager) =>
      manager.query(`UPDATE "upgrade_session" SET "acceptedTermsVersion" = '2025-1' WHERE "id" = '${old.sessionId}'`),
    );
    const next = await signedIn();
    expect(await agentSession(next)).toMatchObject({ state: 'SIGNED_IN', acceptedTermsVersion: null });
    await expect(request(next, 'HSA_SIGNATURE')).rejects.toMatchObject({ code: 'SESSION_STATE' });
    await issuance.agreement.accept(next.sessionId, next.offer.terms.version);
    expect(await request(next, 'HSA_SIGNATURE')).toEqual(old.issued[1]);
  }, 30_000);
});
