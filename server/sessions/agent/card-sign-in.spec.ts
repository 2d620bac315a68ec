import { FaultError } from '../../common/fault.js';
import { holder, offer, RealSessions, signInToken } from '../real-sessions.spec-support.js';

let sessions: RealSessions;
beforeEach(async () => {
  sessions = await RealSessions.start({ PUBLIC_URL: 'https://kortlots.example' });
});
afterEach(() => sessions.stop());

const signIn = (sessionId: string) => sessions.cardSignIn.signIn(sessionId, signInToken);

test('a challenge is random, bound to our origin, and short-lived', async () => {
  const { sessionId } = await sessions.open();
  const one = await sessions.cardSignIn.requestChallenge(sessionId);
  const other = await sessions.cardSignIn.requestChallenge(sessionId);
  expect(Buffer.from(one.nonce, 'base64')).toHaveLength(32);
  expect(one.nonce).not.toBe(other.nonce);
  expect(one.origin).toBe('https://kortlots.example');
  const minutes = (one.expiresAt.getTime() - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(4);
  expect(minutes).toBeLessThanOrEqual(5);
  await signIn(sessionId);
  expect(sessions.verifier.nonces).toEqual([other.nonce]);
});

test('signing in gives the session a holder, an event and an offer', async () => {
  const { sessionId } = await sessions.open();
  await sessions.cardSignIn.requestChallenge(sessionId);
  const signedIn = await signIn(sessionId);
  expect(signedIn.offer).toEqual(offer);
  expect(signedIn.session).toMatchObject({ id: sessionId, state: 'SIGNED_IN', holder: { name: 'Test Testsson' } });
  expect(await sessions.kinds(sessionId)).toEqual(['SESSION_OPENED', 'SIGNED_IN']);
});

test('without a challenge, with an old one, or twice with the same: rejected before anything is checked', async () => {
  const { sessionId } = await sessions.open();
  await expect(signIn(sessionId)).rejects.toMatchObject({ code: 'SIGN_IN_REJECTED' });
  await sessions.cardSignIn.requestChallenge(sessionId);
  await sessions.changes.run(sessionId, ({ session, now }) => {
    session.challengeExpiresAt = now;
  });
  await expect(signIn(sessionId)).rejects.toMatchObject({ code: 'SIGN_IN_REJECTED' });
  expect(sessions.verifier.nonces).toEqual([]);
  await sessions.signIn(sessionId);
  await expect(signIn(sessionId)).rejects.toMatchObject({ code: 'SIGN_IN_REJECTED' });
  expect(sessions.verifier.nonces).toHaveLength(1);
});

test('of many sign-ins with one challenge one is checked', async () => {
  const { sessionId } = await sessions.open();
  await sessions.cardSignIn.requestChallenge(sessionId);
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => signIn(sessionId)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(sessions.verifier.nonces).toHaveLength(1);
});

test('a failed sign-in costs the challenge, which is gone before the check begins, and changes nothing else', async () => {
  const { sessionId } = await sessions.open();
  await sessions.cardSignIn.requestChallenge(sessionId);
  let seen: string | null = 'not read';
  sessions.verifier.answer = async () => {
    seen = (await sessions.reader.session(sessionId)).challengeNonce;
    throw new FaultError('SIGN_IN_CERTIFICATE_REVOKED');
  };
  await expect(signIn(sessionId)).rejects.toMatchObject({ code: 'SIGN_IN_CERTIFICATE_REVOKED' });
  expect(seen).toBeNull();
  expect(await sessions.reader.session(sessionId)).toMatchObject({ state: 'AWAITING_SIGN_IN', holder: null });
  await expect(signIn(sessionId)).rejects.toMatchObject({ code: 'SIGN_IN_REJECTED' });
});

test('the check holds up no other change', async () => {
  const { sessionId } = await sessions.open();
  const other = await sessions.open();
  await sessions.cardSignIn.requestChallenge(sessionId);
  sessions.verifier.answer = async () => {
    await sessions.pairingCodes.renew(other.sessionId);
    return holder;
  };
  await expect(signIn(sessionId)).resolves.toMatchObject({ session: { state: 'SIGNED_IN' } });
});

describe('after a break', () => {
  const again = async (changes: Partial<typeof holder>) => {
    const sessionId = await sessions.openInstalling();
    sessions.verifier.answer = () => Promise.resolve({ ...holder, signInCertificate: 'AQ==', ...changes });
    await sessions.cardSignIn.requestChallenge(sessionId);
    return { sessionId, result: signIn(sessionId) };
  };

  test.each<[string, Partial<typeof holder>]>([
    ['with the same', {}],
    ['with a certificate that names only the HSA-id', { personnummer: '', cardNumber: null }],
    ['with a certificate that names only the personnummer', { hsaId: null, cardNumber: null }],
  ])('the same holder goes on %s', async (_, changes) => {
    const { sessionId, result } = await again(changes);
    await expect(result).resolves.toMatchObject({ session: { state: 'INSTALLING', acceptedTermsVersion: '2026-1' } });
    // What is issued rests on the first identity.
    expect((await sessions.reader.session(sessionId)).holder).toEqual(holder);
    expect(await sessions.kinds(sessionId)).toEqual(['SESSION_OPENED', 'SIGNED_IN', 'TERMS_ACCEPTED', 'SIGNED_IN']);
  });

  test.each<[string, Partial<typeof holder>]>([
    ['another person', { personnummer: '198002022383', hsaId: 'TSTNMT2321000156-T002' }],
    ['another person with the same card number', { personnummer: '198002022383' }],
    ['another card of the same person', { cardNumber: '9752269875000000000' }],
    ['somebody who shares no identifier', { personnummer: '', hsaId: null, cardNumber: null }],
  ])('%s is refused', async (_, changes) => {
    const { sessionId, result } = await again(changes);
    await expect(result).rejects.toMatchObject({ code: 'OTHER_CARD' });
    expect(await sessions.kinds(sessionId)).toEqual(['SESSION_OPENED', 'SIGNED_IN', 'TERMS_ACCEPTED']);
  });
});

test('an ended session gives no challenge, and takes no sign-in', async () => {
  const { sessionId } = await sessions.open();
  await sessions.cardSignIn.requestChallenge(sessionId);
  await sessions.outcome.cancel(sessionId, {});
  await expect(sessions.cardSignIn.requestChallenge(sessionId)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  await expect(signIn(sessionId)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
});

test('a session that ends while its sign-in is checked stays ended', async () => {
  const { sessionId } = await sessions.open();
  await sessions.cardSignIn.requestChallenge(sessionId);
  sessions.verifier.answer = async () => {
    await sessions.outcome.cancel(sessionId, {});
    return holder;
  };
  await expect(signIn(sessionId)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  expect(await sessions.reader.session(sessionId)).toMatchObject({ state: 'CANCELLED', holder: null });
});

test('whose card may not be upgraded is signed in all the same, so that staff see whose it is', async () => {
  const { sessionId } = await sessions.open();
  await sessions.cardSignIn.requestChallenge(sessionId);
  sessions.offers.refuses = new FaultError('CARD_NOT_ELIGIBLE', { detail: 'a reserve card' });
  await expect(signIn(sessionId)).rejects.toMatchObject({ code: 'CARD_NOT_ELIGIBLE' });
  expect((await sessions.reader.details(sessionId)).summary).toMatchObject({
    state: 'SIGNED_IN',
    holder: { name: 'Test Testsson' },
  });
});
