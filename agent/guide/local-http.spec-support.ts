import { request, type IncomingHttpHeaders } from 'node:http';
import { createInterface } from 'node:readline';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Not fetch: Host and Origin are set freely here, as another program could. */
export function askAt(origin: string, path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Lines of the event stream, one by one; `leave` hangs up. */
export function followAt(origin: string, token: string) {
  const controller = new AbortController();
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  let ended = false;
  const wake = () => waiting.splice(0).forEach((go) => go());
  const opened = new Promise<number>((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    const sent = request(`${origin}/api/events`, { headers, agent: false, signal: controller.signal }, (response) => {
      resolve(response.statusCode ?? 0);
      const reader = createInterface({ input: response });
      reader.on('error', wake);
      reader.on('line', (line) => {
        lines.push(line);
        wake();
      });
      response.on('close', () => {
        ended = true;
        wake();
      });
      response.on('error', wake);
    });
    sent.on('error', reject);
    sent.end();
  });
  opened.catch(wake);
  const next = async (matches: (line: string) => boolean): Promise<string> => {
    for (;;) {
      const index = lines.findIndex(matches);
      if (index >= 0) return lines.splice(0, index + 1)[index] ?? '';
      if (ended) throw new Error('the stream ended');
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const end = async () => {
    while (!ended) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { opened, next, end, leave: () => controller.abort() };
}
