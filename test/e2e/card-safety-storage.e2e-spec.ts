import { jest } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJournal, encodeRecord, journalFormat } from '../../agent/upgrade/journal/records.js';
import type { CardSeen } from '../faults/eye.js';
import { nameOf } from '../faults/eye.js';
import type { AgentPage, AgentPageState } from '../support/agent-page.js';
import { CardWitness } from '../support/card-witness.js';
import { answerPins, count, faultsOf, isGapless, Scene } from '../support/scene.js';
import { diskPage, TinyDisk } from '../support/tiny-disk.js';

jest.setTimeout(120_000);

const upgraded = { old: 4, fresh: 4, broken: 0, privateKeys: 2 };
const untouched = { old: 4, fresh: 0, broken: 0, privateKeys: 2 };
const shows = (page: AgentPage, faultCode: string) => page.sees(({ screen }) => screen.faultCode === faultCode);
const isDone = ({ screen }: AgentPageState) => screen.kind === 'DONE';

let scene: Scene;
let witness: CardWitness;
beforeAll(async () => {
  scene = new Scene({ environment: { RESUME_DAYS: '0' } });
  await scene.set();
  witness = new CardWitness(scene.stage.card, scene.stage.serverFolder);
});
afterAll(async () => {
  await witness.close();
  await scene.clear();
});

let conf: string;
let dataFolder: string;
beforeEach(() => {
  ({ conf, dataFolder } = scene.newCard());
});
afterEach(() => scene.endAgents());

const finish = (page: AgentPage) => answerPins(page, scene.stage.card, isDone);

/** In the end: four new certificates that work, each issued once, and every event of the session. */
async function expectUpgraded(sessionId: string): Promise<void> {
  const events = await scene.events(sessionId);
  expect(isGapless(events)).toBe(true);
  expect(count(events, 'CERTIFICATE_ISSUED')).toBe(4);
  expect(count(events, 'SESSION_COMPLETED')).toBe(1);
  expect(witness.issued(sessionId)).toHaveLength(4);
  expect(await witness.tally(conf)).toEqual(upgraded);
}

describe('a data folder on a disk', () => {
  let disk: TinyDisk;
  beforeEach(() => {
    disk = TinyDisk.mount(dataFolder, 64);
    dataFolder = join(disk.folder, 'agent');
    mkdirSync(dataFolder, { mode: 0o700 });
  });
  // The agent first, which writes there.
  afterEach(async () => {
    await scene.endAgents();
    disk.unmount();
  });

  /** The journal as it is on the disk now; it can be read at any instant. */
  function journal() {
    if (!existsSync(join(dataFolder, 'journal.jsonl'))) return [];
    const content = decodeJournal(readFileSync(join(dataFolder, 'journal.jsonl')));
    if (content === null) throw new Error('The journal can not be read');
    return content.records;
  }

  /** What is new on the card since, in the words of the journal's lines that were written before. */
  function unannounced(before: CardSeen, now: CardSeen): string[] {
    const announced = journal().flatMap((record) => (record.kind === 'CHANGE' ? [record.sha256 ?? record.ckaId] : []));
    return now.objects
      .filter((object) => !before.has(object) && !announced.includes(object.fingerprint) && !announced.includes(object.ckaId))
      .map(nameOf);
  }

  test('that is full before the start: said so, and gone on with when there is room', async () => {
    disk.fill();
    const { page } = await scene.run({ conf, dataFolder });
    await shows(page, 'DISK_FULL');
    expect(await witness.tally(conf)).toEqual(untouched);
    disk.giveBack();
    await page.take('FAULT', 'retry');
    const sessionId = await scene.sessionId(page);
    await page.signIn(scene.stage.card.pin1);
    await page.agree();
    await finish(page);
    await expectUpgraded(sessionId);
    const events = await scene.events(sessionId);
    expect(faultsOf(events, 'DISK_FULL')).toEqual([1, 1]);
  });

  /** A journal of earlier work that leaves so many bytes free in its last page of the disk. */
  function writeJournalWithRoom(bytes: number): void {
    const at = new Date().toISOString();
    const header = encodeRecord({ kind: 'JOURNAL', at, format: journalFormat });
    const token = { serialNumber: '0', label: 'Another card' };
    const record = (length: number) => encodeRecord({ kind: 'PROVEN', at, token, ckaId: '00', sha256: 'f'.repeat(length) });
    const wanted = 2 * diskPage - bytes - header.length;
    writeFileSync(join(dataFolder, 'journal.jsonl'), header + record(wanted - record(0).length), { mode: 0o600 });
  }

  // The room decides after which of its lines the journal is full: before or after a certificate is on the card.
  test.each([0, 400, 800, 1_600])('that fills up after the sign-in, with %i bytes left to the journal', async (bytes) => {
    writeJournalWithRoom(bytes);
    const { page } = await scene.run({ conf, dataFolder });
    const sessionId = await scene.sessionId(page);
    await page.signIn(scene.stage.card.pin1);
    await page.sees(({ screen }) => screen.kind === 'OFFER');
    const before = await witness.look(conf);
    disk.fill();
    await page.agree();
    let stops = 0;
    const isStopped = ({ screen }: AgentPageState) => screen.kind === 'FAULT' && screen.actions.some(({ id }) => id === 'retry');
    for (;;) {
      const { screen, version } = await answerPins(page, scene.stage.card, (now) => isDone(now) || isStopped(now));
      expect(unannounced(before, await witness.look(conf))).toEqual([]);
      if (screen.kind === 'DONE') break;
      expect(screen.faultCode).toBe('DISK_FULL');
      if (bytes === 0 && stops === 0) expect(await witness.tally(conf)).toEqual(untouched);
      stops += 1;
      disk.giveBack(4);
      await page.tryTake(version, 'retry');
      await page.sees((now) => now.version > version);
    }
    expect(stops).toBeGreaterThan(0);
    await expectUpgraded(sessionId);
    const proven = journal().flatMap((record) => (record.kind === 'PROVEN' ? [record.sha256] : []));
    expect(new Set(proven).size).toBe(5);
  });

  test('that is read-only before the start: named, and gone on with when it can be written', async () => {
    disk.makeReadOnly();
    const { page } = await scene.run({ conf, dataFolder });
    await shows(page, 'STORAGE_FAILED');
    expect(await witness.tally(conf)).toEqual(untouched);
    disk.makeWritable();
    await page.take('FAULT', 'retry');
    const sessionId = await scene.sessionId(page);
    await page.signIn(scene.stage.card.pin1);
    await page.agree();
    await finish(page);
    await expectUpgraded(sessionId);
  });

  test('that becomes read-only between the sign-in and the first certificate: the card stays as it was', async () => {
    const { page } = await scene.run({ conf, dataFolder });
    const sessionId = await scene.sessionId(page);
    await page.signIn(scene.stage.card.pin1);
    await page.sees(({ screen }) => screen.kind === 'OFFER');
    disk.cover();
    await page.agree();
    await shows(page, 'STORAGE_FAILED');
    expect(await witness.tally(conf)).toEqual(untouched);
    disk.uncover();
    await page.take('FAULT', 'retry');
    await finish(page);
    await expectUpgraded(sessionId);
    expect(faultsOf(await scene.events(sessionId), 'STORAGE_FAILED')).toEqual([1, 1]);
  });
});

describe('a journal that is not ours to read', () => {
  const ours = 'journal.jsonl';

  test.each([
    ['damaged', '\u0000\u0000\u0000 {"kind":"JOURNAL"\n{"kind":"CHANGE"}\n'],
    ['of another program', '{"kind":"JOURNAL","format":1}\n{"what":"something else","at":"2020-02-02T02:02:02Z"}\n'],
  ])('%s: it is kept under another name, reported, and the upgrade goes by card and server', async (_, text) => {
    const { card } = scene.stage;
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    writeFileSync(join(dataFolder, ours), text);
    const { page } = await scene.run({ conf, dataFolder });
    const sessionId = await scene.sessionId(page);
    await page.signIn(card.pin1);
    await page.agree();
    await finish(page);
    await expectUpgraded(sessionId);
    const kept = readdirSync(dataFolder).filter((name) => name.startsWith(`${ours}.set-aside-`));
    expect(kept.map((name) => readFileSync(join(dataFolder, name), 'utf8'))).toEqual([text]);
    const events = await scene.events(sessionId);
    expect(faultsOf(events, 'JOURNAL_SET_ASIDE')).toEqual([1, 1]);
    expect(events.find(({ faultCode }) => faultCode === 'JOURNAL_SET_ASIDE')?.detail).toBe(kept[0]);
  });

  test('damaged after a kill in the middle: what was done is found on the card, and nothing is issued twice', async () => {
    const { card } = scene.stage;
    const first = await scene.run({ conf, dataFolder });
    const sessionId = await scene.sessionId(first.page);
    await first.page.signIn(card.pin1);
    await first.page.agree();
    await first.page.sees(({ screen }) => screen.kind === 'PIN' && screen.step === 'INSTALL_SIGNATURE');
    first.program.process.kill('SIGKILL');
    await first.program.ended;
    const journal = readFileSync(join(dataFolder, ours));
    journal.fill(0, 200, 260);
    writeFileSync(join(dataFolder, ours), journal);
    const { page } = await scene.run({ conf, dataFolder });
    await page.signIn(card.pin1);
    await finish(page);
    await expectUpgraded(sessionId);
    expect(faultsOf(await scene.events(sessionId), 'JOURNAL_SET_ASIDE')).toEqual([1, 1]);
  });
});
