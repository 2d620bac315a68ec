import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CaFolder } from './ca-folder.js';
import { randomSerialNumber } from './certificate-maker.js';
import type { Signer } from './certificate-maker.js';
import { ListPublisher } from './list-publisher.js';
import { MemoryRecords } from './memory-records.spec-support.js';
import { PkiAddresses } from './pki-addresses.js';

const folder = mkdtempSync(join(tmpdir(), 'kortlots-crl-'));
let root: Signer;

beforeAll(async () => {
  const addresses = new PkiAddresses({ publicUrl: 'https://kortlots.test', host: '127.0.0.1', port: 4000 });
  ({ root } = await new CaFolder(join(folder, 'ca'), addresses).open());
}, 30_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the CRLs of an authority', () => {
  it('are kept for a day and then renewed, long before they end', async () => {
    const publisher = new ListPublisher(root, new MemoryRecords(), 'test');
    const start = new Date('2026-06-01T00:00:00Z');
    const hours = (count: number): Date => new Date(start.getTime() + count * 3_600_000);
    const first = await publisher.current(start);
    expect(await publisher.current(hours(23))).toEqual(first);
    const [second, same] = await Promise.all([publisher.current(hours(25)), publisher.current(hours(25))]);
    expect(second.number).toBeGreaterThan(first.number);
    expect(same).toEqual(second);
    expect(second.thisUpdate.getTime()).toBeLessThan(first.nextUpdate.getTime());
  });

  it('lose nothing when another process publishes at the same time', async () => {
    const shared = new MemoryRecords();
    const publishers = Array.from({ length: 4 }, () => new ListPublisher(root, shared, 'test'));
    const serialNumbers = publishers.map(() => randomSerialNumber());
    await Promise.all(
      publishers.map(async (publisher, index) => {
        await shared.revoke('test', { serialNumber: serialNumbers[index] ?? '', revokedAt: new Date(), reason: 'SUPERSEDED' });
        await publisher.publish();
      }),
    );
    const list = await shared.publishedList('test');
    const text = execFileSync('openssl', ['crl', '-inform', 'DER', '-noout', '-text'], {
      encoding: 'utf8',
      input: list?.der ?? '',
    });
    for (const serialNumber of serialNumbers) expect(text).toContain(serialNumber.toUpperCase());
  });
});
