import { jest } from '@jest/globals';
import Database from 'better-sqlite3';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Pkcs11Card } from '../../agent/pkcs11/pkcs11-card.js';
import { Eye } from '../faults/eye.js';
import { House, PreparedCard } from '../faults/house.js';
import { kinds, numberOf, phases, pointOf, policies, type Place, type Point } from '../faults/points.js';
import { PointRun, type PointResult } from '../faults/run-point.js';
import { Shim, type PlannedFault } from '../faults/shim.js';
import { inOrder, pointsOf } from '../faults/survey.js';
import { root, runCommand } from '../support/command.js';

// A sample of whole upgrades, on a machine that may be busy.
jest.setTimeout(400_000);

const program = join('dist', 'test', 'faults', 'main.js');
const runLab = (...args: string[]) => runCommand(process.execPath, [program, ...args], process.env, root);
const result = z.object({ points: z.number(), survived: z.number(), unreached: z.number(), failures: z.array(z.unknown()) });

let folder: string;
let card: PreparedCard;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kf-'));
  card = await PreparedCard.make(join(folder, 'c'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let copies = 0;
const newFolder = (): string => join(folder, `n${(copies += 1)}`);

describe('the shim', () => {
  const eye = new Eye();
  let shim: Shim;
  let module: Pkcs11Card;
  let conf: string;
  beforeEach(() => {
    const own = newFolder();
    shim = new Shim({ folder: join(own, 'shim') });
    conf = card.copyTo(join(own, 'card'));
    const environment = { SOFTHSM2_CONF: conf, ...shim.environment };
    module = new Pkcs11Card({ modulePath: shim.modulePath, source: 'option', environment, deadline: 2_000 });
  });
  afterEach(() => module.close());
  afterAll(() => eye.close());

  /** One more certificate, with a fault at its write. @returns certificates on the card afterwards, and what the write came to */
  async function write(fault: Omit<PlannedFault, 'at'>): Promise<{ count: number; outcome: string }> {
    const scan = await module.scan();
    const token = scan.tokens.find(({ purpose }) => purpose === 'AUTHENTICATION');
    const certificate = scan.certificates[0];
    if (token === undefined || certificate === undefined) throw new Error('The card is empty');
    await module.login(token, card.details.pin1);
    shim.plan({ ...fault, at: 'C_CreateObject:1' });
    const outcome = await module.writeCertificate(token, { ckaId: '99', label: 'one more', der: certificate.der }).then(
      () => 'WRITTEN',
      (error: unknown) => (error instanceof Error && 'faultCode' in error ? String(error.faultCode) : String(error)),
    );
    return { count: (await eye.look({ ...card.details, conf })).certificates.length, outcome };
  }

  test.each([
    ['before', 'return', { count: 4, outcome: 'CARD_ERROR' }],
    ['after', 'return', { count: 5, outcome: 'CARD_ERROR' }],
    ['before', 'crash', { count: 4, outcome: 'MODULE_CRASHED' }],
    ['after', 'crash', { count: 5, outcome: 'MODULE_CRASHED' }],
    ['before', 'hang', { count: 4, outcome: 'MODULE_TIMED_OUT' }],
    ['after', 'hang', { count: 5, outcome: 'MODULE_TIMED_OUT' }],
    ['before', 'remove', { count: 4, outcome: 'CARD_REMOVED' }],
    ['after', 'remove', { count: 5, outcome: 'CARD_REMOVED' }],
  ] as const)('%s the call: %s', async (phase, does, expected) => {
    expect(await write({ phase, does, value: does === 'return' ? 0x30 : 0 })).toEqual(expected);
  });

  test('counts on when the process is another, and notes no argument', async () => {
    await write({ phase: 'before', does: 'crash' });
    await module.scan();
    const calls = shim.calls();
    expect(new Set(calls.map(({ processId }) => processId)).size).toBe(2);
    const counted = calls.filter(({ isLook, fault }) => !isLook && fault === null).map(({ number }) => number);
    expect(counted).toEqual(counted.toSorted((one, other) => one - other));
    expect(calls.filter(({ functionName }) => functionName === 'C_Initialize').map(({ occurrence }) => occurrence)).toEqual([
      1, 2,
    ]);
    expect(JSON.stringify(calls)).not.toContain(card.details.pin1);
  });
});

describe('points', () => {
  const places: readonly Place[] = [
    { at: 'call', number: 17, functionName: '' },
    { at: 'look', number: 17, functionName: 'C_GetTokenInfo' },
    { at: 'request', number: 2, operation: 'FinishSession' },
  ];

  test('have one number each, which says it all', () => {
    const points = policies.flatMap((policy) =>
      places.flatMap((place) => kinds.flatMap((kind) => phases.map((phase): Point => ({ policy, place, kind, phase })))),
    );
    const numbers = points.map(numberOf);
    expect(new Set(numbers).size).toBe(points.length);
    expect(numbers.map(pointOf)).toEqual(points);
    expect(pointOf(-1)).toBeNull();
  });

  test('are tried in an order that the seed gives, each kind in its turn', () => {
    const wanted = { kinds, policies };
    const points = policies.flatMap((policy) => pointsOf(policy, places, wanted));
    expect(inOrder(points, 7)).toEqual(inOrder(points, 7));
    expect(inOrder(points, 8)).not.toEqual(inOrder(points, 7));
    expect(inOrder(points, 7)).toHaveLength(points.length);
    const sample = inOrder(
      points.filter(({ policy }) => policy !== 'replace'),
      7,
    ).slice(0, 24);
    for (const kind of kinds) expect(sample.filter((point) => point.kind === kind).length).toBeGreaterThanOrEqual(2);
  });
});

test('a sample of points is survived, each kind of fault at least twice', async () => {
  const { code, stdout, stderr } = await runLab(
    '--json',
    '--seed',
    '7',
    '--policy',
    'reuse,generate',
    '--sample',
    '24',
    '--minutes',
    '0',
  );
  expect({ stderr, ...result.parse(JSON.parse(stdout)) }).toMatchObject({ points: 24, survived: 24, failures: [] });
  expect(code).toBe(0);
});

describe('the judge', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open(newFolder(), 'reuse', card);
  });
  afterAll(() => house.close());

  /** An upgrade in which the agent is killed, and survives that; then something is made wrong. */
  async function judged(spoil: (run: PointRun) => Promise<void> | void): Promise<PointResult> {
    const run = new PointRun(house, newFolder());
    const point: Point = {
      policy: 'reuse',
      place: { at: 'request', number: 1, operation: 'RequestCertificate' },
      kind: 'agent-killed',
      phase: 'after',
    };
    return run.run(point, 1, async () => spoil(run));
  }

  /** With the card's own tools, not the agent's. */
  async function onCard(run: PointRun, work: (module: Pkcs11Card) => Promise<void>): Promise<void> {
    const environment = { SOFTHSM2_CONF: run.conf };
    const module = new Pkcs11Card({ modulePath: card.details.modulePath, source: 'option', environment });
    try {
      const token = (await module.scan()).tokens.find(({ purpose }) => purpose === 'AUTHENTICATION');
      if (token !== undefined) await module.login(token, card.details.pin1);
      await work(module);
    } finally {
      await module.close();
    }
  }

  const removeCertificate = async (run: PointRun, which: 'OLD' | 'NEW'): Promise<void> => {
    const before = (await house.look(card.details.conf)).certificates.map(({ der }) => der);
    await onCard(run, async (module) => {
      const { certificates } = await module.scan();
      const meant = certificates.find(
        ({ token, der }) =>
          token.label.endsWith('(Legitimering)') && before.includes(Buffer.from(der).toString('base64')) === (which === 'OLD'),
      );
      if (meant === undefined) throw new Error('There is no such certificate');
      await module.removeCertificate(meant.token, meant);
    });
  };

  const change = (statement: string): void => {
    const database = new Database(join(house.serverFolder, 'kortlots.sqlite'));
    database.exec(statement);
    database.close();
  };
  const lastSession = '(SELECT id FROM upgrade_session ORDER BY rowid DESC LIMIT 1)';
  const otherSession = '00000000-0000-4000-8000-000000000002';

  test('finds nothing where nothing is wrong', async () => {
    expect(await judged(() => undefined)).toMatchObject({ isReached: true, problems: [], ending: { kind: 'DONE' } });
  });

  test('finds a key that nobody needs', async () => {
    const { problems } = await judged((run) =>
      onCard(run, async (module) => {
        const token = (await module.scan()).tokens.find(({ purpose }) => purpose === 'AUTHENTICATION');
        if (token !== undefined) await module.generateKeyPair(token, { ckaId: 'aa', label: 'left', keyType: 'RSA_2048' });
      }),
    );
    expect(problems).toEqual([expect.stringMatching(/left over: (public|private) key/), expect.stringMatching(/left over/)]);
  });

  test('finds a missing certificate, an old one as well as a new one', async () => {
    expect((await judged((run) => removeCertificate(run, 'OLD'))).problems).toEqual([
      expect.stringMatching(/the old certificate .* is gone in the end/),
    ]);
    expect((await judged((run) => removeCertificate(run, 'NEW'))).problems).toEqual([
      expect.stringMatching(/3 proven new certificates/),
    ]);
  });

  test('finds a second issuance', async () => {
    const { problems } = await judged(() =>
      change(`CREATE TEMP TABLE s AS SELECT * FROM upgrade_session WHERE id = ${lastSession};
        CREATE TEMP TABLE c AS SELECT * FROM issued_certificate WHERE sessionId = ${lastSession} LIMIT 1;
        UPDATE s SET id = '${otherSession}', requestHash = 'second', tokenHash = 'second', pairingCode = NULL;
        UPDATE c SET sessionId = '${otherSession}', orderId = 'second';
        INSERT INTO upgrade_session SELECT * FROM s; INSERT INTO issued_certificate SELECT * FROM c;`),
    );
    expect(problems).toEqual([expect.stringMatching(/was issued 2 times/)]);
  });

  test('finds a gap in the events', async () => {
    const { problems } = await judged(() => change(`DELETE FROM session_event WHERE number = 9 AND sessionId = ${lastSession}`));
    expect(problems).toContainEqual(expect.stringMatching(/the events of session .* have a gap/));
  });

  test('finds a log-in that nobody asked for', async () => {
    const { problems } = await judged((run) => appendFileSync(join(run.shim.folder, 'calls'), '999 C_Login 9 0xa0 - 1\n'));
    expect(problems).toEqual([expect.stringMatching(/C_Login was called 4 times for 3 PINs/), expect.stringMatching(/0xa0/)]);
  });

  test('finds a PIN on the disk', async () => {
    const { problems } = await judged((run) => writeFileSync(join(run.agentFolder, 'note'), `"pin":"${card.details.pin2}"`));
    expect(problems).toContainEqual(expect.stringMatching(/a PIN was written: .*note/));
  });
});

describe('the command line', () => {
  test.each([
    [['--nope'], '--nope'],
    [['--kinds', 'fire'], '--kinds "fire"'],
    [['--policy', 'none'], '--policy "none"'],
    [['--seed', 'x'], '--seed "x"'],
    [['--point', '9999999999'], '--point 9999999999'],
  ])('%j is refused in one line with exit code 2', async (args, message) => {
    const { code, stdout, stderr } = await runLab(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(message)]);
  });
});
