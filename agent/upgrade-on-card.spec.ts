import { jest } from '@jest/globals';
import type { CertificateOnToken } from './card/card-port.js';
import { readCertificate } from './card/x509.js';
import type { Pkcs11Card } from './pkcs11/pkcs11-card.js';
import { TemporaryCard } from './pkcs11/temporary-card.spec-support.js';
import { obedient, scriptedRun, type Script } from './scripted-run.spec-support.js';
import { profiles } from './upgrade/test-authority.spec-support.js';
import { TestServer } from './test-server.spec-support.js';
import type { KeyPolicy } from './upgrade/types.js';

let temporary: TemporaryCard;
beforeEach(async () => {
  temporary = await TemporaryCard.make();
}, 60_000);
afterEach(() => temporary.discard());

const serverFor = (keyPolicy: KeyPolicy = 'REUSE') => TestServer.create({ holder: temporary.file.holder, keyPolicy });
const once = (script: Script): Script => {
  let isDone = false;
  return async (view) => {
    const answer = isDone ? null : await script(view);
    isDone ||= answer !== null;
    return answer;
  };
};

async function newOn(card: Pkcs11Card, before: readonly CertificateOnToken[]): Promise<CertificateOnToken[]> {
  const { certificates } = await card.scan();
  return certificates.filter(({ der }) => !before.some((old) => Buffer.from(old.der).equals(Buffer.from(der))));
}

describe('an upgrade of a real card', () => {
  it.each<KeyPolicy>(['REUSE', 'GENERATE'])(
    'ends with four new certificates that work, and the old ones (%s)',
    async (policy) => {
      const [card, server] = [temporary.open(), await serverFor(policy)];
      const before = (await card.scan()).certificates;
      const { runner, cardholder, records, journal } = scriptedRun(server, card, obedient(temporary));
      expect(await runner.run()).toBe('DONE');
      const fresh = await newOn(card, before);
      expect(fresh).toHaveLength(4);
      expect((await card.scan()).certificates).toHaveLength(8);
      expect(server.state).toBe('COMPLETED');
      expect(server.issuings).toEqual(profiles.map(({ profile }) => profile));
      expect(journal.unfinished()).toEqual([]);
      expect(cardholder.kinds().filter((kind) => kind !== 'WORKING')).toEqual([
        'START',
        'START',
        'PIN',
        'OFFER',
        'TERMS',
        'PIN',
        'DONE',
      ]);
      expect(records.filter(({ kind }) => kind === 'STEP_STARTED').map(({ step }) => step)).toEqual([
        'SIGN_IN',
        'CHOOSE_UPGRADE',
        'ACCEPT_TERMS',
        'LEAVE_CARD_IN',
        'INSTALL_AUTHENTICATION',
        'INSTALL_SIGNATURE',
        'DONE',
      ]);
      expect(records.filter(({ kind }) => kind === 'CERTIFICATE_VERIFIED')).toHaveLength(4);
      expect(runner.millisecondsInCard).toBeGreaterThan(0);
      const keys = new Set(fresh.map(({ der }) => Buffer.from(readCertificate(der).publicKey).toString('hex')));
      expect(keys.size).toBe(policy === 'REUSE' ? 2 : 4);
    },
    60_000,
  );

  it('reports the card before and after, its keys matched and the personnummer masked', async () => {
    const [card, server] = [temporary.open(), await serverFor()];
    const { runner, records } = scriptedRun(server, card, obedient(temporary));
    await runner.run();
    const reports = records.flatMap(({ card: report }) => (report ? [report] : []));
    expect(reports.map(({ certificates }) => certificates.length)).toEqual([4, 6, 8]);
    expect(reports.flatMap(({ certificates }) => certificates).every(({ matchesKey }) => matchesKey)).toBe(true);
    expect(reports[0]).toMatchObject({ cardNumber: temporary.file.cardNumber });
    const text = JSON.stringify(records);
    expect(text).not.toContain(temporary.file.holder.personnummer);
    expect(text).toContain(`${temporary.file.holder.personnummer.slice(0, 8)}-••••`);
    for (const pin of [temporary.file.pin1, temporary.file.pin2]) expect(text).not.toContain(pin);
  }, 60_000);

  it('a wrong PIN is asked for again, and says so; nothing is tried by itself', async () => {
    const [card, server] = [temporary.open(), await serverFor()];
    const wrong = once((view) =>
      view.kind === 'PIN' && view.purpose === 'SIGNATURE' ? { id: 'submit-pin', pin: '000000' } : null,
    );
    const login = jest.spyOn(card, 'login');
    const { runner, cardholder, records } = scriptedRun(server, card, obedient(temporary, wrong));
    expect(await runner.run()).toBe('DONE');
    expect(login).toHaveBeenCalledTimes(3);
    const pins = cardholder.views.flatMap((view) => (view.kind === 'PIN' ? [view.problem] : []));
    expect(pins).toEqual([null, null, { code: 'PIN_WRONG', triesLeft: null }]);
    expect(records.filter(({ faultCode }) => faultCode === 'PIN_WRONG').map(({ kind }) => kind)).toEqual([
      'FAULT_RAISED',
      'FAULT_CLEARED',
    ]);
  }, 60_000);

  it('a malformed PIN never reaches the card', async () => {
    const [card, server] = [temporary.open(), await serverFor()];
    const malformed = ['12345', '1234567', '12345a', ''];
    const script: Script = (view) => {
      const pin = view.kind === 'PIN' ? malformed.shift() : undefined;
      return pin === undefined ? null : { id: 'submit-pin', pin };
    };
    const login = jest.spyOn(card, 'login');
    const { runner } = scriptedRun(server, card, obedient(temporary, script));
    expect(await runner.run()).toBe('DONE');
    expect(login).toHaveBeenCalledTimes(2);
  }, 60_000);

  it('declined terms end nothing: they can be read again and accepted', async () => {
    const [card, server] = [temporary.open(), await serverFor()];
    const decline = once((view) => (view.kind === 'TERMS' ? { id: 'decline' } : null));
    const { runner, cardholder } = scriptedRun(server, card, obedient(temporary, decline));
    expect(await runner.run()).toBe('DONE');
    expect(cardholder.kinds()).toContain('FAULT TERMS_DECLINED');
    expect(server.calls).toContain('declineTerms');
  }, 60_000);

  it('terms that changed meanwhile are shown anew, without another PIN', async () => {
    const [card, server] = [temporary.open(), await serverFor()];
    const change = once((view) => {
      if (view.kind === 'TERMS') server.termsVersion = '2026-2';
      return view.kind === 'TERMS' ? { id: 'accept' } : null;
    });
    const { runner, cardholder } = scriptedRun(server, card, obedient(temporary, change));
    expect(await runner.run()).toBe('DONE');
    expect(server.acceptedTerms).toBe('2026-2');
    const versions = cardholder.views.flatMap((view) => (view.kind === 'TERMS' ? [view.terms.version] : []));
    expect(versions).toEqual(['2026-1', '2026-2']);
    expect(cardholder.views.filter(({ kind }) => kind === 'PIN')).toHaveLength(2);
  }, 60_000);

  it.each(['PIN', 'OFFER', 'TERMS'] as const)(
    'cancelled at %s: the server is told, the card is as it was',
    async (kind) => {
      const [card, server] = [temporary.open(), await serverFor()];
      const before = (await card.scan()).certificates;
      const { runner, cardholder } = scriptedRun(
        server,
        card,
        obedient(temporary, (view) => (view.kind === kind ? { id: 'cancel' } : null)),
      );
      expect(await runner.run()).toBe('CANCELLED');
      expect(server.endedWith).toEqual({ faultCode: null, detail: null });
      expect(cardholder.kinds().at(-1)).toBe('CANCELLED');
      expect(await newOn(card, before)).toEqual([]);
    },
    60_000,
  );

  it('a sign-in whose answer was lost is proved again with a new challenge, and no PIN', async () => {
    const [card, server] = [temporary.open(), await serverFor()];
    server.refuseNext('signIn', 'SIGN_IN_REJECTED');
    const { runner, cardholder } = scriptedRun(server, card, obedient(temporary));
    expect(await runner.run()).toBe('DONE');
    expect(server.calls.filter((call) => call === 'requestChallenge')).toHaveLength(2);
    expect(cardholder.kinds()).not.toContain('FAULT SIGN_IN_REJECTED');
  }, 60_000);

  it('a certificate that the server does not trust leaves the turn to the next', async () => {
    const [card, server] = [temporary.open(), await serverFor()];
    server.refuseNext('signIn', 'SIGN_IN_CERTIFICATE_UNTRUSTED');
    const { runner } = scriptedRun(server, card, obedient(temporary));
    expect(await runner.run()).toBe('DONE');
  }, 60_000);

  it('a fatal fault of the server ends the upgrade with that fault, and leaves the old certificates', async () => {
    const [card, server] = [temporary.open(), await serverFor()];
    server.refuseNext('requestCertificate', 'REQUEST_REJECTED');
    const { runner, cardholder } = scriptedRun(server, card, obedient(temporary));
    expect(await runner.run()).toBe('FAILED');
    expect(server.endedWith).toMatchObject({ faultCode: 'REQUEST_REJECTED' });
    expect(cardholder.kinds().at(-1)).toBe('FAULT REQUEST_REJECTED');
    expect((await card.scan()).certificates).toHaveLength(4);
  }, 60_000);

  it('a certificate authority that is away is waited for', async () => {
    const [card, server] = [temporary.open(), await serverFor()];
    server.refuseNext('requestCertificate', 'CA_UNREACHABLE');
    const { runner, cardholder, records } = scriptedRun(server, card, obedient(temporary));
    expect(await runner.run()).toBe('DONE');
    expect(cardholder.kinds()).toContain('FAULT CA_UNREACHABLE');
    expect(records.filter(({ faultCode }) => faultCode === 'CA_UNREACHABLE').map(({ kind }) => kind)).toEqual([
      'FAULT_RAISED',
      'FAULT_CLEARED',
    ]);
    expect(cardholder.views.filter(({ kind }) => kind === 'PIN')).toHaveLength(2);
  }, 60_000);
});

describe('a reader without the card', () => {
  it('is waited for, until the card is put in', async () => {
    const [card, server] = [temporary.open(), await serverFor()];
    temporary.pull();
    const putIn = once((view) => {
      if (view.kind === 'FAULT' && view.code === 'NO_CARD') temporary.putBack();
      return null;
    });
    const { runner, cardholder } = scriptedRun(server, card, obedient(temporary, putIn));
    expect(await runner.run()).toBe('DONE');
    expect(cardholder.kinds().some((kind) => kind === 'FAULT NO_CARD')).toBe(true);
  }, 60_000);

  it('a card pulled in the middle goes on when it is back, and no other in its place', async () => {
    const [card, server] = [temporary.open(), await serverFor()];
    const other = await TemporaryCard.make();
    let pulled = 0;
    const script: Script = (view) => {
      if (view.kind === 'PIN' && view.purpose === 'SIGNATURE' && pulled === 0) {
        pulled = 1;
        temporary.pull();
        other.pull();
        return { id: 'submit-pin', pin: temporary.pin(view.purpose) };
      }
      if (view.kind === 'FAULT' && view.code === 'CARD_REMOVED' && pulled === 1) {
        pulled = 2;
        temporary.putIn(other);
      } else if (view.kind === 'FAULT' && view.code === 'OTHER_CARD') temporary.putBack();
      return null;
    };
    const { runner, cardholder } = scriptedRun(server, card, obedient(temporary, script));
    expect(await runner.run()).toBe('DONE');
    expect(cardholder.kinds()).toEqual(expect.arrayContaining(['FAULT CARD_REMOVED', 'FAULT OTHER_CARD']));
    const reasons = cardholder.views.flatMap((view) => (view.kind === 'PIN' ? [view.reason] : []));
    expect(reasons).toEqual(['FIRST', 'FIRST', 'CARD_BACK']);
    await other.discard();
  }, 60_000);
});
