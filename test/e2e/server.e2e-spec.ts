import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { killProgram } from '../../scripts/stage/programs.js';
import type { Program } from '../../scripts/stage/programs.js';
import { root, runCommand } from '../support/command.js';
import type { CommandResult } from '../support/command.js';
import { databaseKinds } from '../support/databases.js';
import { GraphqlErrors, postGraphql } from '../support/graphql-http.js';
import { BegunRequest, rawGet } from '../support/raw-http.js';
import { ServerOnDatabase } from '../support/server-on-database.js';
import { StaffClient } from '../support/staff-client.js';

const main = join(root, 'dist/server/main.js');
const logLine = z.looseObject({ level: z.string(), msg: z.string().optional() });
const ask = (url: string, query: string) => postGraphql(url, query, {}, z.unknown());
const refused = (code: string): GraphqlErrors => new GraphqlErrors([code]);

function run(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<CommandResult> {
  return runCommand(process.execPath, [main, ...args], { ...process.env, ...environment });
}

describe.each(databaseKinds())('server on $name', (kind) => {
  let server: ServerOnDatabase;
  const program = (): Program => server.stage.server ?? fail();
  const log = () =>
    readFileSync(join(server.folder, 'server.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => logLine.parse(JSON.parse(line)));

  beforeAll(async () => {
    await kind.start();
    server = await ServerOnDatabase.make(kind);
    await server.stage.startServer();
  });
  afterAll(async () => {
    await server.remove();
    await kind.stop();
  });

  it('says that it is ready, in one line, and is', async () => {
    expect(log()).toMatchObject([{ level: 'info', msg: 'ready', url: server.url }]);
    for (const path of ['/health/live', '/health/ready'])
      expect(await rawGet(server.url, path)).toEqual({ status: 200, body: '{"status":"ok"}' });
  });

  it('serves the console, and nothing beside it', async () => {
    const page = await rawGet(server.url, '/session/1', { accept: 'text/html' });
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('<title>Kortlots</title>') as string });
    for (const path of ['/../package.json', '/..%2f..%2fpackage.json', '/%2e%2e/server/main.js', '/assets/missing.js', '/.env'])
      expect((await rawGet(server.url, path)).status).toBe(404);
    expect((await rawGet(server.url, '/%E0%A4%A')).status).toBe(400);
  });

  it('refuses introspection, deep documents and many root fields', async () => {
    await expect(ask(server.url, '{ __schema { types { name } } }')).rejects.toThrow('GRAPHQL_VALIDATION_FAILED');
    const nested = (levels: number): string => (levels === 0 ? 'sv' : `cause { ${nested(levels - 1)} }`);
    await expect(ask(server.url, `{ faultCatalogue { ${nested(20)} } }`)).rejects.toThrow('GRAPHQL_VALIDATION_FAILED');
    const aliases = Array.from({ length: 9 }, (_, index) => `a${index}: me { id }`).join(' ');
    await expect(ask(server.url, `{ ${aliases} }`)).rejects.toEqual(refused('GRAPHQL_VALIDATION_FAILED'));
    await expect(ask(server.url, `{ ${'me '.repeat(5_000)} }`)).rejects.toEqual(refused('GRAPHQL_PARSE_FAILED'));
  });

  it('refuses what a form on another site could send', async () => {
    for (const contentType of ['text/plain', 'application/x-www-form-urlencoded']) {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body: JSON.stringify({ query: 'mutation { staffSignOut }' }),
      });
      expect(response.status).toBe(400);
    }
  });

  it('refuses a body that is too large, and one that is no JSON', async () => {
    const post = (body: string) =>
      fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect((await post(JSON.stringify({ query: 'x'.repeat(2 ** 20) }))).status).toBe(413);
    expect((await post('{')).status).toBe(400);
  });

  it('does not log what clients do wrong as its own errors', () => {
    expect(log().filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('names a taken port in one line, before it touches the data', async () => {
    const { port, environment } = server;
    const second = await run([], { ...environment, PORT: port });
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toBe(
      `kortlots: Port ${port} on 127.0.0.1 is taken. Stop the other program, or choose another port: PORT=${Number(port) + 1} npm start\n`,
    );
  });

  it('has lost nothing that was acknowledged after kill -9', async () => {
    const account = await server.stage.addStaff('alma', 'Alma Exempelsson');
    const { cookie } = await StaffClient.signIn(server.url, account);
    await killProgram(program());
    await server.stage.startServer();
    const { data } = await postGraphql(server.url, '{ me { userName } }', {}, z.unknown(), { cookie });
    expect(data).toEqual({ me: { userName: 'alma' } });
  });

  it('answers a request that it has begun before it stops', async () => {
    const begun = await BegunRequest.post(`${server.url}/graphql`, JSON.stringify({ query: '{ me { id } }' }));
    program().process.kill('SIGTERM');
    await program().line(/"msg":"stopping"/);
    expect(await begun.finish()).toEqual({ status: 200, body: '{"data":{"me":null}}\n' });
    expect(await program().ended).toBe(0);
    await server.stage.startServer();
  });

  it('stops on SIGTERM with exit code 0, also with an open live connection and a second signal', async () => {
    const staff = await StaffClient.signIn(server.url, await server.stage.addStaff('bodil', 'Bodil Exempelsson'));
    const board = staff.board();
    await board.next();
    program().process.kill('SIGTERM');
    program().process.kill('SIGTERM');
    expect(await program().ended).toBe(0);
    const messages = log().map(({ msg }) => msg);
    expect(messages.slice(-2)).toEqual(['stopping', 'stopped']);
    await server.stage.startServer();
    await staff.close();
    program().process.kill('SIGINT');
    expect(await program().ended).toBe(0);
  });
});

describe('the command', () => {
  it('explains itself', async () => {
    const { code, stdout } = await run(['--help'], {});
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: npm start');
  });

  it('refuses a wrong option with exit code 2', async () => {
    const { code, stderr } = await run(['--port', '80'], {});
    expect(code).toBe(2);
    expect(stderr).toMatch(/^kortlots: Unknown option '--port'.*\n$/);
  });

  it('names each wrong variable, one a line, with exit code 2', async () => {
    const { code, stdout, stderr } = await run([], { PORT: 'http', KEY_POLICY: 'none' });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^kortlots: PORT: .*\nkortlots: KEY_POLICY: .*\n$/);
  });

  it('names a database that does not answer, without its password', async () => {
    const { code, stderr } = await run([], { PORT: '', DATABASE_URL: 'postgres://anna:hemligt@127.0.0.1:1/kort' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^kortlots: The PostgreSQL database kort on 127\.0\.0\.1:1 can't be used: .*\n$/);
    expect(stderr).not.toContain('hemligt');
  });
});

function fail(): never {
  throw new Error('no server');
}
