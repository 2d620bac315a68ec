import type { CertificateOnToken, Purpose } from './card/card-port.js';
import { certificateNames } from './card/certificate-names.js';
import { keyTypeOf } from './card/public-key.js';
import { readCertificate } from './card/x509.js';
import { TemporaryCard, tokenOf } from './pkcs11/temporary-card.spec-support.js';
import type { Pkcs11Card } from './pkcs11/pkcs11-card.js';
import { obedient, scriptedRun } from './scripted-run.spec-support.js';
import { TestServer, type TestServerOptions } from './test-server.spec-support.js';
import { isOwnId, ownId } from './upgrade/installing/own-ids.js';

/** What becomes of a card beside its four new certificates: old ones, leftovers, other keys, and what was there before. */

const purposes: readonly Purpose[] = ['AUTHENTICATION', 'SIGNATURE'];
let temporary: TemporaryCard;
afterEach(() => temporary.discard());

const serverFor = (options: Omit<TestServerOptions, 'holder'> = {}, known?: TestServer) =>
  TestServer.create({ holder: temporary.file.holder, ...options }, known?.authority);
const asText = ({ der }: Pick<CertificateOnToken, 'der'>) => Buffer.from(der).toString('base64');
const issuedBy = (server: TestServer) => [...server.issued.values()].map(({ certificate }) => certificate);

async function upgrade(
  server: TestServer,
  card: Pkcs11Card,
  script = obedient(temporary),
  ...more: Parameters<typeof scriptedRun>[4][]
) {
  const run = scriptedRun(server, card, script, undefined, ...more);
  return { outcome: await run.runner.run(), ...run };
}

async function keyIds(card: Pkcs11Card): Promise<string[]> {
  const ids: string[] = [];
  for (const purpose of purposes) {
    const token = await tokenOf(card, purpose);
    await card.login(token, temporary.pin(purpose));
    ids.push(...(await card.keyIds(token)));
    await card.logout(token);
  }
  return ids;
}

describe('old certificates', () => {
  it.each([
    ['KEEP', 4, []],
    ['REMOVE_EXPIRED', 2, ['EXPIRED', 'EXPIRED']],
    ['REMOVE_REPLACED', 0, ['REPLACED', 'REPLACED', 'REPLACED', 'REPLACED']],
  ] as const)(
    '%s: %d stay, and go only after all new ones of their purpose were proven',
    async (oldCertificates, stay, why) => {
      temporary = await TemporaryCard.make({ hasExpired: true });
      const [card, server] = [temporary.open(), await serverFor({ offer: { oldCertificates } })];
      const before = (await card.scan()).certificates.map(asText);
      const { outcome, records, journal, cardholder } = await upgrade(server, card);
      expect(outcome).toBe('DONE');
      const after = (await card.scan()).certificates.map(asText);
      expect(before.filter((old) => after.includes(old))).toHaveLength(stay);
      expect(issuedBy(server).every((fresh) => after.includes(fresh))).toBe(true);
      const removals = records.filter(({ kind }) => kind === 'CERTIFICATE_REMOVED');
      expect(removals.map(({ detail }) => detail?.split(' ')[0])).toEqual(why);
      const kinds = records.map(({ kind }) => kind);
      const provenBefore = (index: number) => kinds.slice(0, index).filter((kind) => kind === 'CERTIFICATE_VERIFIED').length;
      const wanted = why.map((_, index) => (index < why.length / 2 ? 2 : 4));
      expect(removals.map((record) => provenBefore(records.indexOf(record)))).toEqual(wanted);
      expect(cardholder.views.at(-1)).toMatchObject({ kind: 'DONE', removed: why.length });
      const kept: string[] = [];
      for (const purpose of purposes) kept.push(...journal.removedFrom(await tokenOf(card, purpose)).map(asText));
      expect(kept.toSorted()).toEqual(before.filter((old) => !after.includes(old)).toSorted());
    },
    60_000,
  );

  it('of an issuer that the server does not know stay, whatever the policy: another organisation put them there', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor({ offer: { oldCertificates: 'REMOVE_REPLACED' } })];
    const { certificates } = await card.scan();
    const [first] = certificates;
    if (first === undefined) throw new Error('The card is empty');
    const issuerOf = ({ der }: CertificateOnToken) => Buffer.from(certificateNames(der).issuer).toString('base64');
    server.acceptedIssuers = [issuerOf(first)];
    const foreign = certificates.filter((one) => issuerOf(one) !== issuerOf(first)).map(asText);
    expect((await upgrade(server, card)).outcome).toBe('DONE');
    const after = (await card.scan()).certificates.map(asText);
    expect([foreign.length > 0, after.filter((one) => certificates.map(asText).includes(one))]).toEqual([true, foreign]);
  }, 60_000);

  it('that were removed are put back by a session that fetches existing certificates, beside what the server has', async () => {
    temporary = await TemporaryCard.make();
    const [card, first] = [temporary.open(), await serverFor({ offer: { oldCertificates: 'REMOVE_REPLACED' } })];
    const before = (await card.scan()).certificates.map(asText);
    const { journal } = await upgrade(first, card);
    // One of the new ones is lost, as by another program.
    const token = await tokenOf(card, 'AUTHENTICATION');
    await card.login(token, temporary.file.pin1);
    const [lost] = (await card.certificates(token)).filter((one) => issuedBy(first).includes(asText(one)));
    if (lost === undefined) throw new Error('Nothing was installed');
    await card.removeCertificate(token, lost);
    await card.logout(token);

    const second = await serverFor({}, first);
    second.restorable = [...first.issued.values()];
    const restore = obedient(temporary, (view) => (view.kind === 'OFFER' ? { id: 'restore' } : null));
    const { outcome, cardholder } = await upgrade(second, card, restore, { journal });
    expect(outcome).toBe('DONE');
    const after = (await card.scan()).certificates.map(asText);
    expect([...before, ...issuedBy(first)].every((one) => after.includes(one))).toBe(true);
    expect(second.issuings).toEqual([]);
    expect(cardholder.kinds()).not.toContain('TERMS');
    expect(cardholder.views.at(-1)).toMatchObject({ kind: 'DONE', session: 'RESTORE', certificates: 4 });
  }, 60_000);

  it('nothing to fetch: said, and the upgrade can be chosen instead', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor()];
    let asked = 0;
    const script = obedient(temporary, (view) => (view.kind === 'OFFER' && (asked += 1) === 1 ? { id: 'restore' } : null));
    const { outcome, cardholder } = await upgrade(server, card, script);
    expect([outcome, cardholder.kinds().includes('FAULT NOTHING_TO_RESTORE')]).toEqual(['DONE', true]);
  }, 60_000);
});

describe('keys', () => {
  it('that an earlier upgrade made and never used are removed, and no other', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor({ keyPolicy: 'GENERATE' })];
    const token = await tokenOf(card, 'AUTHENTICATION');
    await card.login(token, temporary.file.pin1);
    const [orphan, foreign] = [ownId('an upgrade that was given up', 'HSA_AUTHENTICATION'), 'abcdef'];
    for (const ckaId of [orphan, foreign]) await card.generateKeyPair(token, { ckaId, label: 'x', keyType: 'P_256' });
    await card.logout(token);
    const { outcome, records } = await upgrade(server, card);
    expect(outcome).toBe('DONE');
    const left = await keyIds(card);
    expect(left).not.toContain(orphan);
    expect(left).toEqual(expect.arrayContaining([foreign, '45', '46']));
    expect(left.filter(isOwnId)).toHaveLength(4);
    expect(records.filter(({ kind }) => kind === 'KEY_REMOVED').map(({ detail }) => detail)).toEqual([orphan]);
  }, 60_000);

  it.each(['P_256', 'P_384', 'RSA_3072'] as const)(
    'of the offer are made: %s',
    async (keyType) => {
      temporary = await TemporaryCard.make();
      const offer = { keyTypes: [keyType] };
      const [card, server] = [temporary.open(), await serverFor({ keyPolicy: 'GENERATE', offer })];
      expect((await upgrade(server, card)).outcome).toBe('DONE');
      const types = issuedBy(server).map((der) => keyTypeOf(readCertificate(Buffer.from(der, 'base64')).publicKey));
      expect(types).toEqual([keyType, keyType, keyType, keyType]);
    },
    120_000,
  );

  it('of the card are used whatever they are, to sign in too', async () => {
    temporary = await TemporaryCard.make({ keyType: 'P_256' });
    const [card, server] = [temporary.open(), await serverFor()];
    expect((await upgrade(server, card)).outcome).toBe('DONE');
    const types = issuedBy(server).map((der) => keyTypeOf(readCertificate(Buffer.from(der, 'base64')).publicKey));
    expect(new Set(types)).toEqual(new Set(['P_256']));
  }, 60_000);
});

describe('a card', () => {
  it('that has both PINs on one token is upgraded', async () => {
    temporary = await TemporaryCard.make({ hasOneToken: true });
    const [card, server] = [temporary.open(), await serverFor()];
    const { outcome, cardholder } = await upgrade(server, card);
    expect(outcome).toBe('DONE');
    expect((await card.scan()).certificates).toHaveLength(8);
    const asked = cardholder.views.flatMap((view) => (view.kind === 'PIN' ? [view.purpose] : []));
    expect(asked).toEqual(['AUTHENTICATION', 'SIGNATURE']);
  }, 60_000);

  it('of an issuer that the server does not accept is refused before its PIN is asked for', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor()];
    const [authority] = server.authority.authorities;
    const foreign = Buffer.from(certificateNames(Buffer.from(authority ?? '', 'base64')).subject).toString('base64');
    server.acceptedIssuers = [foreign];
    const script = obedient(temporary, (view) => (view.kind === 'FAULT' ? { id: 'cancel' } : null));
    const { outcome, cardholder, records } = await upgrade(server, card, script);
    expect(outcome).toBe('CANCELLED');
    expect(cardholder.kinds()).toContain('FAULT CARD_OTHER_ISSUER');
    expect(records.find(({ faultCode }) => faultCode === 'CARD_OTHER_ISSUER')?.detail).toContain('CN=');
    expect(cardholder.kinds()).not.toContain('PIN');
  }, 60_000);

  it('of an accepted issuer goes on', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor()];
    const { certificates } = await card.scan();
    server.acceptedIssuers = certificates.map(({ der }) => Buffer.from(certificateNames(der).issuer).toString('base64'));
    expect((await upgrade(server, card)).outcome).toBe('DONE');
  }, 60_000);

  it('among several is picked by its holder before anything is asked, and the other is not touched', async () => {
    temporary = await TemporaryCard.make();
    const other = await TemporaryCard.make();
    const otherBefore = await contentOf(other);
    temporary.addTokensOf(other);
    const [card, server] = [temporary.open(), await serverFor()];
    const { cardNumber, name } = temporary.file.holder;
    const pick = obedient(temporary, (view) =>
      view.kind === 'PICK_CARD' ? { id: 'pick', index: view.cards.findIndex((one) => one.cardNumber === cardNumber) } : null,
    );
    const { outcome, cardholder, records } = await upgrade(server, card, pick);
    expect(outcome).toBe('DONE');
    const [picked] = cardholder.views.flatMap((view) => (view.kind === 'PICK_CARD' ? [view] : []));
    expect(picked?.cards.map(({ holderName }) => holderName).toSorted()).toEqual([name, other.file.holder.name].toSorted());
    expect(records.some(({ kind }) => kind === 'CARD_CHOSEN')).toBe(true);
    const now = (await card.scan()).certificates.map(asText);
    expect(now).toHaveLength(12);
    expect(otherBefore.every((one) => now.includes(one))).toBe(true);
    await other.discard();
  }, 60_000);

  it('that another agent holds is waited for', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor()];
    let tries = 0;
    const claimCard = () => Promise.resolve((tries += 1) < 3 ? null : { release: () => Promise.resolve() });
    const { outcome, cardholder } = await upgrade(server, card, obedient(temporary), { claimCard });
    expect([outcome, cardholder.kinds().filter((kind) => kind === 'FAULT CARD_IN_USE')]).toEqual(['DONE', ['FAULT CARD_IN_USE']]);
  }, 60_000);
});

async function contentOf(card: TemporaryCard): Promise<string[]> {
  const opened = card.open();
  const { certificates } = await opened.scan();
  await opened.close();
  return certificates.map(asText);
}

describe('an upgrade that was done', () => {
  it('without hearing of it is done at the next start: nothing is asked for, and nothing is done twice', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor()];
    await upgrade(server, card);
    const { outcome, cardholder } = await upgrade(server, card);
    expect(outcome).toBe('DONE');
    expect(cardholder.kinds()).toEqual(['START', 'DONE']);
    expect(cardholder.views.at(-1)).toMatchObject({ certificates: 4, canChangePin: false });
    expect([server.issuings.length, (await card.scan()).certificates.length]).toEqual([4, 8]);
  }, 60_000);
});

describe('a remote desktop', () => {
  it('is said before the card is looked at, and gone on with when the cardholder wants to', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor()];
    const { outcome, cardholder } = await upgrade(server, card, obedient(temporary), { remoteDesktop: 'Citrix' });
    expect(outcome).toBe('DONE');
    expect(cardholder.kinds().slice(0, 3)).toEqual(['START', 'FAULT REMOTE_DESKTOP', 'START']);
  }, 60_000);
});

describe('a module that crashes', () => {
  it.each(['AUTHENTICATION', 'SIGNATURE'] as const)(
    'is started anew by itself, and asks for the PIN again (%s)',
    async (purpose) => {
      temporary = await TemporaryCard.make();
      const [card, server] = [temporary.open(), await serverFor()];
      let killed = false;
      const { outcome, cardholder } = await upgrade(server, card, obedient(temporary), {
        log: {
          record: (event) => {
            if (killed || event.kind !== 'CERTIFICATE_WRITTEN' || event.purpose !== purpose) return;
            killed = true;
            process.kill(card.processId ?? 0, 'SIGKILL');
          },
        },
      });
      expect(outcome).toBe('DONE');
      expect(cardholder.kinds().filter((kind) => kind.startsWith('FAULT'))).toEqual([]);
      const reasons = cardholder.views.flatMap((view) => (view.kind === 'PIN' ? [view.reason] : []));
      expect(reasons.filter((reason) => reason === 'MODULE_RESTARTED')).toHaveLength(1);
      expect(cardholder.views.some((view) => view.kind === 'WORKING' && view.activity === 'RESTARTING_MODULE')).toBe(true);
      expect(server.issuings).toHaveLength(4);
      expect((await card.scan()).certificates).toHaveLength(8);
    },
    60_000,
  );

  it('again and again is not started for ever: after two times the cardholder decides', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor()];
    const sign = card.sign.bind(card);
    let signatures = 0;
    card.sign = (...args) => {
      // The sign-in works, and from then on every request kills the module.
      if ((signatures += 1) > 1) process.kill(card.processId ?? 0, 'SIGKILL');
      return sign(...args);
    };
    const script = obedient(temporary, (view) => (view.kind === 'FAULT' ? { id: 'cancel' } : null));
    const { outcome, cardholder, records } = await upgrade(server, card, script);
    expect(outcome).toBe('CANCELLED');
    expect(records.filter(({ kind }) => kind === 'MODULE_RESTARTED')).toHaveLength(2);
    expect(cardholder.kinds()).toContain('FAULT MODULE_CRASHED');
  }, 60_000);
});

describe('PINs', () => {
  it('are changed on the last page, with the old one, and a wrong old one is said', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor()];
    const fresh = '192837';
    let tries = 0;
    const script = obedient(temporary, (view) => {
      if (view.kind === 'DONE') return tries > 1 ? { id: 'close' } : { id: 'change-pin-signature' };
      if (view.kind !== 'CHANGE_PIN') return null;
      return { id: 'submit-codes', codes: { current: (tries += 1) === 1 ? '000000' : temporary.file.pin2, new: fresh } };
    });
    const { outcome, runner, cardholder, records } = await upgrade(server, card, script);
    await runner.waitForClose();
    expect(outcome).toBe('DONE');
    const problems = cardholder.views.flatMap((view) => (view.kind === 'CHANGE_PIN' ? [view.problem?.code ?? null] : []));
    expect(problems).toEqual([null, 'PIN_WRONG']);
    expect(records.some(({ kind }) => kind === 'PIN_CHANGED')).toBe(true);
    await expect(card.login(await tokenOf(card, 'SIGNATURE'), fresh)).resolves.toBeUndefined();
    for (const code of [fresh, temporary.file.pin2]) expect(JSON.stringify([records, cardholder.views])).not.toContain(code);
  }, 60_000);
});
