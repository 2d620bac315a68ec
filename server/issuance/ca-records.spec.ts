import { clearTemplate, RealIssuance } from './real-issuance.spec-support.js';

let issuance: RealIssuance;

beforeEach(async () => {
  issuance = await RealIssuance.start();
}, 30_000);
afterEach(() => issuance.stop());
afterAll(clearTemplate);

const list = (number: number) => ({
  number,
  thisUpdate: new Date('2026-06-01T00:00:00Z'),
  nextUpdate: new Date('2026-06-08T00:00:00Z'),
  der: Uint8Array.from([0x30, 0]),
});

describe('what the authority remembers', () => {
  it('is what it revoked, once and in order', async () => {
    const [first, second] = ['aa', 'bb'].map((serialNumber, index) => ({
      serialNumber,
      revokedAt: new Date(Date.UTC(2026, 0, 1 + index)),
      reason: 'SUPERSEDED' as const,
    }));
    if (first === undefined || second === undefined) throw new Error('two are made above');
    await issuance.records.revoke('issuer', second);
    await issuance.records.revoke('issuer', first);
    await issuance.records.revoke('issuer', { ...first, revokedAt: new Date(), reason: 'KEY_COMPROMISE' });
    expect(await issuance.records.revocations('issuer')).toEqual([
      expect.objectContaining(first),
      expect.objectContaining(second),
    ]);
    expect(await issuance.records.isRevoked('issuer', 'aa')).toBe(true);
    expect(await issuance.records.isRevoked('another', 'aa')).toBe(false);
  });

  it('takes a list only in place of the one that was known', async () => {
    const { records } = issuance;
    expect(await records.publishedList('issuer')).toBeNull();
    expect(await Promise.all([records.publish('issuer', null, list(1)), records.publish('issuer', null, list(2))])).toEqual([
      true,
      false,
    ]);
    expect(await records.publish('issuer', 2, list(3))).toBe(false);
    expect(await records.publish('issuer', 1, list(1_800_000_000))).toBe(true);
    expect(await records.publishedList('issuer')).toMatchObject(list(1_800_000_000));
  });
});
