import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Desk } from './desk.js';
import { answerJson, answerNothing, begin, readJson, Refusal } from './http-answers.js';
import { builtPageFolder, readPage, type PageFile } from './page-files.js';
import { PageTokens } from './page-tokens.js';
import type { ActionOutcome } from './state.js';
import { streamStates } from './state-stream.js';

export interface GuideOptions {
  /** null: any free port. */
  readonly port: number | null;
  /** Told a new address when the last page was closed: the one before it was used. */
  readonly onNewUrl?: (url: string) => void;
  /** Where the built page is. */
  readonly pageFolder?: string;
  readonly heartbeatMilliseconds?: number;
}

export interface Guide {
  /** The address to open, once; a new one after that. */
  readonly url: string;
  close(): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
type Methods = Readonly<Partial<Record<string, Handler>>>;

const address = '127.0.0.1';
const mostStreams = 8;
const code = z.string().max(64);
const action = z.strictObject({
  id: z.string().max(40),
  pin: code.optional(),
  codes: z.strictObject({ current: code, new: code, repeat: code }).optional(),
  checked: z.boolean().optional(),
  version: z.int().optional(),
});
const language = z.strictObject({ language: z.enum(['SV', 'EN']) });
const nothing = z.strictObject({});
/** Too late, or not as it must be: the word in the answer says which. */
const statusOf = (outcome: Exclude<ActionOutcome, 'ACCEPTED'>): number => (outcome === 'MOVED_ON' ? 409 : 422);

/**
 * The cardholder's page on this computer alone. Each request must name this very address (Host), come from this very
 * page (Origin) and, for anything but the page's own files, bring its token.
 * @throws Error when the port is taken or the page was not built.
 */
export async function startGuide(desk: Desk, options: GuideOptions): Promise<Guide> {
  const house = new GuideHouse(desk, options, readPage(options.pageFolder ?? builtPageFolder()));
  await house.listen();
  return {
    get url() {
      return house.url;
    },
    close: () => house.close(),
  };
}

class GuideHouse {
  readonly #tokens = new PageTokens();
  readonly #streams = new Set<ServerResponse>();
  readonly #server: Server;
  readonly #routes: ReadonlyMap<string, Methods>;
  #port = 0;
  #announced = '';
  #closing = false;

  constructor(
    private readonly desk: Desk,
    private readonly options: GuideOptions,
    private readonly page: ReadonlyMap<string, PageFile>,
  ) {
    this.#server = createServer({ maxHeaderSize: 8192, requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
      void this.#answer(request, response);
    });
    this.#routes = new Map<string, Methods>([
      ['/api/events', { GET: (request, response) => this.#events(request, response) }],
      ['/api/page', { POST: (request, response) => this.#openPage(request, response) }],
      ['/api/action', { POST: (request, response) => this.#act(request, response) }],
      ['/api/language', { POST: (request, response) => this.#setLanguage(request, response) }],
    ]);
  }

  get url(): string {
    return `${this.#origin}/#t=${this.#tokens.link}`;
  }

  get #origin(): string {
    return `http://${address}:${this.#port}`;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.options.port ?? 0, address, resolve);
    });
    const bound = this.#server.address();
    if (bound === null || typeof bound === 'string') throw new Error('The local page got no port');
    this.#port = bound.port;
    this.#announced = this.url;
  }

  async close(): Promise<void> {
    this.#closing = true;
    for (const stream of this.#streams) stream.end();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      // Kept-alive connections carry nothing any more.
      this.#server.closeIdleConnections();
      setImmediate(() => this.#server.closeAllConnections());
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      this.#checkHost(request);
      await this.#handler(request)(request, response);
    } catch (error) {
      // Whoever asked is gone; nobody is left to answer.
      if (response.destroyed) return;
      if (!(error instanceof Refusal)) process.emitWarning(error instanceof Error ? error : new Error('The local page failed'));
      if (response.headersSent) return void response.destroy();
      const refusal = error instanceof Refusal ? error : new Refusal(500, 'UNKNOWN');
      answerJson(response, refusal.status, { error: refusal.word }, refusal.headers);
      request.resume();
    }
  }

  /** A name that points to 127.0.0.1 (DNS rebinding) is not this address; another page's request is not this page's. */
  #checkHost({ headers }: IncomingMessage): void {
    if (headers.host !== `${address}:${this.#port}`) throw new Refusal(421, 'OTHER_HOST');
    if (headers.origin !== undefined && headers.origin !== this.#origin) throw new Refusal(403, 'OTHER_ORIGIN');
    const site = headers['sec-fetch-site'];
    if (site === 'cross-site' || site === 'same-site') throw new Refusal(403, 'OTHER_ORIGIN');
  }

  #handler(request: IncomingMessage): Handler {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const file = this.page.get(path);
    const show: Handler = (_, response) => this.#showFile(request, response, file);
    const methods: Methods | undefined = file === undefined ? this.#routes.get(path) : { GET: show, HEAD: show };
    if (methods === undefined) throw new Refusal(404, 'NOT_FOUND');
    const handler = methods[request.method ?? ''];
    if (handler === undefined) throw new Refusal(405, 'METHOD', { allow: Object.keys(methods).join(', ') });
    return handler;
  }

  #showFile(request: IncomingMessage, response: ServerResponse, file: PageFile | undefined): void {
    if (file === undefined) throw new Refusal(404, 'NOT_FOUND');
    begin(response, 200, { 'content-type': file.type, 'content-length': String(file.body.length) });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  }

  #requirePage(request: IncomingMessage): void {
    if (!this.#tokens.isPage(bearerOf(request))) throw new Refusal(401, 'TOKEN', { 'www-authenticate': 'Bearer' });
  }

  /** What changes something must say where it comes from: a form elsewhere would, and is refused. */
  async #readFromPage<T>(request: IncomingMessage, shape: z.ZodType<T>): Promise<T> {
    if (request.headers.origin === undefined) throw new Refusal(403, 'OTHER_ORIGIN');
    const parsed = shape.safeParse(await readJson(request));
    if (!parsed.success) throw new Refusal(400, 'SHAPE');
    return parsed.data;
  }

  async #openPage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.#readFromPage(request, nothing);
    const token = this.#tokens.exchange(bearerOf(request));
    if (token === null) throw new Refusal(401, 'LINK_USED', { 'www-authenticate': 'Bearer' });
    answerJson(response, 200, { token });
  }

  #events(request: IncomingMessage, response: ServerResponse): void {
    this.#requirePage(request);
    if (this.#streams.size >= mostStreams) throw new Refusal(503, 'TOO_MANY_PAGES');
    this.#streams.add(response);
    streamStates(this.desk, response, this.options.heartbeatMilliseconds ?? 10_000, () => this.#pageLeft(response));
  }

  #pageLeft(response: ServerResponse): void {
    this.#streams.delete(response);
    if (this.#streams.size > 0 || this.#closing || this.url === this.#announced) return;
    this.#announced = this.url;
    this.options.onNewUrl?.(this.url);
  }

  async #act(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#requirePage(request);
    const outcome = this.desk.act(await this.#readFromPage(request, action));
    if (outcome !== 'ACCEPTED') throw new Refusal(statusOf(outcome), outcome);
    answerNothing(response);
  }

  async #setLanguage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#requirePage(request);
    this.desk.setLanguage((await this.#readFromPage(request, language)).language);
    answerNothing(response);
  }
}

function bearerOf({ headers }: IncomingMessage): string {
  return /^Bearer ([\w-]{1,128})$/.exec(headers.authorization ?? '')?.[1] ?? '';
}
