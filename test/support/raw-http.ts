import { request } from 'node:http';
import type { ClientRequest } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

function answerOf(asked: ClientRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    asked.once('error', reject);
    asked.once('response', (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
  });
}

/** A request with its path as it is written: `fetch` would tidy it up first. */
export function rawGet(url: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const asked = request({ hostname, port, path, headers, agent: false });
  asked.end();
  return answerOf(asked);
}

/** A request whose head the server has read, and whose body it is still waiting for. */
export class BegunRequest {
  private constructor(
    private readonly asked: ClientRequest,
    private readonly answer: Promise<RawAnswer>,
    private readonly body: string,
  ) {}

  /** Resolves when the server has asked for the body (RFC 9110 section 10.1.1). */
  static async post(url: string, body: string): Promise<BegunRequest> {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), expect: '100-continue' };
    const asked = request(url, { method: 'POST', headers, agent: false });
    const answer = answerOf(asked);
    asked.flushHeaders();
    const goOn = new Promise<void>((resolve) => asked.once('continue', resolve));
    await Promise.race([goOn, answer]);
    return new BegunRequest(asked, answer, body);
  }

  finish(): Promise<RawAnswer> {
    this.asked.end(this.body);
    return this.answer;
  }
}
