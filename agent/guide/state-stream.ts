import type { ServerResponse } from 'node:http';
import { begin } from './http-answers.js';
import type { Desk } from './desk.js';
import type { GuideState } from './state.js';

/**
 * Sends the state as one line of JSON, now and after each change, and an empty line as a sign of life. A reader that
 * does not keep up misses states in between and gets the last: nothing piles up.
 * @param ended called once, when the reader is gone or the stream was ended.
 */
export function streamStates(desk: Desk, response: ServerResponse, heartbeatMilliseconds: number, ended: () => void): void {
  let behind = false;
  const send = (line: string): void => {
    if (response.writableNeedDrain) behind = true;
    else response.write(line);
  };
  const sendState = (state: GuideState): void => send(`${JSON.stringify(state)}\n`);
  begin(response, 200, { 'content-type': 'application/x-ndjson', 'x-accel-buffering': 'no' });
  const stop = desk.watch(sendState);
  const heartbeat = setInterval(() => send('\n'), heartbeatMilliseconds);
  response.on('drain', () => {
    if (!behind) return;
    behind = false;
    sendState(desk.state);
  });
  response.once('close', () => {
    clearInterval(heartbeat);
    stop();
    ended();
  });
  sendState(desk.state);
}
