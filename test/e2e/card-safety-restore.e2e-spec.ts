import { jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pkcs11Card } from '../../agent/pkcs11/pkcs11-card.js';
import { decodeJournal, type JournalRecord } from '../../agent/upgrade/journal/records.js';
import { readCertificate } from '../faults/eye.js';
import type { AgentPageState } from '../support/agent-page.js';
import { CardWitness } from '../support/card-witness.js';
import { answerPins, count, isGapless, Scene } from '../support/scene.js';

jest.setTimeout(120_000);

const isDone = ({ screen }: AgentPageState) => screen.kind === 'DONE';
type Card = ReturnType<Scene['newCard']>;

/** One server, and what is done with its cards. */
class RestoreScene extends Scene {
  #witness: CardWitness | null = null;

  get witness(): CardWitness {
    this.#witness ??= new CardWitness(this.stage.card, this.stage.serverFolder);
    return this.#witness;
  }

  /** A whole run of the agent, from the sign-in to the last page. @returns the session's id */
  async finish(card: Card, choice: 'upgrade' | 'restore'): Promise<string> {
    const { page, program } = await this.run(card);
    const sessionId = await this.sessionId(page);
    await page.signIn(this.stage.card.pin1);
    if (choice === 'upgrade') await page.agree();
    else await page.take('OFFER', 'restore');
    await answerPins(page, this.stage.card, isDone);
    await page.take('DONE', 'close');
    await program.ended;
    return sessionId;
  }

  override async clear(): Promise<void> {
    await this.#witness?.close();
    await super.clear();
  }
}

/** Takes the newest certificate off each token, as another program might. */
async function loseTwo(
  { conf }: Card,
  { modulePath, pin1, pin2 }: Scene['stage']['card'],
  fresh: readonly (string | null)[],
): Promise<void> {
  const port = new Pkcs11Card({ modulePath, source: 'option', environment: { SOFTHSM2_CONF: conf } });
  try {
    for (const token of await port.tokens()) {
      await port.login(token, token.purpose === 'SIGNATURE' ? pin2 : pin1);
      const lost = (await port.certificates(token)).find(({ der }) => fresh.includes(Buffer.from(der).toString('base64')));
      if (lost === undefined) throw new Error(`${token.label} has no new certificate`);
      await port.removeCertificate(token, lost);
      await port.logout(token);
    }
  } finally {
    await port.close();
  }
}

describe('existing certificates are fetched again', () => {
  const scene = new RestoreScene();
  beforeAll(() => scene.set());
  afterAll(() => scene.clear());

  test('two that were lost are back and sign, on another PC, and nothing is issued', async () => {
    const card = scene.newCard();
    const upgradeId = await scene.finish(card, 'upgrade');
    const fresh = scene.witness.issued().map(({ certificate }) => certificate);
    await loseTwo(card, scene.stage.card, fresh);
    expect(await scene.witness.tally(card.conf)).toEqual({ old: 4, fresh: 2, broken: 0, privateKeys: 2 });
    const restoreId = await scene.finish({ ...card, dataFolder: `${card.dataFolder}-2` }, 'restore');
    expect(await scene.witness.tally(card.conf)).toEqual({ old: 4, fresh: 4, broken: 0, privateKeys: 2 });
    expect(scene.witness.issued().map(({ certificate }) => certificate)).toEqual(fresh);
    const sessions = new Map(scene.witness.sessions().map((session) => [session.id, session]));
    expect(sessions.get(upgradeId)).toMatchObject({ purpose: 'UPGRADE', state: 'COMPLETED' });
    expect(sessions.get(restoreId)).toMatchObject({ purpose: 'RESTORE', state: 'COMPLETED' });
    const events = await scene.events(restoreId);
    expect(isGapless(events)).toBe(true);
    const kinds = ['RESTORE_CHOSEN', 'CERTIFICATE_ISSUED', 'CERTIFICATE_WRITTEN', 'SESSION_COMPLETED'];
    expect(kinds.map((kind) => count(events, kind))).toEqual([1, 0, 2, 1]);
  });
});

describe('old certificates that the policy lets go', () => {
  const scene = new RestoreScene({ environment: { OLD_CERTIFICATES: 'REMOVE_REPLACED' }, cardArgs: ['--expired'] });
  beforeAll(() => scene.set());
  afterAll(() => scene.clear());

  const recordsOf = ({ dataFolder }: Card) => decodeJournal(readFileSync(join(dataFolder, 'journal.jsonl')))?.records ?? [];
  const isRemoval = (record: JournalRecord) => record.kind === 'CHANGE' && record.change === 'REMOVE_CERTIFICATE';

  test('go only when the new ones of their token are proven; their bytes are kept, and what is still valid is put back when it is asked for', async () => {
    const card = scene.newCard();
    const before = await scene.witness.look(card.conf);
    const sessionId = await scene.finish(card, 'upgrade');
    expect(await scene.witness.tally(card.conf)).toEqual({ old: 0, fresh: 4, broken: 0, privateKeys: 2 });
    expect(count(await scene.events(sessionId), 'CERTIFICATE_REMOVED')).toBe(4);
    const records = recordsOf(card);
    for (const { label } of [
      ...new Map(records.flatMap((one) => (one.kind === 'CHANGE' ? [[one.token.label, one.token] as const] : []))).values(),
    ]) {
      const own = records.filter((record) => record.kind !== 'JOURNAL' && record.token.label === label);
      const firstRemoval = own.findIndex(isRemoval);
      expect(own.slice(0, firstRemoval).filter(({ kind }) => kind === 'PROVEN')).toHaveLength(2);
      expect(own.slice(firstRemoval).filter(({ kind }) => kind === 'PROVEN')).toHaveLength(0);
    }
    const kept = records.flatMap((record) =>
      record.kind === 'CHANGE' && record.change === 'REMOVE_CERTIFICATE' && record.phase === 'BEFORE' ? [record.der] : [],
    );
    expect(kept.toSorted()).toEqual(before.certificates.map(({ der }) => der).toSorted());
    await scene.finish(card, 'restore');
    expect(await scene.witness.tally(card.conf)).toEqual({ old: 2, fresh: 4, broken: 0, privateKeys: 2 });
    const after = await scene.witness.look(card.conf);
    const gone = before.objects.filter((object) => !after.has(object));
    expect(gone.map((object) => Date.parse(readCertificate(object).validTo) < Date.now())).toEqual([true, true]);
  });
});
