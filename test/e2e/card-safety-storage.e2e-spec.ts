import { jest } from '@jest/globals';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJournal } from '../../agent/upgrade/journal/records.js';
import type { CardSeen } from '../faults/eye.js';
import { nameOf } from '../faults/eye.js';
import type { AgentPage } from '../support/agent-page.js';
import { CardWitness } from '../support/card-witness.js';
import { count, faultsOf, isGapless, Scene } from '../support/scene.js';
import { TinyDisk } from '../support/tiny-disk.js';

jest.setTimeout(120_000);

const upgraded = { old: 4, fresh: 4, broken: 0, privateKeys: 2 };
const untouched = { old: 4, fresh: 0, broken: 0, privateKeys: 2 };
const shows = (page: AgentPage, faultCode: string) => page.sees(({ screen }) => screen.faultCode === faultCode);
const finished = (page: AgentPage) => page.sees(({ screen }) => screen.kind === 'DONE');

let scene: Scene;
let witness: CardWitness;
beforeEach(async () => {
  scene = new Scene();
  await scene.set();
  witness = new CardWitness(scene.stage.card, scene.stage.serverFolder);
});
afterEach(async () => {
  await witness.close();
  await scene.clear();
});

async function finish(page: AgentPage): Promise<void> {
  await page.signaturePin(scene.stage.card.pin2);
  await finished(page);
}

/** In the end: four new certificates that work, each issued once, and every event of the session. */
async function expectUpgraded(sessionId: string): Promise<void> {
  const events = await scene.events(sessionId);
  expect(isGapless(events)).toBe(true);
  expect(count(events, 'CERTIFICATE_ISSUED')).toBe(4);
  expect(count(events, 'SESSION_COMPLETED')).toBe(1);
  expect(witness.issued()).toHaveLength(4);
  expect(await witness.tally()).toEqual(upgraded);
}

describe('a data folder on a disk', () => {
  let disk: TinyDisk;
  let dataFolder: string;
  beforeEach(() => {
    disk = TinyDisk.mount(join(scene.folder, 'disk'), 64);
    dataFolder = join(disk.folder, 'agent');
    mkdirSync(dataFolder, { mode: 0o700 });
  });
  afterEach(() => disk.unmount());

  /** The journal as it is on the disk now; it can be read at any instant. */
  function journal() {
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
    const { page } = await scene.run({ dataFolder });
    await shows(page, 'DISK_FULL');
    expect(await witness.tally()).toEqual(untouched);
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

  test('that fills up after the sign-in, and gets room page by page: no change without its line in the journal', async () => {
    const { page } = await scene.run({ dataFolder });
    const sessionId = await scene.sessionId(page);
    await page.signIn(scene.stage.card.pin1);
    await page.sees(({ screen }) => screen.kind === 'OFFER');
    const before = await witness.look();
    disk.fill();
    await page.agree();
    await shows(page, 'DISK_FULL');
    expect(await witness.tally()).toEqual(untouched);
    expect(witness.issued().length).toBeLessThanOrEqual(2);
    let stops = 0;
    for (;;) {
      const { version } = await page.sees(({ screen }) => screen.kind === 'FAULT' || screen.kind === 'PIN');
      if (page.state?.screen.kind === 'PIN') break;
      stops += 1;
      if (stops > 1) expect(unannounced(before, await witness.look())).toEqual([]);
      disk.giveBack(4);
      await page.take('FAULT', 'retry');
      await page.sees((state) => state.version > version && ['WORKING', 'FAULT', 'PIN'].includes(state.screen.kind));
    }
    expect(stops).toBeGreaterThan(1);
    disk.giveBack();
    await finish(page);
    await expectUpgraded(sessionId);
    expect(unannounced(before, await witness.look())).toEqual([]);
    expect(journal().filter(({ kind }) => kind === 'PROVEN')).toHaveLength(4);
  });

  test('that is read-only before the start: named, and gone on with when it can be written', async () => {
    disk.makeReadOnly();
    const { page } = await scene.run({ dataFolder });
    await shows(page, 'STORAGE_FAILED');
    expect(await witness.tally()).toEqual(untouched);
    disk.makeWritable();
    await page.take('FAULT', 'retry');
    const sessionId = await scene.sessionId(page);
    await page.signIn(scene.stage.card.pin1);
    await page.agree();
    await finish(page);
    await expectUpgraded(sessionId);
  });

  test('that becomes read-only between the sign-in and the first certificate: the card stays as it was', async () => {
    const { page } = await scene.run({ dataFolder });
    const sessionId = await scene.sessionId(page);
    await page.signIn(scene.stage.card.pin1);
    await page.sees(({ screen }) => screen.kind === 'OFFER');
    disk.cover();
    await page.agree();
    await shows(page, 'STORAGE_FAILED');
    expect(await witness.tally()).toEqual(untouched);
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
    const { agentFolder, card } = scene.stage;
    mkdirSync(agentFolder, { recursive: true, mode: 0o700 });
    writeFileSync(join(agentFolder, ours), text);
    const { page } = await scene.run();
    const sessionId = await scene.sessionId(page);
    await page.signIn(card.pin1);
    await page.agree();
    await finish(page);
    await expectUpgraded(sessionId);
    const kept = readdirSync(agentFolder).filter((name) => name.startsWith(`${ours}.set-aside-`));
    expect(kept.map((name) => readFileSync(join(agentFolder, name), 'utf8'))).toEqual([text]);
    const events = await scene.events(sessionId);
    expect(faultsOf(events, 'JOURNAL_SET_ASIDE')).toEqual([1, 1]);
    expect(events.find(({ faultCode }) => faultCode === 'JOURNAL_SET_ASIDE')?.detail).toBe(kept[0]);
  });

  test('damaged after a kill in the middle: what was done is found on the card, and nothing is issued twice', async () => {
    const { agentFolder, card } = scene.stage;
    const first = await scene.run();
    const sessionId = await scene.sessionId(first.page);
    await first.page.signIn(card.pin1);
    await first.page.agree();
    await first.page.sees(({ screen }) => screen.kind === 'PIN' && screen.step === 'INSTALL_SIGNATURE');
    first.program.process.kill('SIGKILL');
    await first.program.ended;
    const journal = readFileSync(join(agentFolder, ours));
    journal.fill(0, 200, 260);
    writeFileSync(join(agentFolder, ours), journal);
    const { page } = await scene.run();
    await page.signIn(card.pin1);
    await finish(page);
    await expectUpgraded(sessionId);
    expect(faultsOf(await scene.events(sessionId), 'JOURNAL_SET_ASIDE')).toEqual([1, 1]);
  });
});
