import { StartError } from '../config/start-error.js';
import type { Desk } from '../guide/desk.js';
import { inertOf } from '../guide/screens.js';
import type { ActionOutcome, GuideAction, GuideScreen, GuideState } from '../guide/state.js';
import { fill, surroundingTexts } from '../guide/texts/index.js';
import { CodeEntry } from './code-entry.js';
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
 * The cardholder's screens in a terminal: the same words, choices by digit, codes not echoed.
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
  readonly #codes = new CodeEntry();
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
    this.#codes.forget();
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
    const question = JSON.stringify([screen.actions, screen.pinLabel, screen.fields, screen.checkboxLabel]);
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
    this.#codes.forget();
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
    if (CodeEntry.isAsked(screen)) return this.#keysForCodes(screen, box);
    const offered = [...(box === null ? [] : [{ label: box, details: [] }]), ...screen.actions];
    const choices = offered.flatMap(({ label, details = [] }, index) => [
      `  ${index + 1}  ${label}`,
      ...details.flatMap((detail) => wrap(detail, this.#columns, '     ')),
    ]);
    return [...choices, `${terminal.choose}. ${terminal.languageKey}`];
  }

  /** Codes leave no digits for choices: what else can be done has keys of its own. */
  #keysForCodes(screen: GuideScreen, box: string | null): string[] {
    const { terminal } = this.#texts;
    const isPin = typeof screen.pinLabel === 'string';
    const plain = isPin ? terminal.pinKeys : terminal.codeKeys;
    const withBox = isPin ? terminal.pinKeysCheck : terminal.codeKeysCheck;
    const cancel = screen.actions.find(({ primary }) => !primary)?.label ?? '';
    const help = wrap(`${fill(box === null ? plain : withBox, { cancel })} ${terminal.languageKey}`, this.#columns);
    return [...(box === null ? [] : [`  X  ${box}`]), ...help];
  }

  #boxLabel({ checkboxLabel: label }: GuideScreen): string | null {
    if (typeof label !== 'string') return null;
    const { terminal } = this.#texts;
    return fill(this.#checked ? terminal.checked : terminal.unchecked, { label });
  }

  /** The code as one star for each digit, written over itself. */
  #prompt(): void {
    const field = this.#codes.field(this.desk.state.screen);
    if (field === null) return;
    this.#write(`\r${fill(this.#texts.terminal.pinPrompt, { label: field.label })}${'*'.repeat(this.#codes.length)} \b`);
  }

  #press(key: Key): void {
    const { screen, language } = this.desk.state;
    if (key.kind === 'interrupt') return this.#interrupt();
    if (key.kind === 'language') return this.desk.setLanguage(language === 'SV' ? 'EN' : 'SV');
    if (CodeEntry.isAsked(screen)) this.#pressAtCode(key, screen);
    else if (key.kind === 'digit') this.#choose(Number(key.digit), screen);
  }

  #interrupt(): void {
    if (this.streams.interrupt !== undefined) return this.streams.interrupt();
    // Whoever listens for Ctrl-C decides; without a listener the program ends as it would by itself.
    if (!process.emit('SIGINT')) process.kill(process.pid, 'SIGINT');
  }

  #pressAtCode(key: Key, screen: GuideScreen): void {
    if (key.kind === 'escape') return this.#leave(screen);
    if (key.kind === 'enter') return this.#enter(screen);
    if (key.kind === 'check' && typeof screen.checkboxLabel === 'string') return this.#toggle();
    if (key.kind === 'digit') this.#codes.type(key.digit, screen);
    if (key.kind === 'erase') {
      this.#write('\b \b');
      this.#codes.erase();
    }
    this.#prompt();
  }

  #leave({ actions }: GuideScreen): void {
    const way = actions.find(({ primary }) => !primary);
    if (way !== undefined) this.#act({ id: way.id });
  }

  #enter(screen: GuideScreen): void {
    this.#write('\r\n');
    const taken = this.#codes.enter(screen);
    if (taken === null) this.#prompt();
    else this.#act(taken);
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

  #act(action: GuideAction): void {
    const { version, screen } = this.desk.state;
    const outcome = this.desk.act({ ...action, version, checked: this.#checked });
    if (outcome === 'ACCEPTED') return;
    this.#print(wrap(this.#refusal(outcome, screen), this.#columns, '! '));
    this.#prompt();
  }

  #refusal(outcome: Exclude<ActionOutcome, 'ACCEPTED'>, screen: GuideScreen): string {
    const texts = this.#texts;
    if (outcome === 'PIN_MALFORMED') return texts.pin.malformed;
    if (outcome === 'MOVED_ON') return texts.movedOn;
    if (outcome !== 'CHECK_MISSING') return texts.codes[outcome];
    if (!CodeEntry.isAsked(screen)) return texts.termsCheckMissing;
    return screen.kind === 'UNLOCK' ? texts.pukCheckMissing : texts.pin.checkMissing;
  }
}
