import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pkcs11Card } from '../../agent/pkcs11/pkcs11-card.js';
import { TemporaryCard, tokenOf } from '../../agent/pkcs11/temporary-card.spec-support.js';
import { obedient, scriptedRun, type Script } from '../../agent/scripted-run.spec-support.js';
import { TestServer, type TestServerOptions } from '../../agent/test-server.spec-support.js';
import type { CardholderAction } from '../../agent/upgrade/cardholder.js';
import { Shim, type ShimQuirks } from '../faults/shim.js';

/** Cards and middleware that behave as SoftHSM does not: through the shim, with real keys and certificates behind it. */

const purposes = ['AUTHENTICATION', 'SIGNATURE'] as const;
let temporary: TemporaryCard;
let folder: string;
let opened: Pkcs11Card[] = [];
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kortlots-quirk-'))));
afterEach(async () => {
  await Promise.all(opened.map((card) => card.close()));
  opened = [];
  await temporary.discard();
  rmSync(folder, { recursive: true, force: true });
});

function insert(quirks: ShimQuirks, deadline: number | null = null): { card: Pkcs11Card; shim: Shim } {
  const shim = new Shim({ folder, ...quirks });
  const environment = { SOFTHSM2_CONF: temporary.file.conf, ...shim.environment };
  const card = new Pkcs11Card({ modulePath: shim.modulePath, source: 'option', environment, deadline });
  opened.push(card);
  return { card, shim };
}

async function upgrade(card: Pkcs11Card, script: Script, options: Omit<TestServerOptions, 'holder'> = {}) {
  const server = await TestServer.create({ holder: temporary.file.holder, ...options });
  const run = scriptedRun(server, card, script);
  return { server, outcome: await run.runner.run(), ...run };
}

const loginsOf = (shim: Shim) => shim.calls().filter(({ functionName }) => functionName === 'C_Login');
const answer =
  (kind: string, action: CardholderAction): Script =>
  (view) =>
    view.kind === kind ? action : null;

test('a module that refuses two certificates with one CKA_ID: written beside, and moved when the old are gone', async () => {
  temporary = await TemporaryCard.make();
  const { card } = insert({ refuseSameCkaId: true });
  const { outcome } = await upgrade(card, obedient(temporary));
  expect(outcome).toBe('DONE');
  const certificates = (await card.scan()).certificates;
  expect(certificates).toHaveLength(8);
}, 60_000);

test('the same, with replaced certificates removed: the new ones end under the CKA_ID of their key', async () => {
  temporary = await TemporaryCard.make();
  const { card } = insert({ refuseSameCkaId: true });
  const { outcome, server } = await upgrade(card, obedient(temporary), { offer: { oldCertificates: 'REMOVE_REPLACED' } });
  expect(outcome).toBe('DONE');
  const ids = (await card.scan()).certificates.map(({ ckaId }) => ckaId);
  // One of each pair has it; the module allows no second.
  expect([ids.length, ids.filter((id) => id === '45').length, ids.filter((id) => id === '46').length]).toEqual([4, 1, 1]);
  expect(server.issuings).toHaveLength(4);
}, 60_000);

test('a full card with expired certificates: with consent they make room, are kept, and the upgrade goes on', async () => {
  temporary = await TemporaryCard.make({ hasExpired: true });
  // Some bytes less than four new ones are counted to take: one expired one gives enough.
  const { card } = insert({ freeMemory: 5_800 });
  const { outcome, cardholder, records, journal } = await upgrade(
    card,
    obedient(temporary, answer('MAKE_ROOM', { id: 'allow' })),
  );
  expect(outcome).toBe('DONE');
  const consents = cardholder.views.filter(({ kind }) => kind === 'MAKE_ROOM').length;
  const removed = records.filter(({ kind }) => kind === 'CERTIFICATE_REMOVED').length;
  expect([consents > 0, removed > 0, (await card.scan()).certificates.length]).toEqual([true, true, 8 - removed]);
  const kept = await Promise.all(purposes.map(async (one) => journal.removedFrom(await tokenOf(card, one)).length));
  expect((kept[0] ?? 0) + (kept[1] ?? 0)).toBe(removed);
}, 60_000);

test('a full card: said before anything is issued, and nothing is taken off without consent', async () => {
  temporary = await TemporaryCard.make({ hasExpired: true });
  const { card } = insert({ freeMemory: 5_800 });
  const before = (await card.scan()).certificates.length;
  const { outcome, server, cardholder } = await upgrade(card, obedient(temporary, answer('MAKE_ROOM', { id: 'cancel' })));
  expect(outcome).toBe('CANCELLED');
  expect(server.issuings).toEqual([]);
  expect((await card.scan()).certificates).toHaveLength(before);
  const [asked] = cardholder.views.flatMap((view) => (view.kind === 'MAKE_ROOM' ? [view] : []));
  expect(asked?.certificates.every(({ notAfter }) => notAfter < new Date())).toBe(true);
}, 60_000);

test('a full card without expired certificates: its fault, and the card as it was', async () => {
  temporary = await TemporaryCard.make();
  const { card } = insert({ freeMemory: 3_000 });
  const { outcome, server, cardholder } = await upgrade(card, obedient(temporary, answer('FAULT', { id: 'cancel' })));
  expect([outcome, cardholder.kinds().includes('FAULT CARD_MEMORY_FULL'), server.issuings]).toEqual(['CANCELLED', true, []]);
  expect((await card.scan()).certificates).toHaveLength(4);
}, 60_000);

test('a write-protected card: said before its PIN is asked for', async () => {
  temporary = await TemporaryCard.make();
  const { card, shim } = insert({ readOnly: true });
  const { outcome, cardholder } = await upgrade(card, obedient(temporary));
  expect([outcome, cardholder.kinds().at(-1)]).toEqual(['FAILED', 'FAULT CARD_READ_ONLY']);
  expect(loginsOf(shim)).toEqual([]);
}, 60_000);

test('a PIN pad: no PIN is held, and cancelled, wrong and right at the pad are told apart', async () => {
  temporary = await TemporaryCard.make();
  const { pin1, pin2 } = temporary.file;
  const { card, shim } = insert({ pinPad: { pin1, pin2 } });
  const atPad = ['cancel', 'wrong', 'pin', 'pin'] as const;
  let asked = 0;
  const script = obedient(temporary, (view) => {
    if (view.kind !== 'PIN') return null;
    shim.answerAtPinPad(atPad[asked] ?? 'pin');
    asked += 1;
    return { id: 'start' };
  });
  const { outcome, cardholder } = await upgrade(card, script);
  expect(outcome).toBe('DONE');
  const problems = cardholder.views.flatMap((view) => (view.kind === 'PIN' ? [view.problem?.code ?? null] : []));
  expect(problems).toEqual([null, 'PIN_CANCELLED', 'PIN_WRONG', null]);
}, 60_000);

test('a PIN pad where nobody types: timed out, told from a hung module, and asked for again', async () => {
  temporary = await TemporaryCard.make();
  const { pin1, pin2 } = temporary.file;
  const { card, shim } = insert({ pinPad: { pin1, pin2 } }, 3_000);
  let asked = 0;
  const script = obedient(temporary, (view) => {
    if (view.kind !== 'PIN') return null;
    shim.answerAtPinPad((asked += 1) === 1 ? 'hang' : 'pin');
    return { id: 'start' };
  });
  const { outcome, cardholder } = await upgrade(card, script);
  expect(outcome).toBe('DONE');
  const problems = cardholder.views.flatMap((view) => (view.kind === 'PIN' ? [view.problem?.code ?? null] : []));
  expect(problems).toEqual([null, 'PIN_TIMED_OUT', null]);
}, 60_000);

test('a PIN that locks: each try is told, the PUK opens it on the page, and the upgrade goes on', async () => {
  temporary = await TemporaryCard.make();
  const { card, shim } = insert({ maxPinTries: 3 });
  const fresh = '314159';
  let tries = 0;
  const script = obedient(temporary, (view) => {
    if (view.kind === 'PIN' && view.purpose === 'AUTHENTICATION')
      return { id: 'submit-pin', pin: (tries += 1) <= 3 ? '000000' : fresh };
    if (view.kind === 'FAULT' && view.code === 'PIN_LOCKED') return { id: 'unlock' };
    if (view.kind !== 'UNLOCK') return null;
    const puk = view.problem === null ? '00000000' : temporary.file.puk;
    return { id: 'submit-codes', codes: { current: puk, new: fresh } };
  });
  const { outcome, cardholder, records } = await upgrade(card, script);
  expect(outcome).toBe('DONE');
  const pins = cardholder.views.flatMap((view) => (view.kind === 'PIN' && view.purpose === 'AUTHENTICATION' ? [view] : []));
  expect(pins.map(({ problem, reason }) => [problem?.triesLeft ?? null, reason])).toEqual([
    [null, 'FIRST'],
    [null, 'FIRST'],
    [1, 'FIRST'],
    [null, 'UNLOCKED'],
  ]);
  expect(cardholder.views.flatMap((view) => (view.kind === 'UNLOCK' ? [view.problem] : []))).toEqual([null, 'PUK_WRONG']);
  expect(records.some(({ kind }) => kind === 'PIN_UNLOCKED')).toBe(true);
  const text = JSON.stringify([records, cardholder.views]);
  for (const code of [fresh, temporary.file.puk]) expect(text).not.toContain(code);
  // Three wrong, one right with the PUK's new PIN, one for the signature; and two of the PUK.
  expect(loginsOf(shim)).toHaveLength(7);
  await expect(card.login(await tokenOf(card, 'AUTHENTICATION'), fresh)).resolves.toBeUndefined();
}, 60_000);

test('a signature PIN that is locked already is told before the first PIN is asked for, and unlocked', async () => {
  temporary = await TemporaryCard.make();
  const { card } = insert({ maxPinTries: 1 });
  const fresh = '314159';
  await expect(card.login(await tokenOf(card, 'SIGNATURE'), '000000')).rejects.toMatchObject({ faultCode: 'PIN_LOCKED' });
  const script = obedient(temporary, (view) => {
    if (view.kind === 'FAULT' && view.code === 'PIN_LOCKED') return { id: 'unlock' };
    if (view.kind === 'UNLOCK') return { id: 'submit-codes', codes: { current: temporary.file.puk, new: fresh } };
    return view.kind === 'PIN' && view.purpose === 'SIGNATURE' ? { id: 'submit-pin', pin: fresh } : null;
  });
  const { outcome, cardholder } = await upgrade(card, script);
  expect(outcome).toBe('DONE');
  expect(
    cardholder
      .kinds()
      .filter((kind) => kind !== 'WORKING')
      .slice(0, 5),
  ).toEqual(['START', 'START', 'FAULT PIN_LOCKED', 'UNLOCK', 'START']);
  expect(cardholder.views.flatMap((view) => (view.kind === 'UNLOCK' ? [view.purpose] : []))).toEqual(['SIGNATURE']);
}, 60_000);

test('a lost login is asked for again, by itself and without a fault on the page', async () => {
  temporary = await TemporaryCard.make();
  const { card, shim } = insert({});
  shim.plan({ at: 'C_SignInit:3', phase: 'before', does: 'return', value: 0x101 });
  const { outcome, cardholder, server } = await upgrade(card, obedient(temporary));
  expect(outcome).toBe('DONE');
  expect(cardholder.kinds().filter((kind) => kind.startsWith('FAULT'))).toEqual([]);
  expect(server.issuings).toHaveLength(4);
}, 60_000);

test('a module that hangs is ended and started anew, and the cardholder reads so', async () => {
  temporary = await TemporaryCard.make();
  const { card, shim } = insert({}, 3_000);
  shim.plan({ at: 'C_CreateObject:1', phase: 'after', does: 'hang' });
  const { outcome, cardholder, server, records } = await upgrade(card, obedient(temporary));
  expect(outcome).toBe('DONE');
  expect(records.filter(({ kind }) => kind === 'MODULE_RESTARTED').map(({ detail }) => detail)).toEqual(['MODULE_TIMED_OUT']);
  expect(cardholder.views.some((view) => view.kind === 'WORKING' && view.activity === 'RESTARTING_MODULE')).toBe(true);
  expect(server.issuings).toHaveLength(4);
  expect((await card.scan()).certificates).toHaveLength(8);
}, 60_000);

test.each([
  ['before', 1],
  ['after', 1],
  ['before', 4],
  ['after', 4],
] as const)(
  'one error %s the write of certificate %i took effect: it ends under the CKA_ID of its key, once',
  async (phase, write) => {
    temporary = await TemporaryCard.make();
    const { card, shim } = insert({});
    shim.plan({ at: `C_CreateObject:${write}`, phase, does: 'return', value: 0x30 });
    const { outcome, cardholder, server } = await upgrade(card, obedient(temporary));
    expect([outcome, cardholder.kinds().filter((kind) => kind.startsWith('FAULT')), server.issuings.length]).toEqual([
      'DONE',
      [],
      4,
    ]);
    const ids = (await card.scan()).certificates.map(({ ckaId }) => ckaId).toSorted();
    expect(ids).toEqual(['45', '45', '45', '45', '46', '46', '46', '46']);
  },
  60_000,
);

test.each(['C_FindObjects:3', 'C_OpenSession:2', 'C_GetAttributeValue:20', 'C_GetTokenInfo:3'] as const)(
  'one error at %s while the card is looked at: the card is not said to be gone or another',
  async (at) => {
    temporary = await TemporaryCard.make();
    const { card, shim } = insert({});
    shim.plan({ at, phase: 'before', does: 'return', value: 0x05 });
    const { outcome, cardholder } = await upgrade(card, obedient(temporary));
    expect(outcome).toBe('DONE');
    const told = cardholder.kinds().filter((kind) => kind.startsWith('FAULT'));
    expect(told.filter((kind) => kind !== 'FAULT CARD_ERROR')).toEqual([]);
  },
  60_000,
);

test('a card that is pulled while it is looked for is not there, and no unknown one', async () => {
  temporary = await TemporaryCard.make();
  const { card, shim } = insert({});
  // The second token of the scan that looks for the card: the first was read already.
  shim.plan({ at: 'C_OpenSession:4', phase: 'before', does: 'remove', value: 0xe0 });
  const script = obedient(temporary, (view) => {
    if (view.kind === 'FAULT' && view.code === 'NO_CARD') shim.putCardBack();
    return null;
  });
  const { outcome, cardholder } = await upgrade(card, script);
  const told = cardholder.kinds().filter((kind) => kind.startsWith('FAULT'));
  expect([outcome, told]).toEqual(['DONE', ['FAULT NO_CARD']]);
}, 60_000);
