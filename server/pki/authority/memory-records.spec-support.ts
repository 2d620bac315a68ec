import { CaRecords } from './ca-records.js';
import type { PublishedList, Revocation } from './ca-records.js';

/** What an authority remembers, for one test. */
export class MemoryRecords extends CaRecords {
  readonly revoked = new Map<string, Revocation[]>();
  readonly lists = new Map<string, PublishedList>();

  revocations(issuerKeyId: string): Promise<Revocation[]> {
    return Promise.resolve(this.revoked.get(issuerKeyId) ?? []);
  }

  async isRevoked(issuerKeyId: string, serialNumber: string): Promise<boolean> {
    return (await this.revocations(issuerKeyId)).some((entry) => entry.serialNumber === serialNumber);
  }

  revoke(issuerKeyId: string, revocation: Revocation): Promise<void> {
    const before = this.revoked.get(issuerKeyId) ?? [];
    if (!before.some(({ serialNumber }) => serialNumber === revocation.serialNumber))
      this.revoked.set(issuerKeyId, [...before, revocation]);
    return Promise.resolve();
  }

  publishedList(issuerKeyId: string): Promise<PublishedList | null> {
    return Promise.resolve(this.lists.get(issuerKeyId) ?? null);
  }

  publish(issuerKeyId: string, after: number | null, list: PublishedList): Promise<boolean> {
    if ((this.lists.get(issuerKeyId)?.number ?? null) !== after) return Promise.resolve(false);
    this.lists.set(issuerKeyId, list);
    return Promise.resolve(true);
  }
}
