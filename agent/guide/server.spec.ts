import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askAt, followAt, type Ask } from './local-http.spec-support.js';
import { Desk } from './desk.js';
import { startGuide, type Guide } from './server.js';
import { offerView, pickView, pinView, unlockView, workingView } from './views.spec-support.js';

const pin = '736251';
const pageFolder = mkdtempSync(join(tmpdir(), 'kortlots-page-'));
const newUrls: string[] = [];
let desk: Desk;
let guide: Guide;

beforeAll(() => {
  mkdirSync(join(pageFolder, 'assets'));
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(pageFolder, 'assets', 'main-1.js'), 'export {}');
  writeFileSync(join(pageFolder, 'notes.txt'), 'not a file of the page');
});
afterAll(() => rmSync(pageFolder, { recursive: true, force: true }));
beforeEach(async () => {
  newUrls.length = 0;
  desk = new Desk({ language: 'SV', onScreen: () => undefined });
  guide = await startGuide(desk, { port: null, pageFolder, heartbeatMilliseconds: 20, onNewUrl: (url) => newUrls.push(url) });
});
afterEach(() => guide.close());

const origin = () => new URL(guide.url).origin;
const linkToken = (url = guide.url) => new URLSearchParams(new URL(url).hash.slice(1)).get('t') ?? '';

const ask = (path: string, asking: Ask = {}) => askAt(origin(), path, asking);
const follow = (token: string) => followAt(origin(), token);
const json = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json', origin: origin() });
const post = (path: string, token: string, body: unknown, more: Record<string, string> = {}) =>
  ask(path, { method: 'POST', headers: { ...json(token), ...more }, body: JSON.stringify(body) });

async function openPage(url = guide.url): Promise<string> {
  const { status, body } = await post('/api/page', linkToken(url), {});
  expect(status).toBe(200);
  const parsed: unknown = JSON.parse(body);
  if (typeof parsed !== 'object' || parsed === null || !('token' in parsed)) throw new Error('no token');
  return String(parsed.token);
}

const kindOf = (line: string): string => {
  const state: unknown = JSON.parse(line);
  return typeof state === 'object' && state !== null && 'screen' in state ? JSON.stringify(state.screen) : '';
};

describe('the page', () => {
  it('comes from this computer alone, with a policy that lets nothing else in', async () => {
    expect(new URL(guide.url).hostname).toBe('127.0.0.1');
    const { status, headers, body } = await ask('/');
    expect({ status, body }).toEqual({ status: 200, body: '<!doctype html><title>page</title>' });
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it('has its files and no other', async () => {
    expect((await ask('/assets/main-1.js')).headers['content-type']).toContain('text/javascript');
    expect((await ask('/?again')).status).toBe(200);
    for (const path of [
      '/index.html',
      '/notes.txt',
      '/assets/',
      '/../package.json',
      '/%2e%2e/package.json',
      '/api',
      '/favicon.ico',
    ])
      expect({ path, status: (await ask(path)).status }).toEqual({ path, status: 404 });
    expect(await ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it('must have been built', async () => {
    const folder = join(pageFolder, 'missing');
    await expect(startGuide(desk, { port: null, pageFolder: folder })).rejects.toThrow('npm run setup');
  });
});

describe('who may talk to it', () => {
  it('refuses another Host, such as a name that points here', async () => {
    const port = new URL(guide.url).port;
    for (const host of [`localhost:${port}`, `evil.example:${port}`, '127.0.0.1', `127.0.0.1:${port}.evil.example`])
      expect((await ask('/', { headers: { host } })).status).toBe(421);
  });

  it('refuses another Origin, and none where something changes', async () => {
    const token = await openPage();
    for (const bad of ['http://evil.example', 'null', origin().replace('http:', 'https:'), 'http://127.0.0.1:1'])
      expect((await post('/api/language', token, { language: 'EN' }, { origin: bad })).status).toBe(403);
    const { origin: _, ...without } = json(token);
    expect((await ask('/api/action', { method: 'POST', headers: without, body: '{"id":"close"}' })).status).toBe(403);
    expect((await ask('/', { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect(desk.state.language).toBe('SV');
  });

  it('opens one page with a link, once', async () => {
    const link = linkToken();
    const token = await openPage();
    expect(token).not.toBe(link);
    expect(await post('/api/page', link, {})).toMatchObject({ status: 401, body: '{"error":"LINK_USED"}' });
    for (const wrong of [link, '', 'x', `${token}x`, token.slice(1)])
      expect((await ask('/api/events', { headers: { authorization: `Bearer ${wrong}` } })).status).toBe(401);
    expect((await ask(`/api/events?t=${token}`)).status).toBe(401);
    expect((await post('/api/action', link, { id: 'close' })).status).toBe(401);
  });

  it('gives a new link when the last page was closed, and lets the old page come back', async () => {
    const first = guide.url;
    const token = await openPage(first);
    const stream = follow(token);
    await stream.next((line) => line !== '');
    stream.leave();
    const again = follow(token);
    expect(await again.opened).toBe(200);
    await again.next((line) => line !== '');
    expect(guide.url).not.toBe(first);
    const second = await openPage();
    expect(second).not.toBe(token);
    again.leave();
  });
});

describe('what it refuses', () => {
  it.each([
    ['GET', '/api/action', 405, 'POST'],
    ['POST', '/api/events', 405, 'GET'],
    ['PUT', '/api/page', 405, 'POST'],
    ['POST', '/', 405, 'GET, HEAD'],
    ['OPTIONS', '/api/action', 405, 'POST'],
  ])('%s %s', async (method, path, status, allow) => {
    const answer = await ask(path, { method, headers: json(await openPage()) });
    expect(answer.status).toBe(status);
    expect(answer.headers.allow).toBe(allow);
  });

  it('other content types, long bodies, broken and unknown shapes', async () => {
    const token = await openPage();
    void desk.ask(pinView());
    const send = (body: string, more: Record<string, string> = {}) =>
      ask('/api/action', { method: 'POST', headers: { ...json(token), ...more }, body });
    expect((await send('id=close', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await send('{"id":"close"}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send(JSON.stringify({ id: 'close', pin: 'x'.repeat(4000) }))).status).toBe(413);
    expect((await send(' '.repeat(3000), { 'transfer-encoding': 'chunked' })).status).toBe(413);
    expect((await send(`{"id":"submit-pin","pin":"${pin}"`)).body).toBe('{"error":"NOT_JSON"}');
    expect((await send(JSON.stringify({ id: 'submit-pin', pin, more: 1 }))).body).toBe('{"error":"SHAPE"}');
    expect((await send(JSON.stringify({ id: 'submit-pin', pin: Number(pin) }))).body).toBe('{"error":"SHAPE"}');
    const codes = { current: '83746152', new: '482915' };
    expect((await send(JSON.stringify({ id: 'submit-codes', codes }))).body).toBe('{"error":"SHAPE"}');
    const long = { ...codes, repeat: '1'.repeat(65) };
    expect((await send(JSON.stringify({ id: 'submit-codes', codes: long }))).body).toBe('{"error":"SHAPE"}');
    expect((await post('/api/language', token, { language: 'DE' })).status).toBe(400);
  });

  it('what is not HTTP', async () => {
    const { port } = new URL(guide.url);
    const said = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('hello\r\n\r\n'));
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    expect(said).toContain('400 Bad Request');
  });
});

describe('actions', () => {
  it('hand a PIN to who asked, and show it to nobody', async () => {
    const token = await openPage();
    const stream = follow(token);
    const asked = desk.ask(pinView());
    const refused = await post('/api/action', token, { id: 'submit-pin', pin: '7362' });
    expect(refused).toMatchObject({ status: 422, body: '{"error":"PIN_MALFORMED"}' });
    const accepted = await post('/api/action', token, { id: 'submit-pin', pin, version: desk.state.version });
    expect(accepted).toMatchObject({ status: 204, body: '' });
    await expect(asked).resolves.toEqual({ id: 'submit-pin', pin });
    desk.show(workingView('SIGN_IN', 'SIGNING_IN'));
    const last = await stream.next((line) => line !== '' && kindOf(line).includes('WORKING'));
    expect([last, JSON.stringify(accepted), JSON.stringify(refused)].join()).not.toContain(pin);
    stream.leave();
  });

  it('hand several codes to who asked, and show them to nobody', async () => {
    const token = await openPage();
    const stream = follow(token);
    const codes = { current: '83746152', new: '482915', repeat: '482915' };
    const asked = desk.ask(unlockView());
    const refused = await post('/api/action', token, { id: 'submit-codes', codes: { ...codes, repeat: '482916' } });
    expect(refused).toMatchObject({ status: 422, body: '{"error":"REPEAT_DIFFERS"}' });
    expect((await post('/api/action', token, { id: 'submit-codes', codes })).status).toBe(204);
    await expect(asked).resolves.toEqual({ id: 'submit-codes', codes: { current: codes.current, new: codes.new } });
    desk.show(workingView('SIGN_IN', 'CHANGING_PIN'));
    const seen = [await stream.next((line) => line !== '' && kindOf(line).includes('WORKING')), JSON.stringify(refused)].join();
    for (const code of Object.values(codes)) expect(seen).not.toContain(code);
    stream.leave();
  });

  it('pick a card', async () => {
    const token = await openPage();
    const asked = desk.ask(pickView);
    expect((await post('/api/action', token, { id: 'pick-7' })).status).toBe(409);
    expect((await post('/api/action', token, { id: 'pick-0' })).status).toBe(204);
    await expect(asked).resolves.toEqual({ id: 'pick', index: 0 });
  });

  it('answer 409 when the screen has moved on, and 422 when the box is not ticked', async () => {
    const token = await openPage();
    const before = desk.state.version;
    void desk.ask(offerView);
    expect((await post('/api/action', token, { id: 'upgrade', version: before })).status).toBe(409);
    expect((await post('/api/action', token, { id: 'upgrade' })).status).toBe(204);
    expect((await post('/api/action', token, { id: 'upgrade' })).status).toBe(409);
    void desk.ask(pinView({ problem: { code: 'PIN_WRONG', triesLeft: 1 } }));
    expect((await post('/api/action', token, { id: 'submit-pin', pin })).body).toBe('{"error":"CHECK_MISSING"}');
  });

  it('switch the language', async () => {
    expect((await post('/api/language', await openPage(), { language: 'EN' })).status).toBe(204);
    expect(desk.state).toMatchObject({ language: 'EN', screen: { language: 'EN' } });
  });
});

describe('the stream', () => {
  it('begins with the state as it is, tells each change, and gives signs of life', async () => {
    const stream = follow(await openPage());
    expect(JSON.parse(await stream.next((line) => line !== ''))).toEqual(JSON.parse(JSON.stringify(desk.state)));
    desk.setPairingCode({ code: 'BCDF2345', expiresAt: '2026-01-01T10:15:00Z' });
    expect(JSON.parse(await stream.next((line) => line.includes('BCDF2345')))).toMatchObject({ version: desk.state.version });
    await stream.next((line) => line === '');
    stream.leave();
  });

  it('is refused to more readers than anybody has', async () => {
    const token = await openPage();
    const streams = Array.from({ length: 8 }, () => follow(token));
    for (const stream of streams) expect(await stream.opened).toBe(200);
    expect((await ask('/api/events', { headers: { authorization: `Bearer ${token}` } })).status).toBe(503);
    for (const stream of streams) stream.leave();
  });

  it('ends when the agent does', async () => {
    const stream = follow(await openPage());
    await stream.next((line) => line !== '');
    await guide.close();
    await stream.end();
    expect(newUrls).toEqual([]);
    guide = await startGuide(desk, { port: null, pageFolder });
  });

  it('lets a slow reader miss states in between, and never the last', async () => {
    const token = await openPage();
    const { port } = new URL(guide.url);
    const socket = connect(Number(port), '127.0.0.1');
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    socket.write(`GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    await new Promise<void>((resolve) => socket.once('readable', resolve));
    for (let done = 0; done < 20_000; done += 1)
      desk.show(workingView('INSTALL_SIGNATURE', done % 2 ? 'WRITING' : 'FETCHING', done));
    desk.show(workingView('INSTALL_SIGNATURE', 'VERIFYING', 999_999));
    let bytes = 0;
    await new Promise<void>((resolve) => {
      socket.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (chunk.includes('999999')) resolve();
      });
    });
    expect(bytes).toBeLessThan(10_000_000);
    socket.destroy();
  });
});
