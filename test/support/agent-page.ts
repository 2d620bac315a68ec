import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';

const stateShape = z.object({
  version: z.number(),
  screen: z.object({
    kind: z.string(),
    step: z.string(),
    title: z.string(),
    progressLabel: z.string().nullish(),
    faultCode: z.string().nullish(),
    checkboxLabel: z.string().nullish(),
    actions: z.array(z.object({ id: z.string(), primary: z.boolean() })),
  }),
  pairingCode: z.string().nullable(),
  link: z.string(),
  watchers: z.array(z.object({ name: z.string() })),
});
export type AgentPageState = z.infer<typeof stateShape>;

/** What goes with an action. */
export interface AnswerOnPage {
  readonly pin?: string;
  readonly codes?: { readonly current: string; readonly new: string; readonly repeat: string };
  readonly checked?: boolean;
}

/** Milliseconds without any change after which a test that waits for one is told what it waits in front of. */
const longestWait = 45_000;

/** The cardholder's page by its HTTP interface, as a test uses it: waits for what is on it, and acts. */
export class AgentPage {
  private readonly aborting = new AbortController();
  private latest: AgentPageState | null = null;
  /** Everything that was on it, in order. */
  readonly history: AgentPageState[] = [];
  private waiting: (() => void)[] = [];
  private hasEnded = false;

  private constructor(
    private readonly origin: string,
    private readonly headers: Record<string, string>,
  ) {}

  /** @param guideUrl as the agent prints it */
  static async open(guideUrl: string): Promise<AgentPage> {
    const { origin, hash } = new URL(guideUrl);
    const headers = { 'content-type': 'application/json', origin };
    const link = new URLSearchParams(hash.slice(1)).get('t') ?? '';
    const opened = await fetch(`${origin}/api/page`, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${link}` },
      body: '{}',
    });
    const { token } = z.object({ token: z.string() }).parse(await opened.json());
    const page = new AgentPage(origin, { ...headers, authorization: `Bearer ${token}` });
    void page.follow();
    return page;
  }

  get state(): AgentPageState | null {
    return this.latest;
  }

  /** Resolves when the page shows what fits. @throws Error when the agent ended first, or the page shows nothing new for long */
  async sees(fits: (state: AgentPageState) => boolean): Promise<AgentPageState> {
    for (;;) {
      if (this.latest !== null && fits(this.latest)) return this.latest;
      if (this.hasEnded) throw new Error(`The agent ended; its page showed ${JSON.stringify(this.latest?.screen)}`);
      await this.change();
    }
  }

  /** Waits for an action to be offered on a screen of that kind, and takes it. */
  async take(kind: string, id: string, more: AnswerOnPage = {}): Promise<void> {
    const fits = ({ screen }: AgentPageState) => screen.kind === kind && screen.actions.some((action) => action.id === id);
    const { version } = await this.sees(fits);
    if (!(await this.tryTake(version, id, more))) throw new Error(`The agent's page has moved on from ${id}`);
  }

  /** Takes an action of the page as it was at that version. @returns false when the page has moved on */
  async tryTake(version: number, id: string, more: AnswerOnPage = {}): Promise<boolean> {
    const body = JSON.stringify({ id, version, ...more });
    const response = await fetch(`${this.origin}/api/action`, { method: 'POST', headers: this.headers, body });
    if (!response.ok && response.status !== 409) throw new Error(`The agent's page refused ${id} (${response.status})`);
    return response.ok;
  }

  async signIn(pin: string): Promise<void> {
    await this.sees(({ screen }) => screen.kind === 'PIN' && screen.step === 'SIGN_IN');
    await this.take('PIN', 'submit-pin', { pin });
  }

  /** From the offer to the second PIN. */
  async agree(): Promise<void> {
    await this.take('OFFER', 'upgrade');
    await this.take('TERMS', 'accept', { checked: true });
  }

  async signaturePin(pin: string): Promise<void> {
    await this.sees(({ screen }) => screen.kind === 'PIN' && screen.step === 'INSTALL_SIGNATURE');
    await this.take('PIN', 'submit-pin', { pin });
  }

  close(): void {
    this.aborting.abort();
  }

  private async follow(): Promise<void> {
    try {
      const { signal } = this.aborting;
      const { body } = await fetch(`${this.origin}/api/events`, { headers: this.headers, signal });
      if (body === null) return;
      const lines = createInterface({ input: Readable.fromWeb(body as ReadableStream<Uint8Array>) });
      for await (const line of lines) if (line.trim() !== '') this.note(stateShape.parse(JSON.parse(line)));
    } catch (error) {
      // The stream breaks when the agent is killed, which is what some tests do.
      if (error instanceof z.ZodError) throw error;
    } finally {
      this.hasEnded = true;
      this.ring();
    }
  }

  private change(): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => reject(new Error(`The page still shows ${JSON.stringify(this.latest)}`));
      const patience = setTimeout(giveUp, longestWait);
      this.waiting.push(() => {
        clearTimeout(patience);
        resolve();
      });
    });
  }

  private note(state: AgentPageState): void {
    this.latest = state;
    this.history.push(state);
    this.ring();
  }

  private ring(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
