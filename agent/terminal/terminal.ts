import { StartError } from '../config/start-error.js';
import type { Desk } from '../guide/desk.js';
import { inertOf } from '../guide/screens.js';
import type { ActionOutcome, GuideScreen, GuideState } from '../guide/state.js';
import { fill, surroundingTexts } from '../guide/texts/index.js';
import { readKeys, type Key } from './keys.js';
import { pairingLines, progressLines, screenLines, watcherLines, wrap } from './render.js';

/** What is used of a terminal; process.stdin and process.stdout have it. */
export interface TerminalStreams {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown };
  readonly output: NodeJS.WritableStream & { readonly columns?: number };
  /** Ctrl-C; by default as if the terminal had sent it. */
  readonly interrupt?: () => void;
}

/** Standard input is no terminal: a PIN typed there would be seen. */
export class TerminalError extends StartError {}

/**
 * The cardholder's screens in a terminal: the same words, choices by digit, PINs not echoed.
 * @throws TerminalError when the input is not a terminal.
 */
export function startTerminal(desk: Desk, streams: TerminalStreams): { close(): void } {
  const { input } = streams;
  if (input.isTTY !== true || input.setRawMode === undefined) {
    throw new TerminalError(surroundingTexts[desk.state.language].terminal.notTerminal);
  }
  const terminal = new Terminal(desk, streams);
  terminal.open();
  return terminal;
}

const noState: Pick<GuideState, 'pairingCode' | 'watchers' | 'link'> = { pairingCode: null, watchers: [], link: 'ONLINE' };

class Terminal {
  #pin = '';
  #checked = false;
  #words = '';
  #question = '';
  #progress = '';
  #seen: Pick<GuideState, 'pairingCode' | 'watchers' | 'link'> = noState;
  #stop: () => void = () => undefined;
  readonly #onData = (chunk: Buffer | string): void => {
    for (const key of readKeys(chunk.toString())) this.#press(key);
    if (Buffer.isBuffer(chunk)) chunk.fill(0);
  };

  constructor(
    private readonly desk: Desk,
    private readonly streams: TerminalStreams,
  ) {}

  open(): void {
    const { input } = this.streams;
    input.setRawMode?.(true);
    input.on('data', this.#onData);
    input.resume();
    this.#stop = this.desk.watch((state) => this.#show(state));
    this.#show(this.desk.state);
  }

  close(): void {
    const { input } = this.streams;
    this.#stop();
    this.#pin = '';
    input.off('data', this.#onData);
    input.setRawMode?.(false);
    input.pause();
    this.#write('\r\n');
  }

  get #columns(): number {
    return this.streams.output.columns ?? 80;
  }

  get #texts(): (typeof surroundingTexts)['SV'] {
    return surroundingTexts[this.desk.state.language];
  }

  #write(text: string): void {
    this.streams.output.write(text);
  }

  #print(lines: readonly string[]): void {
    for (const line of lines) this.#write(`\r${line}\r\n`);
  }

  /** Prints what is new: the whole screen, or a line of progress, or only the choices when the question came later. */
  #show(state: GuideState): void {
    const { screen } = state;
    const around = this.#around(state);
    const progress = progressLines(screen, this.#columns);
    const words = JSON.stringify({ ...inertOf(screen), progressDone: 0, progressLabel: null });
    const question = JSON.stringify([screen.actions, screen.pinLabel, screen.checkboxLabel]);
    const isNew = words !== this.#words;
    const isAsked = question !== this.#question && screen.actions.length > 0;
    if (isNew || isAsked) this.#forget();
    const choices = isNew || isAsked ? this.#choices(screen) : [];
    const moved = isNew || progress.join() !== this.#progress ? progress : [];
    this.#words = words;
    this.#question = question;
    this.#progress = progress.join();
    this.#print([...(isNew ? screenLines(screen, this.#columns) : []), ...moved, ...around]);
    if (choices.length > 0 && moved.length + around.length > 0) this.#print(['']);
    this.#print(choices);
    if (choices.length + around.length > 0) this.#prompt();
  }

  #forget(): void {
    this.#pin = '';
    this.#checked = false;
  }

  /** What changed around the screen: pairing code, watchers, link to the server. */
  #around(state: GuideState): string[] {
    const { pairingCode, watchers, link, language } = state;
    const before = this.#seen;
    this.#seen = { pairingCode, watchers, link };
    const texts = surroundingTexts[language];
    const lines: string[] = [];
    if (pairingCode !== null && pairingCode !== before.pairingCode)
      lines.push(...pairingLines(pairingCode, language, this.#columns));
    lines.push(...watcherLines(before.watchers, watchers, language).flatMap((line) => wrap(line, this.#columns)));
    if (link !== before.link) {
      const more = link === 'ONLINE' ? '' : ` ${texts.linkLead[link]}`;
      lines.push(...wrap(`${texts.link[link]}.${more}`, this.#columns));
    }
    return lines;
  }

  #choices(screen: GuideScreen): string[] {
    if (screen.actions.length === 0) return [];
    const { terminal } = this.#texts;
    const box = this.#boxLabel(screen);
    if (typeof screen.pinLabel === 'string') {
      const cancel = screen.actions.find(({ primary }) => !primary)?.label ?? '';
      const keys = box === null ? terminal.pinKeys : terminal.pinKeysCheck;
      const help = wrap(`${fill(keys, { cancel })} ${terminal.languageKey}`, this.#columns);
      return [...(box === null ? [] : [`  X  ${box}`]), ...help];
    }
    const labels = [...(box === null ? [] : [box]), ...screen.actions.map(({ label }) => label)];
    const rows = labels.map((label, index) => `  ${index + 1}  ${label}`);
    return [...rows, `${terminal.choose}. ${terminal.languageKey}`];
  }

  #boxLabel({ checkboxLabel: label }: GuideScreen): string | null {
    if (typeof label !== 'string') return null;
    const { terminal } = this.#texts;
    return fill(this.#checked ? terminal.checked : terminal.unchecked, { label });
  }

  /** The PIN as one bullet for each digit, written over itself. */
  #prompt(): void {
    const { pinLabel: label } = this.desk.state.screen;
    if (typeof label !== 'string') return;
    this.#write(`\r${fill(this.#texts.terminal.pinPrompt, { label })}${'*'.repeat(this.#pin.length)} \b`);
  }

  #press(key: Key): void {
    const { screen, language } = this.desk.state;
    if (key.kind === 'interrupt') return this.#interrupt();
    if (key.kind === 'language') return this.desk.setLanguage(language === 'SV' ? 'EN' : 'SV');
    if (typeof screen.pinLabel === 'string') this.#pressAtPin(key, screen);
    else if (key.kind === 'digit') this.#choose(Number(key.digit), screen);
  }

  #interrupt(): void {
    if (this.streams.interrupt !== undefined) return this.streams.interrupt();
    // Whoever listens for Ctrl-C decides; without a listener the program ends as it would by itself.
    if (!process.emit('SIGINT')) process.kill(process.pid, 'SIGINT');
  }

  #pressAtPin(key: Key, screen: GuideScreen): void {
    if (key.kind === 'escape') return this.#act({ id: 'cancel' });
    if (key.kind === 'enter') return this.#submitPin();
    if (key.kind === 'check' && typeof screen.checkboxLabel === 'string') return this.#toggle();
    // More than six are kept, so that what is too long is refused and not cut to something else.
    if (key.kind === 'digit' && this.#pin.length < 12) this.#pin += key.digit;
    if (key.kind === 'erase') {
      this.#write('\b \b');
      this.#pin = this.#pin.slice(0, -1);
    }
    this.#prompt();
  }

  #submitPin(): void {
    const pin = this.#pin;
    this.#pin = '';
    this.#write('\r\n');
    this.#act({ id: 'submit-pin', pin });
  }

  #choose(number: number, screen: GuideScreen): void {
    const hasBox = typeof screen.checkboxLabel === 'string';
    if (hasBox && number === 1) return this.#toggle();
    const action = screen.actions[number - (hasBox ? 2 : 1)];
    if (action !== undefined) this.#act({ id: action.id });
  }

  #toggle(): void {
    this.#checked = !this.#checked;
    this.#print(this.#choices(this.desk.state.screen));
    this.#prompt();
  }

  #act(action: { id: string; pin?: string }): void {
    const { version, screen } = this.desk.state;
    const outcome = this.desk.act({ ...action, version, checked: this.#checked });
    if (outcome === 'ACCEPTED') return;
    this.#print(wrap(this.#refusal(outcome, screen), this.#columns, '! '));
    this.#prompt();
  }

  #refusal(outcome: Exclude<ActionOutcome, 'ACCEPTED'>, screen: GuideScreen): string {
    if (outcome === 'PIN_MALFORMED') return this.#texts.pin.malformed;
    if (outcome === 'MOVED_ON') return this.#texts.movedOn;
    return typeof screen.pinLabel === 'string' ? this.#texts.pin.checkMissing : this.#texts.termsCheckMissing;
  }
}
