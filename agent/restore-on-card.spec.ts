import { TemporaryCard, tokenOf } from './pkcs11/temporary-card.spec-support.js';
import { obedient, scriptedRun } from './scripted-run.spec-support.js';
import { TestServer } from './test-server.spec-support.js';
import { profiles } from './upgrade/test-authority.spec-support.js';
import type { CertificateProfile } from './upgrade/types.js';

let temporary: TemporaryCard;
afterEach(() => temporary.discard());

describe('fetching existing certificates', () => {
  async function restoredWithout(lost: readonly CertificateProfile[]) {
    temporary = await TemporaryCard.make();
    const [card, first] = [temporary.open(), await TestServer.create({ holder: temporary.file.holder, keyPolicy: 'GENERATE' })];
    await scriptedRun(first, card, obedient(temporary)).runner.run();
    const second = await TestServer.create({ holder: temporary.file.holder }, first.authority);
    second.restorable = [...first.issued.values()];
    for (const purpose of ['AUTHENTICATION', 'SIGNATURE'] as const) {
      const token = await tokenOf(card, purpose);
      await card.login(token, temporary.pin(purpose));
      for (const { ckaId, der } of await card.certificates(token)) {
        const profile = profileOf(first, der);
        if (profile === null) continue;
        await card.removeCertificate(token, { ckaId, der });
        if (lost.includes(profile)) await card.removeKeyPair(token, { ckaId, publicKey: null });
      }
      await card.logout(token);
    }
    const restore = obedient(temporary, (view) => (view.kind === 'OFFER' ? { id: 'restore' } : null));
    const run = scriptedRun(second, card, restore);
    const outcome = await run.runner.run();
    const now = (await card.scan()).certificates.map(({ der }) => profileOf(first, der)).filter((one) => one !== null);
    return { ...run, outcome, now, server: second };
  }

  it('when a key is gone: the others are put on the card, and staff read which was not', async () => {
    const { outcome, now, cardholder, records, server } = await restoredWithout(['HSA_AUTHENTICATION']);
    expect(outcome).toBe('DONE');
    expect(now.toSorted()).toEqual(['HSA_SIGNATURE', 'PERSON_AUTHENTICATION', 'PERSON_SIGNATURE']);
    expect(cardholder.views.at(-1)).toMatchObject({ kind: 'DONE', session: 'RESTORE', certificates: 3 });
    const told = records.filter(({ faultCode }) => faultCode === 'CERTIFICATE_MISMATCH');
    expect(told.map(({ kind, profile }) => [kind, profile])).toEqual([
      ['FAULT_RAISED', 'HSA_AUTHENTICATION'],
      ['FAULT_CLEARED', 'HSA_AUTHENTICATION'],
    ]);
    expect(server.issuings).toEqual([]);
  }, 60_000);

  it('when all keys are gone: the session fails, and says why', async () => {
    const { outcome, now, server } = await restoredWithout(profiles.map(({ profile }) => profile));
    expect([outcome, now, server.endedWith?.faultCode]).toEqual(['FAILED', [], 'CERTIFICATE_MISMATCH']);
  }, 60_000);
});

function profileOf(server: TestServer, der: Uint8Array): CertificateProfile | null {
  const text = Buffer.from(der).toString('base64');
  return [...server.issued.values()].find(({ certificate }) => certificate === text)?.profile ?? null;
}
