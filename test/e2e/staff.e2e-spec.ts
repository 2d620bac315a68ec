import { join } from 'node:path';

import { z } from 'zod';

import { killProgram } from '../../scripts/stage/programs.js';
import { runCommand, root } from '../support/command.js';
import type { CommandResult } from '../support/command.js';
import { databaseKinds } from '../support/databases.js';
import { GraphqlErrors, postGraphql } from '../support/graphql-http.js';
import { ServerOnDatabase } from '../support/server-on-database.js';

const signInDocument = `mutation SignIn($userName: String!, $password: String!) {
  staffSignIn(userName: $userName, password: $password) {
    __typename ... on StaffSignedIn { staff { userName name desk roles } } ... on Fault { code retriable retryAfterSeconds }
  }
}`;
const signInShape = z.object({
  staffSignIn: z.looseObject({ __typename: z.string(), code: z.string().optional(), retryAfterSeconds: z.number().nullish() }),
});
const meShape = z.object({ me: z.object({ name: z.string() }).nullable() });
const accountsShape = z.array(z.looseObject({ userName: z.string(), disabledAt: z.string().nullable() }));
const passwordShape = z.object({ password: z.string() });

describe.each(databaseKinds())('staff on $name', (kind) => {
  let server: ServerOnDatabase;

  beforeAll(async () => {
    await kind.start();
    server = await ServerOnDatabase.make(kind);
    await server.stage.startServer();
  });
  afterAll(async () => {
    await server.remove();
    await kind.stop();
  });

  const staff = (...args: string[]): Promise<CommandResult> =>
    runCommand(process.execPath, [join(root, 'dist/server/staff/cli.js'), ...args], { ...process.env, ...server.environment });
  const add = async (userName: string, role = 'HELPDESK'): Promise<string> =>
    (await server.stage.addStaff(userName, `${userName} Exempelsson`, role)).password;
  const signIn = (userName: string, password: string) =>
    postGraphql(server.url, signInDocument, { userName, password }, signInShape);
  const me = async (cookie: string): Promise<string | null> =>
    (await postGraphql(server.url, '{ me { name } }', {}, meShape, { cookie })).data.me?.name ?? null;
  const catalogue = (cookie: string) =>
    postGraphql(server.url, '{ faultCatalogue { code } }', {}, z.object({ faultCatalogue: z.array(z.unknown()) }), { cookie });

  it('signs in while the server runs, and out again', async () => {
    const { data, cookie } = await signIn('ALMA', await add('alma'));
    expect(data.staffSignIn).toMatchObject({
      staff: { userName: 'alma', name: 'alma Exempelsson', desk: 'Kundservice', roles: ['HELPDESK'] },
    });
    expect(await me(cookie)).toBe('alma Exempelsson');
    const out = await postGraphql(server.url, 'mutation { staffSignOut }', {}, z.unknown(), { cookie });
    expect(out.cookie).toBe('kortlots_session=');
    expect(await me(cookie)).toBeNull();
  });

  it('sets a cookie that no script and no other site can use', async () => {
    const password = await add('bodil');
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: signInDocument, variables: { userName: 'bodil', password } }),
    });
    expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/; HttpOnly; SameSite=Strict$/)]);
  });

  it('stops guessing, also after the server was killed and started again', async () => {
    const password = await add('cecilia');
    for (let guess = 0; guess < 9; guess += 1) {
      expect((await signIn('cecilia', 'fel')).data.staffSignIn).toMatchObject({
        code: 'SIGN_IN_REJECTED',
        retryAfterSeconds: null,
      });
    }
    await killProgram(server.stage.server ?? fail());
    await server.stage.startServer();
    expect((await signIn('cecilia', 'fel')).data.staffSignIn.code).toBe('SIGN_IN_REJECTED');
    const { code, retryAfterSeconds } = (await signIn('cecilia', password)).data.staffSignIn;
    expect(code).toBe('TOO_MANY_ATTEMPTS');
    expect(retryAfterSeconds).toBeGreaterThan(0);
  });

  it('denies what is not allowed, whoever asks', async () => {
    await expect(catalogue('')).rejects.toEqual(new GraphqlErrors(['UNAUTHENTICATED']));
    await expect(catalogue('kortlots_session=invented')).rejects.toEqual(new GraphqlErrors(['UNAUTHENTICATED']));
    const { cookie } = await signIn('dagny', await add('dagny', 'MANAGER'));
    await expect(catalogue(cookie)).resolves.toBeDefined();
    const board = postGraphql(server.url, '{ session(id: "x") { __typename } }', {}, z.unknown(), { cookie });
    await expect(board).rejects.toEqual(new GraphqlErrors(['FORBIDDEN']));
  });

  it('disables at once, and enables again', async () => {
    const password = await add('ester');
    const { cookie } = await signIn('ester', password);
    expect((await staff('disable', '--user', 'ester')).code).toBe(0);
    expect(await me(cookie)).toBeNull();
    expect((await signIn('ester', password)).data.staffSignIn.code).toBe('SIGN_IN_REJECTED');
    expect((await staff('enable', '--user', 'ester')).code).toBe(0);
    expect((await signIn('ester', password)).data.staffSignIn.__typename).toBe('StaffSignedIn');
  });

  it('changes a password: printed once, and the sign-ins of the old one are over', async () => {
    const { cookie } = await signIn('frida', await add('frida'));
    const { stdout } = await staff('password', '--user', 'frida', '--json');
    expect(await me(cookie)).toBeNull();
    const { password } = passwordShape.parse(JSON.parse(stdout));
    expect((await signIn('frida', password)).data.staffSignIn.__typename).toBe('StaffSignedIn');
    expect((await staff('list')).stdout).not.toContain(password);
  });

  it('lists accounts for people and for programs', async () => {
    await add('gerda', 'ADMIN');
    await staff('disable', '--user', 'gerda');
    expect((await staff('list')).stdout).toMatch(/^gerda +gerda Exempelsson +Kundservice +ADMIN +disabled \d{4}-\d\d-\d\d$/m);
    const accounts = accountsShape.parse(JSON.parse((await staff('list', '--json')).stdout));
    expect(accounts.find(({ userName }) => userName === 'gerda')?.disabledAt).toMatch(/^\d{4}-/);
    expect(JSON.stringify(accounts)).not.toMatch(/argon2|password/i);
  });

  it('says in one line what is wrong', async () => {
    await add('hilda');
    const taken = await staff('add', '--user', 'hilda', '--name', 'H', '--role', 'HELPDESK');
    expect(taken).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^kortlots: .*already an account "hilda".*\n$/) as string,
    });
    const unknown = await staff('disable', '--user', 'nobody');
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('no account "nobody"') as string });
    const wrong = await staff('add', '--colour', 'red');
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
  });

  it('makes the database when several commands are the first to use it', async () => {
    const environment = { ...process.env, ...(await kind.fresh()).environment };
    const command = [join(root, 'dist/server/staff/cli.js'), 'list'];
    const results = await Promise.all([1, 2, 3].map(() => runCommand(process.execPath, command, environment)));
    expect(results).toEqual(results.map(() => ({ code: 0, stdout: 'USER  NAME  DESK  ROLES  STATE\n', stderr: '' })));
  });
});

function fail(): never {
  throw new Error('no server');
}
