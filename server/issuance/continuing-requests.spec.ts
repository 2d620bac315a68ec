import type { CertificateProfile } from '../common/certificate-profile.js';
import { Certificate } from '../pki/certificate.js';
import { ecKeys, rsaKeys } from '../pki/test-certificates.spec-support.js';
import type { KeyPair } from '../pki/test-certificates.spec-support.js';
import type { IssuedCertificate } from '../sessions/offer.types.js';
import { DisturbedAuthority } from './disturbed-authority.spec-support.js';
import { IssuedCertificateRow } from './issued-certificate.entity.js';
import { clearTemplate, RealIssuance, requestFor } from './real-issuance.spec-support.js';
import type { IssuanceOptions, OldCard, ReadySession } from './real-issuance.spec-support.js';

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

describe('new keys', () => {
  beforeEach(() => begin({ variables: { KEY_POLICY: 'GENERATE', KEY_TYPES: 'RSA_2048,P_256' } }), START_MS);

  it('that the card still has go on; one that is gone is replaced, and what was issued for it stays on record', async () => {
    const old = await issuance.ready(card);
    const [kept, lost] = [ecKeys(), ecKeys()];
    const first = await request(old, 'HSA_AUTHENTICATION', kept);
    await request(old, 'HSA_SIGNATURE', lost);
    await end(old, 'CARD_ERROR');
    const next = await signedIn();
    expect(await request(next, 'HSA_AUTHENTICATION', kept)).toEqual(first);
    const anew = await request(next, 'HSA_SIGNATURE', ecKeys());
    expect((await agentSession(next)).certificates).toEqual([first, anew]);
    expect(await rows()).toHaveLength(3);
    // For this session the order stands.
    await expect(request(next, 'HSA_SIGNATURE', lost)).rejects.toMatchObject({ code: 'KEY_POLICY_VIOLATED' });
  });

  it('may sign in on the other PC, once this upgrade has put them on the card', async () => {
    const old = await issuance.ready(card);
    const keys = rsaKeys();
    const issued = await request(old, 'HSA_AUTHENTICATION', keys);
    await confirm(old, issued);
    const certificate = Certificate.parse(issued.certificate);
    const next = await signedIn({ ...card, authentication: { ...keys, certificate } });
    expect((await agentSession(next)).certificates).toEqual([{ ...issued, installed: true }]);
    await request(next, 'PERSON_AUTHENTICATION', keys);
    await expect(request(next, 'HSA_SIGNATURE', keys)).rejects.toMatchObject({ code: 'KEY_POLICY_VIOLATED' });
  });

  it('of a try that came to nothing are new ones still; of another type than asked for, none', async () => {
    const old = await issuance.ready(card);
    const keys = ecKeys();
    await request(old, 'HSA_AUTHENTICATION', keys);
    await issuance.queue.run((manager) => manager.query('DELETE FROM "session_certificate"'));
    const next = await signedIn();
    await issuance.agreement.accept(next.sessionId, next.offer.terms.version);
    await request(next, 'HSA_AUTHENTICATION', keys);
    for (const other of [ecKeys('P-384'), rsaKeys(3072)])
      await expect(request(next, 'HSA_SIGNATURE', other)).rejects.toMatchObject({ code: 'KEY_POLICY_VIOLATED' });
  });
});

describe('a request that is on its way when the card signs in elsewhere', () => {
  let disturbed: DisturbedAuthority | null;
  let answer: () => void;
  let asked: Promise<void>;

  beforeEach(async () => {
    let arrived = (): void => undefined;
    asked = new Promise((resolve) => (arrived = resolve));
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const wait = (): Promise<void> => {
      arrived();
      return answered;
    };
    await begin({ wrap: (real) => (disturbed = new DisturbedAuthority(real, wait)) });
  }, START_MS);

  const onlyOne = async (old: ReadySession, next: ReadySession): Promise<void> => {
    const [answered, ...others] = disturbed?.answers ?? [];
    for (const other of others) expect(other).toEqual(answered);
    expect((await request(next, 'HSA_AUTHENTICATION')).certificate).toEqual(answered);
    expect((await agentSession(next)).certificates).toMatchObject([{ certificate: answered, installed: false }]);
    expect(await rows()).toHaveLength(1);
    // Told where the card is now.
    const told = await Promise.all([old, next].map(({ sessionId }) => issuance.kinds(sessionId)));
    expect(told.map((kinds) => kinds.filter((kind) => kind === 'CERTIFICATE_ISSUED').length)).toEqual([0, 1]);
  };

  it('and is answered after that: the new session has it', async () => {
    const old = await issuance.ready(card);
    const late = request(old, 'HSA_AUTHENTICATION');
    await asked;
    const next = await signedIn();
    expect(await agentSession(next)).toMatchObject({ upgradeId: old.sessionId, certificates: [] });
    answer();
    await expect(late).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    await onlyOne(old, next);
  });

  it('and is answered after the new session has asked again: both answers are one', async () => {
    const old = await issuance.ready(card);
    const late = request(old, 'HSA_AUTHENTICATION');
    await asked;
    const next = await signedIn();
    await request(next, 'HSA_AUTHENTICATION');
    answer();
    await expect(late).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    await onlyOne(old, next);
  });
});
