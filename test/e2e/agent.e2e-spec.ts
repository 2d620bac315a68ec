import { jest } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { killProgram, startProgram, stopProgram } from '../../scripts/stage/programs.js';
import { runCommand } from '../support/command.js';
import { count, isGapless, Scene } from '../support/scene.js';
import { findSecrets } from '../support/secrets.js';

jest.setTimeout(120_000);

const agentProgram = join('dist', 'agent', 'main.js');

describe('the agent', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = new Scene();
    await scene.set();
  });
  afterEach(() => scene.clear());

  test('upgrades the card, reports it, and ends by itself when the last page is closed', async () => {
    const { card } = scene.stage;
    const page = await scene.startAgent();
    const sessionId = await scene.sessionId(page);
    await page.signIn(card.pin1);
    await page.agree();
    await page.signaturePin(card.pin2);
    await page.sees(({ screen }) => screen.kind === 'DONE');
    const { outcome, millisecondsTotal, millisecondsInCard } = await scene.outcome();
    expect(outcome).toBe('DONE');
    expect(millisecondsTotal).toBeGreaterThan(millisecondsInCard);
    expect(await scene.certificatesOnCard()).toBe(8);
    await page.take('DONE', 'close');
    expect(await scene.agent.ended).toBe(0);
    const events = await scene.events(sessionId);
    expect(isGapless(events)).toBe(true);
    // The last page is reported too, after the session was completed.
    expect(events.map(({ kind }) => kind).lastIndexOf('SCREEN_SHOWN')).toBeGreaterThan(
      events.findIndex(({ kind }) => kind === 'SESSION_COMPLETED'),
    );
    expect(existsSync(join(scene.stage.agentFolder, 'session.json'))).toBe(false);
    const places = readdirSync(scene.stage.agentFolder).map((name) => ({
      name,
      text: readFileSync(join(scene.stage.agentFolder, name), 'latin1'),
    }));
    const log = { name: 'agent.log', text: readFileSync(join(scene.folder, 'agent.log'), 'utf8') };
    expect(findSecrets([...places, log], [card.pin1, card.pin2])).toEqual([]);
  });

  test('the server stopped and started in the middle: shown, survived, and nothing is lost', async () => {
    const { card } = scene.stage;
    const page = await scene.startAgent();
    const sessionId = await scene.sessionId(page);
    await page.signIn(card.pin1);
    await page.take('OFFER', 'upgrade');
    await page.sees(({ screen }) => screen.kind === 'TERMS');
    await stopProgram(scene.server);
    await page.sees(({ link }) => link === 'OFFLINE');
    await page.take('TERMS', 'accept', { checked: true });
    await page.sees(({ screen }) => screen.kind === 'WORKING');
    await scene.stage.startServer();
    await page.sees(({ link }) => link === 'ONLINE');
    await page.signaturePin(card.pin2);
    await page.sees(({ screen }) => screen.kind === 'DONE');
    expect(await scene.certificatesOnCard()).toBe(8);
    const events = await scene.events(sessionId);
    expect(isGapless(events)).toBe(true);
    expect([count(events, 'LINK_LOST'), count(events, 'LINK_RESTORED')]).toEqual([1, 1]);
    expect(count(events, 'SESSION_COMPLETED')).toBe(1);
  });

  test('killed between the two pairs and started again: PIN1 once more, and nothing is issued twice', async () => {
    const { card } = scene.stage;
    const first = await scene.startAgent();
    const sessionId = await scene.sessionId(first);
    await first.signIn(card.pin1);
    await first.agree();
    await first.sees(({ screen }) => screen.kind === 'PIN' && screen.step === 'INSTALL_SIGNATURE');
    await killProgram(scene.agent);
    const second = await scene.startAgent();
    await second.signIn(card.pin1);
    await second.signaturePin(card.pin2);
    await second.sees(({ screen }) => screen.kind === 'DONE');
    expect(await scene.certificatesOnCard()).toBe(8);
    const events = await scene.events(sessionId);
    expect(isGapless(events)).toBe(true);
    expect(count(events, 'CERTIFICATE_ISSUED')).toBe(4);
    expect(count(events, 'AGENT_RESUMED')).toBe(1);
    expect(count(events, 'SESSION_OPENED')).toBe(1);
  });

  test('told to stop, it ends cleanly with its child, and goes on the next time', async () => {
    const { card } = scene.stage;
    const first = await scene.startAgent();
    const sessionId = await scene.sessionId(first);
    await first.signIn(card.pin1);
    await first.sees(({ screen }) => screen.kind === 'OFFER');
    const pid = scene.agent.process.pid ?? 0;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    expect(children).toHaveLength(1);
    scene.agent.process.kill('SIGINT');
    expect(await scene.agent.ended).toBe(0);
    expect(children.some((child) => existsSync(`/proc/${child}`))).toBe(false);
    expect(statSync(join(scene.stage.agentFolder, 'session.json')).mode & 0o777).toBe(0o600);
    const second = await scene.startAgent();
    await second.signIn(card.pin1);
    await second.agree();
    await second.signaturePin(card.pin2);
    await second.sees(({ screen }) => screen.kind === 'DONE');
    expect(count(await scene.events(sessionId), 'SESSION_COMPLETED')).toBe(1);
  });

  test('a cancelled upgrade is told to the server, and the next start is a new one', async () => {
    const { card } = scene.stage;
    const first = await scene.startAgent();
    const sessionId = await scene.sessionId(first);
    await first.signIn(card.pin1);
    await first.take('OFFER', 'cancel');
    await first.sees(({ screen }) => screen.kind === 'CANCELLED');
    expect((await scene.outcome()).outcome).toBe('CANCELLED');
    expect(count(await scene.events(sessionId), 'SESSION_CANCELLED')).toBe(1);
    await stopProgram(scene.agent);
    expect(await scene.certificatesOnCard()).toBe(4);
    const second = await scene.startAgent();
    expect(await scene.sessionId(second)).not.toBe(sessionId);
  });

  test('a second agent with the same data folder says so and ends', async () => {
    await scene.startAgent();
    const args = ['--server', scene.stage.url, '--module', scene.stage.card.modulePath, '--data-dir', scene.stage.agentFolder];
    const second = await runCommand(process.execPath, [agentProgram, ...args]);
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr.trim().split('\n')).toEqual([expect.stringContaining(`process ${scene.agent.process.pid ?? 0}`)]);
  });

  test('a server that is not there yet is waited for', async () => {
    await stopProgram(scene.server);
    const page = await scene.startAgent();
    await page.sees(({ link, screen }) => link === 'OFFLINE' && screen.kind === 'START');
    await scene.stage.startServer();
    await page.sees(({ screen, pairingCode }) => screen.kind === 'PIN' && pairingCode !== null);
  });

  test('a session that ends elsewhere ends the upgrade, and the page says why', async () => {
    const page = await scene.startAgent();
    await page.sees(({ screen }) => screen.kind === 'PIN');
    const stored = readFileSync(join(scene.stage.agentFolder, 'session.json'), 'utf8');
    const { token } = z.object({ token: z.string() }).parse(JSON.parse(stored));
    await fetch(`${scene.stage.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: 'mutation { cancelSession(input: {}) { __typename } }' }),
    });
    await page.sees(({ screen }) => screen.faultCode === 'SESSION_ENDED');
    expect((await scene.outcome()).outcome).toBe('FAILED');
    expect(existsSync(join(scene.stage.agentFolder, 'session.json'))).toBe(false);
    await page.take('FAULT', 'close');
    expect(await scene.agent.ended).toBe(1);
  });
});

describe('the command line of the agent', () => {
  const run = (...args: string[]) => runCommand(process.execPath, [agentProgram, ...args]);

  test('says how it is used', async () => {
    const { code, stdout } = await run('--help');
    expect([code, stdout.startsWith('Usage:')]).toEqual([0, true]);
  });

  test.each([
    [['--nope'], '--nope'],
    [['--server', 'x'], '--server "x"'],
    [['--guide-port', 'x'], '--guide-port "x"'],
    [['--language', 'fi'], '--language "fi"'],
  ])('%j is refused in one line with exit code 2', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(message);
  });

  test('a port that is taken is said in one line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kortlots-port-'));
    const options = ['--server', 'http://127.0.0.1:9', '--module', '/none.so'];
    const first = startProgram('agent', 'agent/main.js', [...options, '--data-dir', join(folder, 'a')], {}, join(folder, 'log'));
    const port = /:(\d+)\//.exec((await first.line(/Guide: (http:\S+)/))[1] ?? '')?.[1] ?? '';
    const { code, stderr } = await run(...options, '--data-dir', join(folder, 'b'), '--guide-port', port);
    await stopProgram(first);
    rmSync(folder, { recursive: true, force: true });
    expect([code, stderr.trim()]).toEqual([1, expect.stringContaining(`Port ${port} is taken`)]);
  });
});
