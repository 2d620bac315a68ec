import { FaultError } from '../common/fault.js';
import { hashToken } from '../common/token.js';
import { parseConfiguration } from '../config/configuration.js';
import { AttemptLimiter } from '../database/attempt-limiter.js';
import { AttemptWindow } from '../database/attempt-window.entity.js';
import { TemporaryDatabase } from '../database/temporary-database.spec-support.js';
import { expiredCookie, sessionCookie } from './cookie.js';
import { generatePassword, hashPassword, isPassword } from './password.js';
import {
  addAccount,
  changePassword,
  disableAccount,
  enableAccount,
  findAccount,
  listAccounts,
  parseUserName,
} from './staff-accounts.js';
import { StaffSession } from './staff-session.entity.js';
import { StaffSessions } from './staff-sessions.js';
import { StaffSignIn } from './staff-sign-in.js';

const password = 'rätt häst batteri';
const account = { userName: 'tora', name: 'Tora Testdotter', desk: 'Kundservice', roles: ['HELPDESK' as const] };
const address = '192.0.2.1';
const configuration = parseConfiguration({ STAFF_SESSION_MINUTES: '60' });

let passwordHash: string;
let database: TemporaryDatabase;
let sessions: StaffSessions;
let signIn: StaffSignIn;

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});
beforeEach(async () => {
  database = await TemporaryDatabase.make();
  sessions = new StaffSessions(database.queue, database.reads, configuration);
  signIn = new StaffSignIn(new AttemptLimiter(database.queue), database.reads, sessions);
  await signIn.onModuleInit();
  await database.queue.run((manager) => addAccount(manager, { ...account, passwordHash }));
});
afterEach(() => database.remove());

const rejected = expect.objectContaining({ code: 'SIGN_IN_REJECTED' }) as unknown;
const lookup = (token: string) => sessions.lookup(hashToken(token));
const disable = () => database.queue.run((manager) => disableAccount(manager, 'tora'));

describe('sign-in', () => {
  it('gives a token that names the person until it is closed', async () => {
    const { token, identity } = await signIn.signIn(' Tora ', password, address);
    expect(await lookup(token)).toEqual(identity);
    expect(identity).toMatchObject({ userName: 'tora', name: 'Tora Testdotter', roles: ['HELPDESK'] });
    await sessions.close(identity.sessionTokenHash);
    expect(await lookup(token)).toBeNull();
  });

  it('keeps no token, only its hash', async () => {
    const { token } = await signIn.signIn('tora', password, address);
    expect(JSON.stringify(await database.reads.manager.find(StaffSession))).not.toContain(token);
  });

  it.each([
    ['tora', 'fel'],
    ['tora', ''],
    ['tora', `${password}${'x'.repeat(500)}`],
    ['nils', password],
    ["tora' OR 1=1 --", password],
    ['tora\0', password],
    ['', ''],
  ])('rejects %j with %j, in the same words', async (userName, wrong) => {
    await expect(signIn.signIn(userName, wrong, address)).rejects.toEqual(rejected);
    await expect(signIn.signIn(userName, wrong, address)).rejects.toThrow('user name or password is wrong');
  });

  it('stops guessing at an account, wherever it comes from, and says for how long', async () => {
    for (let guess = 0; guess < 10; guess += 1)
      await expect(signIn.signIn('tora', 'fel', `192.0.2.${guess}`)).rejects.toEqual(rejected);
    const next = signIn.signIn('tora', password, '198.51.100.1');
    await expect(next).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    await expect(next).rejects.toMatchObject({ retryAfterSeconds: expect.any(Number) as number });
  });

  it('stops guessing from an address, whatever the user name', async () => {
    const key = await addressKey();
    await database.queue.run((manager) => manager.update(AttemptWindow, { key }, { count: 200 }));
    await expect(signIn.signIn('sixten', 'fel', address)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    await expect(signIn.signIn('sixten', 'fel', '198.51.100.1')).rejects.toEqual(rejected);
  });

  /** The window that an attempt of another account from the same address has counted in. */
  async function addressKey(): Promise<string> {
    for (const userName of ['nils', 'olle']) await expect(signIn.signIn(userName, 'fel', address)).rejects.toEqual(rejected);
    const windows = await database.reads.manager.find(AttemptWindow, { order: { count: 'DESC' } });
    return windows[0]?.key ?? '';
  }

  it('forgets wrong guesses after a right one', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let guess = 0; guess < 5; guess += 1) await expect(signIn.signIn('tora', 'fel', address)).rejects.toThrow(FaultError);
      await signIn.signIn('tora', password, address);
    }
  });

  it('ends when its time is over, and is swept away', async () => {
    const { token } = await signIn.signIn('tora', password, address);
    await database.queue.run((manager) =>
      manager.update(StaffSession, { tokenHash: hashToken(token) }, { expiresAt: new Date() }),
    );
    expect(await lookup(token)).toBeNull();
    await sessions.onApplicationBootstrap();
    sessions.onModuleDestroy();
    expect(await database.reads.manager.count(StaffSession)).toBe(0);
  });
});

describe('accounts', () => {
  it('disabled: sign-ins end at once and no new one is possible, until enabled', async () => {
    const { token } = await signIn.signIn('tora', password, address);
    await disable();
    expect(await lookup(token)).toBeNull();
    await expect(signIn.signIn('tora', password, address)).rejects.toEqual(rejected);
    await database.queue.run((manager) => enableAccount(manager, 'tora'));
    expect(await lookup(token)).toBeNull();
    await signIn.signIn('tora', password, address);
  });

  it('disabled or changed while its password was being checked: rejected', async () => {
    const before = await findAccount(database.reads.manager, 'tora');
    if (before === null) throw new Error('no account');
    await disable();
    await expect(sessions.open(before)).rejects.toEqual(rejected);
  });

  it('new password: the old one and its sign-ins are out', async () => {
    const { token } = await signIn.signIn('tora', password, address);
    const other = await hashPassword('another password');
    await database.queue.run((manager) => changePassword(manager, 'tora', other));
    expect(await lookup(token)).toBeNull();
    await expect(signIn.signIn('tora', password, address)).rejects.toEqual(rejected);
    await signIn.signIn('tora', 'another password', address);
  });

  it('refuses a user name that is taken, and one that is unknown', async () => {
    await expect(database.queue.run((manager) => addAccount(manager, { ...account, passwordHash }))).rejects.toThrow('already');
    await expect(database.queue.run((manager) => disableAccount(manager, 'nils'))).rejects.toThrow('no account "nils"');
    expect((await listAccounts(database.reads.manager)).map(({ userName }) => userName)).toEqual(['tora']);
  });

  it('takes user names in any case, and only what can be one', () => {
    expect(parseUserName(' Åsa.Öberg ')).toBe('åsa.öberg');
    for (const wrong of ['', ' ', '.a', 'a b', 'a\0', 'a'.repeat(65)]) expect(parseUserName(wrong)).toBeNull();
  });
});

describe('passwords', () => {
  it('are argon2id with 19 MiB and two passes', async () => {
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await isPassword(passwordHash, password)).toBe(true);
    expect(await isPassword(passwordHash, `${password} `)).toBe(false);
  });

  it('are generated readable and different', () => {
    expect(generatePassword()).toMatch(/^([2-9a-hj-km-np-z]{5}-){3}[2-9a-hj-km-np-z]{5}$/);
    expect(generatePassword()).not.toBe(generatePassword());
  });
});

it('sets a cookie that scripts and other sites cannot use, over TLS only when there is TLS', () => {
  expect(sessionCookie('abc', 60, { publicUrl: null })).toBe(
    'kortlots_session=abc; Path=/; Max-Age=3600; HttpOnly; SameSite=Strict',
  );
  expect(sessionCookie('abc', 60, { publicUrl: 'https://kortlots.example' })).toMatch(/; Secure$/);
  expect(expiredCookie({ publicUrl: null })).toContain('kortlots_session=; Path=/; Max-Age=0');
});
