import { createHash } from 'node:crypto';

import { FaultError } from '../common/fault.js';
import { CertificateProfile } from '../common/certificate-profile.js';
import { Certificate } from '../pki/certificate.js';
import { hsaSubject, rsaKeys } from '../pki/test-certificates.spec-support.js';
import { makeRequest } from '../pki/test-request.spec-support.js';
import type { IssuedCertificate, Offer } from '../sessions/offer.types.js';
import { DisturbedAuthority } from './disturbed-authority.spec-support.js';
import { IssuedCertificateRow } from './issued-certificate.entity.js';
import { SessionCertificate } from './session-certificate.entity.js';
import { clearTemplate, RealIssuance, requestFor } from './real-issuance.spec-support.js';
import type { OldCard } from './real-issuance.spec-support.js';

const profiles = Object.values(CertificateProfile);
const sha256 = (der: Uint8Array): string => createHash('sha256').update(der).digest('hex');
const keyOf = (card: OldCard, profile: string) => (profile.endsWith('SIGNATURE') ? card.signature : card.authentication);

let issuance: RealIssuance;
let card: OldCard;
let sessionId: string;
let offer: Offer;

async function begin(options: Parameters<typeof RealIssuance.start>[0] = {}): Promise<void> {
  issuance = await RealIssuance.start(options);
  card = await issuance.card();
  ({ sessionId, offer } = await issuance.ready(card));
}

const request = (profile: CertificateProfile, keys = keyOf(card, profile)): Promise<IssuedCertificate> =>
  issuance.issuing.request(sessionId, profile, requestFor(offer, profile, keys));

const confirm = ({ profile, serialNumber, certificate }: IssuedCertificate) =>
  issuance.installation.confirm(sessionId, { profile, serialNumber, sha256: sha256(certificate) });

const rows = (): Promise<IssuedCertificateRow[]> => issuance.source.manager.find(IssuedCertificateRow);

/** The first of them makes the authority. */
const START_MS = 30_000;

afterEach(() => issuance.stop());
afterAll(clearTemplate);

describe('issuing with the keys of the card', () => {
  beforeEach(() => begin(), START_MS);

  it('gives the four certificates of the offer, and counts each when it is confirmed', async () => {
    for (const profile of profiles) {
      const issued = await request(profile);
      const certificate = Certificate.parse(issued.certificate);
      expect(certificate.subject).toEqual(offer.certificates.find((offered) => offered.profile === profile)?.subject);
      expect(certificate.serialNumber).toBe(issued.serialNumber);
      expect(issued.chain.map((der) => Certificate.parse(der).isSelfIssued)).toEqual([false, true]);
      await confirm(issued);
    }
    const session = await issuance.reader.agentSession(sessionId);
    expect(session.certificates.map(({ profile, installed }) => [profile, installed])).toEqual(
      profiles.map((one) => [one, true]),
    );
    expect((await issuance.reader.details(sessionId)).summary.installedCertificates).toBe(4);
    const kinds = (await issuance.kinds(sessionId)).slice(-8);
    expect(kinds).toEqual(profiles.flatMap(() => ['CERTIFICATE_ISSUED', 'CERTIFICATE_INSTALLED']));
  });

  it('gives the same certificate, once, to requests repeated and at the same time', async () => {
    const der = requestFor(offer, 'HSA_AUTHENTICATION', card.authentication);
    const together = Array.from({ length: 8 }, () => issuance.issuing.request(sessionId, 'HSA_AUTHENTICATION', der));
    const [first, ...others] = await Promise.all(together);
    for (const other of [...others, await request('HSA_AUTHENTICATION')]) expect(other).toEqual(first);
    expect(await rows()).toHaveLength(1);
    expect((await issuance.kinds(sessionId)).filter((kind) => kind === 'CERTIFICATE_ISSUED')).toHaveLength(1);
  });

  it('confirms once, however often it is told', async () => {
    const issued = await request('HSA_AUTHENTICATION');
    await Promise.all([confirm(issued), confirm(issued)]);
    const { serialNumber } = issued;
    const colons = serialNumber.toUpperCase().match(/../g)?.join(':') ?? '';
    await confirm({ ...issued, serialNumber: colons });
    expect((await issuance.kinds(sessionId)).filter((kind) => kind === 'CERTIFICATE_INSTALLED')).toHaveLength(1);
  });

  it('confirms nothing but what was issued', async () => {
    const issued = await request('HSA_AUTHENTICATION');
    const { profile, serialNumber, certificate } = issued;
    const wrong = [
      { profile, serialNumber: '00', sha256: sha256(certificate) },
      { profile, serialNumber, sha256: sha256(Buffer.from('other')) },
      { profile: 'HSA_SIGNATURE', serialNumber, sha256: sha256(certificate) } as const,
    ];
    for (const input of wrong)
      await expect(issuance.installation.confirm(sessionId, input)).rejects.toMatchObject({ code: 'CERTIFICATE_MISMATCH' });
    expect((await issuance.reader.agentSession(sessionId)).certificates).toEqual([{ ...issued, installed: false }]);
  });

  it('refuses keys against the policy', async () => {
    await expect(request('HSA_AUTHENTICATION', rsaKeys())).rejects.toMatchObject({ code: 'KEY_POLICY_VIOLATED' });
    await expect(request('HSA_AUTHENTICATION', card.signature)).rejects.toMatchObject({ code: 'KEY_POLICY_VIOLATED' });
    await expect(request('HSA_SIGNATURE', card.authentication)).rejects.toMatchObject({ code: 'KEY_POLICY_VIOLATED' });
    await expect(request('HSA_SIGNATURE', rsaKeys(1024))).rejects.toMatchObject({ code: 'KEY_POLICY_VIOLATED' });
    await expect(request('HSA_SIGNATURE', rsaKeys(2048, 3))).rejects.toMatchObject({ code: 'KEY_POLICY_VIOLATED' });
    await request('HSA_SIGNATURE');
    await expect(request('HSA_SIGNATURE', rsaKeys())).rejects.toMatchObject({ code: 'KEY_POLICY_VIOLATED' });
    expect(await rows()).toHaveLength(1);
  });

  it('refuses another subject, order, or form', async () => {
    const offered = offer.certificates.find(({ profile }) => profile === 'HSA_AUTHENTICATION')?.subject ?? [];
    const subjects = [
      offered.slice(1),
      [...offered].reverse(),
      [...offered, ...offered.slice(0, 1)],
      offered.map((one) => (one.name === 'CN' ? { ...one, value: 'Åsa Testson' } : one)),
    ];
    for (const subject of subjects) {
      const der = makeRequest(card.authentication, subject);
      await expect(issuance.issuing.request(sessionId, 'HSA_AUTHENTICATION', der)).rejects.toMatchObject({
        code: 'SUBJECT_MISMATCH',
      });
    }
    const cut = requestFor(offer, 'HSA_AUTHENTICATION', card.authentication).subarray(1);
    await expect(issuance.issuing.request(sessionId, 'HSA_AUTHENTICATION', cut)).rejects.toMatchObject({
      code: 'REQUEST_REJECTED',
    });
    expect(await rows()).toEqual([]);
  });

  it('refuses before the terms are accepted', async () => {
    await issuance.outcome.cancel(sessionId, {});
    const early = await issuance.open();
    await issuance.signIn(early, card);
    const der = requestFor(offer, 'HSA_AUTHENTICATION', card.authentication);
    await expect(issuance.issuing.request(early, 'HSA_AUTHENTICATION', der)).rejects.toMatchObject({ code: 'SESSION_STATE' });
  });

  it("refuses the signature key of another person's card, and takes the same card again", async () => {
    const inNewSession = async () => {
      // Nothing to go on with.
      await issuance.queue.run((manager) => manager.deleteAll(SessionCertificate));
      const next = await issuance.ready(card);
      return issuance.issuing.request(next.sessionId, 'HSA_SIGNATURE', requestFor(offer, 'HSA_SIGNATURE', card.signature));
    };
    await request('HSA_SIGNATURE');
    await inNewSession();
    expect(await rows()).toHaveLength(2);
    await issuance.queue.run((manager) =>
      manager.update(IssuedCertificateRow, { sessionId }, { holderMarks: ['somebody else'] }),
    );
    await expect(inNewSession()).rejects.toMatchObject({ code: 'KEY_POLICY_VIOLATED', detail: 'the key of another card' });
  });

  it('lets the upgraded card sign in again with its new certificate, until that is revoked', async () => {
    const certificate = Certificate.parse((await request('PERSON_AUTHENTICATION')).certificate);
    const upgraded = { ...card, authentication: { ...card.authentication, certificate } };
    expect(await issuance.signIn(sessionId, upgraded)).toEqual(offer);
    await issuance.authority.revoke(certificate, 'SUPERSEDED');
    await expect(issuance.signIn(sessionId, upgraded)).rejects.toMatchObject({ code: 'SIGN_IN_CERTIFICATE_REVOKED' });
    expect((await rows())[0]?.revokedAt).toBeInstanceOf(Date);
  });
});

describe('issuing with new keys', () => {
  beforeEach(() => begin({ variables: { KEY_POLICY: 'GENERATE' } }), START_MS);

  it('takes a key for each certificate or one for each purpose, and no old one', async () => {
    await expect(request('HSA_AUTHENTICATION')).rejects.toMatchObject({ code: 'KEY_POLICY_VIOLATED' });
    const [shared, own] = [rsaKeys(), rsaKeys()];
    const issued = [await request('HSA_AUTHENTICATION', shared), await request('PERSON_AUTHENTICATION', shared)];
    await expect(request('HSA_SIGNATURE', shared)).rejects.toMatchObject({ code: 'KEY_POLICY_VIOLATED' });
    issued.push(await request('HSA_SIGNATURE', own), await request('PERSON_SIGNATURE', rsaKeys()));
    for (const one of issued) await confirm(one);
    await issuance.outcome.finish(sessionId);
    const next = await issuance.ready(card);
    const used = issuance.issuing.request(next.sessionId, 'HSA_AUTHENTICATION', requestFor(offer, 'HSA_AUTHENTICATION', shared));
    await expect(used).rejects.toMatchObject({ code: 'KEY_POLICY_VIOLATED' });
  });
});

describe('an authority that fails', () => {
  let disturbed: DisturbedAuthority | undefined;
  const startWith = (first: () => void | Promise<unknown>): Promise<void> =>
    begin({ wrap: (real) => (disturbed = new DisturbedAuthority(real, first)) });

  it('after it has signed, as in a crash: the next request gets the very same certificate', async () => {
    await startWith(() => {
      throw new Error('the process ends here');
    });
    await expect(request('HSA_AUTHENTICATION')).rejects.toThrow('the process ends here');
    expect(await issuance.reader.agentSession(sessionId)).toMatchObject({ certificates: [] });
    const { certificate } = await request('HSA_AUTHENTICATION');
    expect(disturbed?.answers).toEqual([certificate, certificate]);
    await expect(request('HSA_AUTHENTICATION', rsaKeys())).rejects.toMatchObject({ code: 'KEY_POLICY_VIOLATED' });
  });

  it('to answer before the session is given up: what it signed is on record, and goes to nobody', async () => {
    await startWith(() => issuance.outcome.cancel(sessionId, {}));
    await expect(request('HSA_AUTHENTICATION')).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect(await rows()).toMatchObject([{ certificate: disturbed?.answers[0] }]);
    expect((await issuance.kinds(sessionId)).slice(-2)).toEqual(['SESSION_CANCELLED', 'CERTIFICATE_ISSUED']);
  });

  it('because it can not be reached: said as such, and the next request goes through', async () => {
    await startWith(() => {
      throw new FaultError('CA_UNREACHABLE');
    });
    await expect(request('PERSON_SIGNATURE')).rejects.toMatchObject({ code: 'CA_UNREACHABLE' });
    await expect(request('PERSON_SIGNATURE')).resolves.toMatchObject({ installed: false });
  });
});

describe('without a holder directory', () => {
  it('a card gets what its own certificate says: the pair on the HSA-id', async () => {
    await begin({ directory: null });
    expect(offer.certificates.map(({ profile }) => profile)).toEqual(['HSA_AUTHENTICATION', 'HSA_SIGNATURE']);
    expect(offer.certificates[0]?.subject).toEqual(hsaSubject);
    await expect(request('PERSON_AUTHENTICATION')).rejects.toMatchObject({ code: 'REQUEST_REJECTED' });
  });
});
