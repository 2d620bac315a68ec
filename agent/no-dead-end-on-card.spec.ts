import { X509Certificate } from 'node:crypto';
import { CardError } from './card/card-error.js';
import type { CertificateOnToken, Purpose } from './card/card-port.js';
import { TemporaryCard, tokenOf } from './pkcs11/temporary-card.spec-support.js';
import type { Pkcs11Card } from './pkcs11/pkcs11-card.js';
import { obedient, scriptedRun, type Script } from './scripted-run.spec-support.js';
import { TestServer, type TestServerOptions } from './test-server.spec-support.js';
import { ownId } from './upgrade/installing/own-ids.js';

/** Cards that refuse something, or leave, at an awkward moment: the cardholder always gets further. */

let temporary: TemporaryCard;
afterEach(() => temporary.discard());

const serverFor = (options: Omit<TestServerOptions, 'holder'> = {}, known?: TestServer) =>
  TestServer.create({ holder: temporary.file.holder, ...options }, known?.authority);
const refusal = (faultCode: CardError['faultCode'], functionName: string, returnValue: number) =>
  new CardError(faultCode, functionName, returnValue, 'as the test wants it');
const full = () => refusal('CARD_MEMORY_FULL', 'C_CreateObject', 0x31);
const codes = { current: '12345678', new: '192837' };
/** What is reckoned for a new certificate. */
const roomFor = (certificates: readonly CertificateOnToken[]) =>
  Math.max(1_800, ...certificates.map(({ der }) => der.length + 200));
const bytesOf = (certificates: readonly CertificateOnToken[]) => certificates.reduce((sum, { der }) => sum + der.length, 0);

async function upgrade(
  server: TestServer,
  card: Pkcs11Card,
  script: Script = obedient(temporary),
  ...more: Parameters<typeof scriptedRun>[4][]
) {
  const run = scriptedRun(server, card, script, undefined, ...more);
  return { outcome: await run.runner.run(), ...run };
}

/** The first login for the purpose is answered so. */
function refuseLogin(card: Pkcs11Card, wanted: Purpose, error: CardError): void {
  const login = card.login.bind(card);
  let isRefused = false;
  card.login = (token, pin, purpose) => {
    if (isRefused || purpose !== wanted) return login(token, pin, purpose);
    isRefused = true;
    return Promise.reject(error);
  };
}

/** The tokens report so many free bytes, of which the certificates on the card take theirs. */
function reportMemory(card: Pkcs11Card, freeFor: (certificates: readonly CertificateOnToken[]) => number): void {
  const tokens = card.tokens.bind(card);
  card.tokens = async () => {
    const { certificates } = await card.scan();
    return (await tokens()).map((token) => ({
      ...token,
      freeMemory: freeFor(certificates.filter((one) => one.token.label === token.label)),
    }));
  };
}

describe('a card that is pulled', () => {
  it.each([
    ['AUTHENTICATION', 'UNLOCK', refusal('PIN_LOCKED', 'C_Login', 0xa4)],
    ['SIGNATURE', 'UNLOCK', refusal('PIN_LOCKED', 'C_Login', 0xa4)],
    ['AUTHENTICATION', 'CHANGE_PIN', refusal('PIN_EXPIRED', 'C_Login', 0xa3)],
    ['SIGNATURE', 'CHANGE_PIN', refusal('PIN_EXPIRED', 'C_Login', 0xa3)],
  ] as const)(
    'while codes are asked for (%s, %s) is waited for, and the upgrade goes on when it is back',
    async (purpose, kind, error) => {
      temporary = await TemporaryCard.make();
      const [card, server] = [temporary.open(), await serverFor()];
      refuseLogin(card, purpose, error);
      const script = obedient(temporary, (view) => {
        if (view.kind === kind) temporary.pull();
        if (view.kind !== 'FAULT') return null;
        if (view.code === 'PIN_LOCKED') return { id: 'unlock' };
        if (view.code === 'CARD_REMOVED' || view.code === 'NO_CARD') temporary.putBack();
        return null;
      });
      const { outcome, records } = await upgrade(server, card, script);
      expect(outcome).toBe('DONE');
      expect(records.map((record) => record.kind)).toContain('CARD_REMOVED');
    },
    60_000,
  );
});

describe('codes', () => {
  it('PUK blocked in the dialog: the upgrade ends, and says why', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor()];
    refuseLogin(card, 'AUTHENTICATION', refusal('PIN_LOCKED', 'C_Login', 0xa4));
    card.unlockPin = () => Promise.reject(refusal('PUK_LOCKED', 'C_Login', 0xa4));
    const script = obedient(temporary, (view) => {
      if (view.kind === 'UNLOCK') return { id: 'submit-codes', codes };
      if (view.kind !== 'FAULT') return null;
      return view.code === 'PIN_LOCKED' ? { id: 'unlock' } : { id: 'cancel' };
    });
    const { outcome } = await upgrade(server, card, script);
    expect([outcome, server.endedWith?.faultCode]).toEqual(['FAILED', 'PUK_LOCKED']);
  }, 60_000);

  it('going back from a PIN that must be changed cancels nothing', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor()];
    refuseLogin(card, 'SIGNATURE', refusal('PIN_EXPIRED', 'C_Login', 0xa3));
    const script = obedient(temporary, (view) => (view.kind === 'CHANGE_PIN' ? { id: 'back' } : null));
    const { outcome, cardholder } = await upgrade(server, card, script);
    expect([outcome, cardholder.kinds().includes('FAULT PIN_EXPIRED')]).toEqual(['DONE', true]);
  }, 60_000);

  it('of a second PIN on one token are neither changed nor unlocked here: it would be the first PIN', async () => {
    temporary = await TemporaryCard.make({ hasOneToken: true });
    const [card, server] = [temporary.open(), await serverFor()];
    refuseLogin(card, 'SIGNATURE', refusal('PIN_LOCKED', 'C_Login', 0xa4));
    const { outcome, cardholder } = await upgrade(server, card);
    expect(outcome).toBe('DONE');
    const locked = cardholder.views.filter((view) => view.kind === 'FAULT' && view.code === 'PIN_LOCKED');
    expect(locked).toMatchObject([{ canUnlock: false }]);
    expect(cardholder.views.at(-1)).toMatchObject({ kind: 'DONE', canChangePin: false });
  }, 60_000);
});

describe('what a card refuses when all is proven', () => {
  it('a leftover key that can not be removed stays', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor()];
    const token = await tokenOf(card, 'AUTHENTICATION');
    await card.login(token, temporary.file.pin1);
    await card.generateKeyPair(token, { ckaId: ownId('given up', 'HSA_AUTHENTICATION'), label: 'x', keyType: 'P_256' });
    await card.logout(token);
    card.removeKeyPair = () => Promise.reject(refusal('CARD_READ_ONLY', 'C_DestroyObject', 0x1b));
    const { outcome, records } = await upgrade(server, card);
    expect([outcome, records.some(({ kind }) => kind === 'KEY_REMOVED')]).toEqual(['DONE', false]);
    expect(records.filter(({ faultCode }) => faultCode === 'CARD_READ_ONLY').map(({ kind }) => kind)).toEqual([
      'FAULT_RAISED',
      'FAULT_CLEARED',
    ]);
  }, 60_000);

  it('a removed certificate that can not be put back is left out', async () => {
    temporary = await TemporaryCard.make();
    const [card, first] = [temporary.open(), await serverFor({ offer: { oldCertificates: 'REMOVE_REPLACED' } })];
    const { journal } = await upgrade(first, card);
    const second = await serverFor({}, first);
    second.restorable = [...first.issued.values()];
    card.writeCertificate = () => Promise.reject(full());
    const restore = obedient(temporary, (view) => {
      if (view.kind === 'FAULT') return { id: 'cancel' };
      return view.kind === 'OFFER' ? { id: 'restore' } : null;
    });
    expect((await upgrade(second, card, restore, { journal })).outcome).toBe('DONE');
  }, 60_000);

  it('a certificate that can not be moved to the CKA_ID of its key stays where it is', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor({ offer: { oldCertificates: 'REMOVE_REPLACED' } })];
    const write = card.writeCertificate.bind(card);
    card.writeCertificate = async (token, certificate) => {
      const ids = (await card.certificates(token)).map(({ ckaId }) => ckaId);
      if (ids.includes(certificate.ckaId)) throw refusal('CARD_ERROR', 'C_CreateObject', 0x5);
      return write(token, certificate);
    };
    card.moveCertificate = () => Promise.reject(full());
    const script = obedient(temporary, (view) => (view.kind === 'FAULT' ? { id: 'cancel' } : null));
    expect((await upgrade(server, card, script)).outcome).toBe('DONE');
  }, 60_000);
});

describe('a full card', () => {
  it('that tells nothing of its memory is tried again when the cardholder says so', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor()];
    const write = card.writeCertificate.bind(card);
    let writes = 0;
    card.writeCertificate = (...args) => ((writes += 1) === 1 ? Promise.reject(full()) : write(...args));
    let faults = 0;
    const script = obedient(temporary, (view) => (view.kind === 'FAULT' && (faults += 1) > 1 ? { id: 'cancel' } : null));
    expect((await upgrade(server, card, script)).outcome).toBe('DONE');
  }, 60_000);

  it('that says it has room is not believed when a write failed: what has expired may be removed', async () => {
    temporary = await TemporaryCard.make({ hasExpired: true });
    const [card, server] = [temporary.open(), await serverFor()];
    reportMemory(card, () => 100_000);
    const write = card.writeCertificate.bind(card);
    let isFull = true;
    card.writeCertificate = (...args) => (isFull ? Promise.reject(full()) : write(...args));
    let faults = 0;
    const script = obedient(temporary, (view) => {
      if (view.kind === 'FAULT' && (faults += 1) > 1) return { id: 'cancel' };
      if (view.kind !== 'MAKE_ROOM') return null;
      isFull = false;
      return { id: 'allow' };
    });
    const { outcome, cardholder } = await upgrade(server, card, script);
    expect([outcome, cardholder.kinds().includes('MAKE_ROOM')]).toEqual(['DONE', true]);
  }, 60_000);

  it('counts what was written before a failure: what just fits is not asked to be made room for', async () => {
    temporary = await TemporaryCard.make();
    const [card, server] = [temporary.open(), await serverFor()];
    const { certificates } = await card.scan();
    const each = roomFor(certificates);
    const before = new Set(certificates.map(({ der }) => Buffer.from(der).toString('hex')));
    // Two new ones fit on each token, and no more.
    const isNew = ({ der }: CertificateOnToken) => !before.has(Buffer.from(der).toString('hex'));
    reportMemory(card, (now) => (2 - now.filter(isNew).length) * each + (now[0]?.token.label.length ?? 0));
    const write = card.writeCertificate.bind(card);
    let writes = 0;
    card.writeCertificate = (...args) =>
      (writes += 1) === 2 ? Promise.reject(refusal('CARD_BUSY', 'C_CreateObject', 0x50)) : write(...args);
    const script = obedient(temporary, (view) =>
      view.kind === 'FAULT' && view.code === 'CARD_MEMORY_FULL' ? { id: 'cancel' } : null,
    );
    const { outcome, cardholder } = await upgrade(server, card, script);
    expect(cardholder.kinds().filter((kind) => kind.startsWith('FAULT'))).toEqual(['FAULT CARD_BUSY']);
    expect(outcome).toBe('DONE');
  }, 60_000);

  it('with both PINs on one token: what has expired gives its bytes back once', async () => {
    temporary = await TemporaryCard.make({ hasOneToken: true, hasExpired: true });
    const [card, server] = [temporary.open(), await serverFor()];
    const { certificates } = await card.scan();
    const isExpired = ({ der }: CertificateOnToken) => new Date(new X509Certificate(der).validTo) < new Date();
    const expired = bytesOf(certificates.filter(isExpired));
    const each = roomFor(certificates);
    reportMemory(card, () => 4 * each - 2 * expired + 10);
    const script = obedient(temporary, (view) => {
      if (view.kind === 'FAULT') return { id: 'cancel' };
      return view.kind === 'MAKE_ROOM' ? { id: 'allow' } : null;
    });
    const { outcome, cardholder } = await upgrade(server, card, script);
    expect([outcome, server.issuings]).toEqual(['CANCELLED', []]);
    expect(cardholder.kinds()).toContain('FAULT CARD_MEMORY_FULL');
    expect(cardholder.kinds()).not.toContain('MAKE_ROOM');
  }, 60_000);
});

describe('a login', () => {
  it.each(['CANCELLED', 'FAILED'] as const)(
    'ends with the upgrade (%s), also while its last page is left open',
    async (end) => {
      temporary = await TemporaryCard.make();
      const [card, server] = [temporary.open(), await serverFor()];
      if (end === 'FAILED') server.refuseNext('requestCertificate', 'KEY_POLICY_VIOLATED');
      else server.refuseNext('requestCertificate', 'CA_UNREACHABLE');
      const script = obedient(temporary, (view) => (view.kind === 'FAULT' ? { id: 'cancel' } : null));
      const { outcome } = await upgrade(server, card, script);
      expect(outcome).toBe(end);
      const token = await tokenOf(card, 'AUTHENTICATION');
      await expect(card.sign(token, '45', Buffer.from('x'))).rejects.toMatchObject({ returnValue: 0x101 });
    },
    60_000,
  );
});
