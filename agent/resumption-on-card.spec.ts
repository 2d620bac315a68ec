import type { CertificateOnToken } from './card/card-port.js';
import { TemporaryCard } from './pkcs11/temporary-card.spec-support.js';
import { Crash, obedient, scriptedRun } from './scripted-run.spec-support.js';
import { profiles } from './upgrade/test-authority.spec-support.js';
import { TestServer } from './test-server.spec-support.js';
import type { KeyPolicy } from './upgrade/types.js';

/** One card for all: each upgrade adds its own certificates, and what was there before stays. */
let temporary: TemporaryCard;
beforeAll(async () => {
  temporary = await TemporaryCard.make();
}, 60_000);
afterAll(() => temporary.discard());

const writes = profiles.map(({ profile }) => `WRITE_CERTIFICATE ${profile}`);
const generations = profiles.map(({ profile }) => `GENERATE_KEY ${profile}`);
const phases = ['BEFORE', 'AFTER'] as const;
const points = (policy: KeyPolicy, changes: readonly string[]) =>
  changes.flatMap((change) => phases.map((phase) => ({ policy, change, phase })));

const asText = ({ der }: CertificateOnToken) => Buffer.from(der).toString('base64');

async function onCard(): Promise<string[]> {
  const card = temporary.open();
  try {
    return (await card.scan()).certificates.map(asText);
  } finally {
    await card.close();
  }
}

/** The agent dies at that point of its journal. */
async function crashAt(server: TestServer, change: string, phase: 'BEFORE' | 'AFTER'): Promise<readonly string[]> {
  const card = temporary.open();
  const { runner, journal } = scriptedRun(server, card, obedient(temporary), (entry, when, stop) => {
    if (entry !== change || when !== phase) return;
    const crash = new Crash(`${phase} ${change}`);
    stop.abort(crash);
    throw crash;
  });
  await expect(runner.run()).rejects.toThrow(Crash);
  await card.close();
  return journal.entries;
}

describe('an upgrade whose agent died', () => {
  it.each([...points('REUSE', writes), ...points('GENERATE', generations)])(
    '$phase $change goes on where it was: asks both PINs again, issues nothing twice ($policy)',
    async ({ policy, change, phase }) => {
      const server = await TestServer.create({ holder: temporary.file.holder, keyPolicy: policy });
      const before = await onCard();
      await crashAt(server, change, phase);
      const between = await onCard();
      expect(before.every((old) => between.includes(old))).toBe(true);

      const card = temporary.open();
      const { runner, cardholder, records } = scriptedRun(server, card, obedient(temporary));
      expect(await runner.run()).toBe('DONE');
      const after = (await card.scan()).certificates.map(asText);
      await card.close();

      expect(before.every((old) => after.includes(old))).toBe(true);
      expect(after).toHaveLength(before.length + 4);
      expect(server.issuings.toSorted()).toEqual(profiles.map((one) => one.profile).toSorted());
      expect(cardholder.views.flatMap((view) => (view.kind === 'PIN' ? [view.reason] : []))).toEqual(['RESUMED', 'RESUMED']);
      expect(cardholder.kinds()).not.toContain('TERMS');
      expect(records.filter(({ kind }) => kind === 'AGENT_RESUMED')).toHaveLength(1);
    },
    60_000,
  );

  it('goes on with no other card than the one that signed in', async () => {
    const server = await TestServer.create({ holder: temporary.file.holder });
    await crashAt(server, writes[0] ?? '', 'AFTER');
    const other = await TemporaryCard.make();
    const card = other.open();
    const { runner, cardholder } = scriptedRun(server, card, (view) =>
      view.kind === 'FAULT' && view.code === 'OTHER_CARD' ? { id: 'cancel' } : null,
    );
    expect(await runner.run()).toBe('CANCELLED');
    expect(cardholder.kinds()).not.toContain('PIN');
    await other.discard();
  }, 60_000);
});
