import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { Desk } from '../desk.js';
import { doneView, pinView } from '../views.spec-support.js';
import { GuideConnection } from './connection.js';

const pin = '736251';
const realFetch = globalThis.fetch;

interface Call {
  readonly path: string;
  readonly token: string;
  readonly body: string | null;
}

/** Answers of an agent, one by one; jsdom has neither fetch nor streams, so the stream is as much of one as is read here. */
function agent(...answers: ((call: Call) => Partial<Response> | Promise<never>)[]) {
  const calls: Call[] = [];
  globalThis.fetch = ((path: string, init: RequestInit) => {
    const headers = Object(init.headers) as Record<string, string>;
    const call = { path, token: headers['authorization'] ?? '', body: typeof init.body === 'string' ? init.body : null };
    calls.push(call);
    const answer = answers.shift();
    return answer === undefined ? Promise.reject(new TypeError('refused')) : Promise.resolve(answer(call));
  }) as typeof fetch;
  return calls;
}

const gone = () => Promise.reject<never>(new TypeError('refused'));
const token = (value: string) => () => ({ ok: true, status: 200, json: () => Promise.resolve({ token: value }) });
const status =
  (code: number, text = '') =>
  () => ({ ok: code < 300, status: code, text: () => Promise.resolve(text), body: null });
const stream = (desk: Desk, end: Promise<void>) => () => {
  let sent = false;
  const read = async () => {
    if (sent) {
      await end;
      return { done: true, value: undefined };
    }
    sent = true;
    return { done: false, value: `\n${JSON.stringify(desk.state)}\n` };
  };
  return { ok: true, status: 200, body: { pipeThrough: () => ({ getReader: () => ({ read, cancel: () => undefined }) }) } };
};
const forever = new Promise<void>(() => undefined);
const desk = () => new Desk({ language: 'SV', onScreen: () => undefined });
const settle = () => jest.advanceTimersByTimeAsync(0);

beforeEach(() => {
  jest.useFakeTimers();
  Object.assign(globalThis, { TextDecoderStream: class {} });
  sessionStorage.clear();
  history.replaceState(null, '', '/#t=link-1');
});
afterEach(() => {
  globalThis.fetch = realFetch;
  jest.useRealTimers();
});

const asResponse = (answer: () => object) => answer as () => Partial<Response>;

it("exchanges the link's token, takes it out of the address, and keeps the page's own in this tab", async () => {
  const calls = agent(asResponse(token('page-1')), asResponse(stream(desk(), forever)));
  const connection = new GuideConnection();
  void connection.open();
  await settle();
  expect(connection.phase.value).toBe('live');
  expect(calls.map((call) => [call.path, call.token])).toEqual([
    ['/api/page', 'Bearer link-1'],
    ['/api/events', 'Bearer page-1'],
  ]);
  expect(location.hash).toBe('');
  expect({ ...sessionStorage }).toEqual({ 'kortlots-page': 'page-1' });
  expect({ ...localStorage }).toEqual({});
  connection.stop();
});

it('goes on with the token of the tab after a reload', async () => {
  history.replaceState(null, '', '/');
  sessionStorage.setItem('kortlots-page', 'page-1');
  const calls = agent(asResponse(stream(desk(), forever)));
  const connection = new GuideConnection();
  void connection.open();
  await settle();
  expect([connection.phase.value, calls[0]?.token]).toEqual(['live', 'Bearer page-1']);
  connection.stop();
});

it('says so when the link was used already', async () => {
  agent(asResponse(status(401)));
  const connection = new GuideConnection();
  await connection.open();
  expect(connection.phase.value).toBe('usedLink');
});

it('comes back by itself when the same agent is there again', async () => {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  agent(asResponse(token('page-1')), asResponse(stream(desk(), ended)), gone, gone, asResponse(stream(desk(), forever)));
  const connection = new GuideConnection();
  void connection.open();
  await settle();
  end();
  await settle();
  expect(connection.phase.value).toBe('closed');
  await jest.advanceTimersByTimeAsync(10_000);
  expect(connection.phase.value).toBe('live');
  connection.stop();
});

it('knows an agent that was started anew', async () => {
  agent(asResponse(token('page-1')), asResponse(stream(desk(), Promise.resolve())), asResponse(status(401)));
  const connection = new GuideConnection();
  void connection.open();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(connection.phase.value).toBe('restarted');
  expect({ ...sessionStorage }).toEqual({});
});

it('notices silence', async () => {
  agent(asResponse(token('page-1')), asResponse(stream(desk(), forever)));
  const connection = new GuideConnection();
  void connection.open();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(connection.phase.value).toBe('closed');
  connection.stop();
});

it('sends an answer with the version that was seen, and tells how it was taken', async () => {
  const asked = desk();
  void asked.ask(pinView());
  const calls = agent(
    asResponse(token('page-1')),
    asResponse(stream(asked, forever)),
    asResponse(status(409, '{"error":"MOVED_ON"}')),
    asResponse(status(422, '{"error":"PIN_MALFORMED"}')),
    asResponse(status(422, '{"error":"CHECK_MISSING"}')),
    asResponse(status(422, '{"error":"REPEAT_DIFFERS"}')),
    asResponse(status(500, '{"error":"UNKNOWN"}')),
    asResponse(status(502, 'Bad gateway')),
    asResponse(status(204)),
    gone,
  );
  const connection = new GuideConnection();
  void connection.open();
  await settle();
  const outcomes = [];
  for (let time = 0; time < 8; time += 1) outcomes.push(await connection.act({ id: 'submit-pin', pin }));
  expect(outcomes).toEqual(['MOVED_ON', 'PIN_MALFORMED', 'CHECK_MISSING', 'REPEAT_DIFFERS', 'LOST', 'LOST', 'ACCEPTED', 'LOST']);
  expect(calls[2]?.body).toBe(JSON.stringify({ id: 'submit-pin', pin, version: asked.state.version }));
  expect(JSON.stringify([{ ...sessionStorage }, connection.state.value, location.href])).not.toContain(pin);
  connection.stop();
});

it('is at its end when the cardholder has signed out, and keeps nothing', async () => {
  const finished = desk();
  void finished.ask(doneView());
  agent(asResponse(token('page-1')), asResponse(stream(finished, forever)), asResponse(status(204)));
  const connection = new GuideConnection();
  void connection.open();
  await settle();
  await connection.act({ id: 'close' });
  expect(connection.phase.value).toBe('signedOut');
  expect({ ...sessionStorage }).toEqual({});
});
