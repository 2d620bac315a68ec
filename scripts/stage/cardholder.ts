import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { ProgramError } from './programs.js';

const guideState = z.object({
  version: z.number(),
  screen: z.object({
    kind: z.string(),
    step: z.string(),
    title: z.string(),
    faultCode: z.string().nullish(),
    actions: z.array(z.object({ id: z.string() })),
  }),
  pairingCode: z.string().nullable(),
});
type GuideState = z.infer<typeof guideState>;

/** The cardholder of `--auto`: uses the agent's local page as the browser does, over its HTTP interface. */
export class DemoCardholder {
  private readonly origin: string;
  private readonly linkToken: string;
  private pageToken: Promise<string> | undefined;

  constructor(guideUrl: string) {
    const url = new URL(guideUrl);
    this.origin = url.origin;
    this.linkToken = new URLSearchParams(url.hash.slice(1)).get('t') ?? '';
  }

  /** The link's token opens one page, once; the page's own token is used from then on. */
  private async headers(): Promise<Record<string, string>> {
    this.pageToken ??= this.openPage();
    return this.headersWith(await this.pageToken);
  }

  private headersWith(token: string): Record<string, string> {
    return { authorization: `Bearer ${token}`, 'content-type': 'application/json', origin: this.origin };
  }

  private async openPage(): Promise<string> {
    const headers = this.headersWith(this.linkToken);
    const response = await fetch(`${this.origin}/api/page`, { method: 'POST', headers, body: '{}' });
    if (!response.ok) throw new ProgramError(`The agent's page did not open (${response.status}).`);
    return z.object({ token: z.string() }).parse(await response.json()).token;
  }

  private async *states(): AsyncGenerator<GuideState> {
    const response = await fetch(`${this.origin}/api/events`, { headers: await this.headers() });
    if (!response.ok || response.body === null) throw new ProgramError(`The agent's page answered ${response.status}.`);
    const lines = createInterface({ input: Readable.fromWeb(response.body as ReadableStream<Uint8Array>) });
    for await (const line of lines) {
      if (line.trim() !== '') yield guideState.parse(JSON.parse(line));
    }
  }

  private async act(action: { id: string; pin?: string; checked?: boolean }): Promise<void> {
    const response = await fetch(`${this.origin}/api/action`, {
      method: 'POST',
      headers: await this.headers(),
      body: JSON.stringify(action),
    });
    // 409: the screen has moved on in between; the next state says where to.
    if (!response.ok && response.status !== 409)
      throw new ProgramError(`The agent's page refused ${action.id} (${response.status}).`);
  }

  /** Resolves with the pairing code as soon as there is one. */
  async pairingCode(): Promise<string> {
    for await (const state of this.states()) if (state.pairingCode !== null) return state.pairingCode;
    throw new ProgramError('The agent ended before it had a pairing code.');
  }

  /** Answers each screen as a cardholder would, to the end. @throws ProgramError naming a failure on the screen */
  async upgrade(pins: { pin1: string; pin2: string }): Promise<void> {
    for await (const { screen } of this.states()) {
      if (screen.kind === 'DONE') return;
      if (screen.kind === 'FAULT' || screen.kind === 'CANCELLED')
        throw new ProgramError(`The cardholder reads: ${screen.faultCode ?? ''} ${screen.title}`);
      const can = (id: string) => screen.actions.some((action) => action.id === id);
      if (can('start')) await this.act({ id: 'start' });
      else if (can('submit-pin')) await this.act({ id: 'submit-pin', pin: screen.step === 'SIGN_IN' ? pins.pin1 : pins.pin2 });
      else if (can('upgrade')) await this.act({ id: 'upgrade' });
      else if (can('accept')) await this.act({ id: 'accept', checked: true });
    }
    throw new ProgramError('The agent ended before the upgrade did.');
  }
}
