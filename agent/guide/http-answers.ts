import type { IncomingMessage, ServerResponse } from 'node:http';

/** Nothing but our own files, no inline code or style, no frames, and nothing kept in a cache. */
const headers: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types vue',
  ].join('; '),
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), clipboard-read=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** A refusal, with a word that says why and never what was sent. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly word: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(word);
  }
}

export function begin(response: ServerResponse, status: number, more: Readonly<Record<string, string>>): void {
  response.writeHead(status, { ...headers, ...more });
}

export function answerJson(response: ServerResponse, status: number, body: Readonly<Record<string, string>>, more = {}): void {
  const text = JSON.stringify(body);
  begin(response, status, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)), ...more });
  response.end(text);
}

export function answerNothing(response: ServerResponse): void {
  begin(response, 204, {});
  response.end();
}

const mostBytes = 2048;

/**
 * Reads a small JSON body. The bytes are overwritten once they are parsed, since a PIN may be among them; the string
 * that JavaScript made of it can't be, and is left to the garbage collector.
 * @throws Refusal 413, 415 or 400
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new Refusal(415, 'JSON_ONLY');
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
  const body = Buffer.alloc(mostBytes);
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(chunk)) throw new Refusal(400, 'NOT_JSON');
      if (length + chunk.length > mostBytes) throw tooLarge();
      chunk.copy(body, length);
      length += chunk.length;
      chunk.fill(0);
    }
    return parse(body.toString('utf8', 0, length));
  } finally {
    body.fill(0);
  }
}

// The connection ends with the answer: what else is on its way is not read.
const tooLarge = (): Refusal => new Refusal(413, 'TOO_LARGE', { connection: 'close' });

/** The parser's own message would quote what was sent, so it goes no further. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal(400, 'NOT_JSON');
    throw error;
  }
}
