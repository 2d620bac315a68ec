import { readCertificate } from './card/x509.js';
import { keyTypeOf } from './card/public-key.js';
import { NssCard } from './pkcs11/nss-card.spec-support.js';
import { obedient, scriptedRun } from './scripted-run.spec-support.js';
import { TestServer } from './test-server.spec-support.js';
import type { KeyPolicy } from './upgrade/types.js';

let nss: NssCard;
beforeEach(async () => {
  nss = await NssCard.make();
}, 60_000);
afterEach(() => nss.discard());

describe('an upgrade of a card in NSS', () => {
  it.each<KeyPolicy>(['REUSE', 'GENERATE'])(
    'ends with four new certificates that work, and the old ones (%s)',
    async (keyPolicy) => {
      const card = nss.open();
      const before = (await card.scan()).certificates;
      const server = await TestServer.create({ holder: nss.holder, keyPolicy });
      const { runner, records, journal } = scriptedRun(server, card, obedient(nss));
      expect(await runner.run()).toBe('DONE');
      expect(server.state).toBe('COMPLETED');
      expect(records.filter(({ kind }) => kind === 'CERTIFICATE_VERIFIED')).toHaveLength(4);
      expect(journal.unfinished()).toEqual([]);
      const { certificates } = await card.scan();
      for (const old of before) expect(certificates).toContainEqual(old);
      const fresh = certificates.filter(({ der }) => !before.some((old) => Buffer.from(old.der).equals(der)));
      expect(fresh).toHaveLength(4);
      const keys = fresh.map(({ der }) => readCertificate(der).publicKey);
      expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(keyPolicy === 'REUSE' ? 2 : 4);
      expect(keys.map((key) => keyTypeOf(key))).not.toContain(null);
    },
  );
});
