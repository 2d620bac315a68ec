import { shallowRef } from 'vue';
import { z } from 'zod';
import type { TypedCodes } from '../codes.js';
import { readState, type PageState } from './guide-state.js';
import { forgetToken, pageToken } from './page-token.js';

/** What became of an answer, in the agent's words; LOST: it did not reach the agent, or not as an answer. */
const outcomes = z.enum([
  'ACCEPTED',
  'MOVED_ON',
  'CHECK_MISSING',
  'PIN_MALFORMED',
  'PUK_MALFORMED',
  'OLD_MALFORMED',
  'NEW_MALFORMED',
  'TOO_SIMPLE',
  'SAME_AS_OLD',
  'REPEAT_DIFFERS',
  'LOST',
]);
const refusal = z.object({ error: outcomes });

/**
 * live: what is shown is so. closed: the agent is not there; it is looked for. The others are ends: this link opens
 * nothing, the agent is another than before, the cardholder has signed out, or has closed what was cancelled or failed.
 */
export type Phase = 'opening' | 'live' | 'closed' | 'usedLink' | 'restarted' | 'signedOut' | 'ended';
export type Outcome = z.infer<typeof outcomes>;

export interface Action {
  readonly id: string;
  readonly pin?: string;
  readonly codes?: TypedCodes;
  readonly checked?: boolean;
}

/** The agent sends something every ten seconds; a computer that slept does not notice that nobody does. */
const silenceMilliseconds = 25_000;
const retryMilliseconds = [0, 500, 1000, 2000, 3000];

/** The page's line to the agent on this computer. It comes back by itself as long as that agent is there. */
export class GuideConnection {
  readonly phase = shallowRef<Phase>('opening');
  readonly state = shallowRef<PageState | null>(null);
  #token: string | null = null;
  #stream = new AbortController();
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  /** Opens the page with the address's token, or the one this tab has. Called again when the address gets a new one. */
  async open(): Promise<void> {
    this.stop();
    this.#stream = new AbortController();
    const { signal } = this.#stream;
    try {
      this.#token = await pageToken();
    } catch {
      return this.#lost(signal, () => this.open());
    }
    if (signal.aborted) return;
    if (this.#token === null) this.phase.value = 'usedLink';
    else await this.#follow(signal);
  }

  stop(): void {
    clearTimeout(this.#retry);
    this.#stream.abort();
  }

  /** @returns LOST when the agent could not be reached. Codes are not kept, whatever happens. */
  async act(action: Action): Promise<Outcome> {
    const state = this.state.value;
    const response = await this.#post('/api/action', { ...action, version: state?.version });
    if (response === null) return 'LOST';
    const outcome = response.status === 204 ? 'ACCEPTED' : await refusalOf(response);
    if (outcome === 'ACCEPTED' && action.id === 'close') this.#end(state?.screen.kind === 'DONE' ? 'signedOut' : 'ended');
    return outcome;
  }

  async setLanguage(language: 'SV' | 'EN'): Promise<void> {
    await this.#post('/api/language', { language });
  }

  async #post(path: string, body: object): Promise<Response | null> {
    try {
      return await fetch(path, { method: 'POST', headers: this.#headers(), body: JSON.stringify(body) });
    } catch {
      // The stream notices too, and says so on the page.
      return null;
    }
  }

  #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#token ?? ''}`, 'content-type': 'application/json' };
  }

  #end(phase: Phase): void {
    this.stop();
    forgetToken();
    this.phase.value = phase;
  }

  async #follow(signal: AbortSignal): Promise<void> {
    try {
      const response = await fetch('/api/events', { headers: this.#headers(), cache: 'no-store', signal });
      if (response.status === 401) return this.#end(this.state.value === null ? 'usedLink' : 'restarted');
      if (response.ok && response.body !== null) await this.#read(response.body, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
    }
    this.#lost(signal, () => this.#follow(signal));
  }

  async #read(body: ReadableStream<Uint8Array<ArrayBuffer>>, signal: AbortSignal): Promise<void> {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await withinSilence(reader);
      if (done || signal.aborted) return;
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      // Only the newest counts: each line is the whole state.
      const newest = lines.filter((line) => line !== '').at(-1);
      if (newest === undefined) continue;
      this.state.value = readState(newest);
      this.#failures = 0;
      this.phase.value = 'live';
    }
  }

  /** The first break may be a moment's; from the second on the page says that the agent is gone. */
  #lost(signal: AbortSignal, again: () => Promise<void>): void {
    if (signal.aborted) return;
    if (this.#failures > 0) this.phase.value = 'closed';
    const wait = retryMilliseconds[Math.min(this.#failures, retryMilliseconds.length - 1)];
    this.#failures += 1;
    this.#retry = setTimeout(() => void again(), wait);
  }
}

async function refusalOf(response: Response): Promise<Outcome> {
  const said = refusal.safeParse(parse(await response.text()));
  return said.success ? said.data.error : 'LOST';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not an answer of the agent, which always says why.
    return null;
  }
}

/** @throws DOMException TimeoutError when nothing comes for too long. */
async function withinSilence(reader: ReadableStreamDefaultReader<string>): Promise<ReadableStreamReadResult<string>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new DOMException('The agent is silent', 'TimeoutError');
      reject(error);
      void reader.cancel(error);
    }, silenceMilliseconds);
  });
  try {
    return await Promise.race([reader.read(), silence]);
  } finally {
    clearTimeout(timer);
  }
}
