import { readFileSync } from 'node:fs';
import { release, type } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { CardPort, Middleware } from './card/card-port.js';
import { errorCode } from './config/error-code.js';
import type { AgentOptions } from './config/options.js';
import { StartError } from './config/start-error.js';
import { faults } from './generated/faults.js';
import { Desk } from './guide/desk.js';
import { startGuide, type Guide } from './guide/server.js';
import { LinkMonitor, type LinkState } from './link/link-monitor.js';
import { OutboxFile } from './link/outbox-file.js';
import { Outbox } from './link/outbox.js';
import { SessionLink } from './link/session-link.js';
import { openBrowser } from './open-browser.js';
import { openCard } from './pkcs11/open-card.js';
import { claimCard } from './surroundings/card-claim.js';
import { Clock } from './surroundings/clock.js';
import { lockDataFolder } from './surroundings/instance-lock.js';
import { remoteDesktop } from './surroundings/remote-desktop.js';
import { FileJournal } from './upgrade/journal/file-journal.js';
import { UpgradeRunner, type Outcome } from './upgrade/runner.js';
import { SessionFile } from './upgrade/session-file.js';
import { UpgradeTrouble } from './upgrade/trouble.js';

/** Ctrl-C, SIGTERM: the session stays, and the next start goes on with it. */
class Interrupted extends Error {}

/**
 * One upgrade, from the first look at the readers until the cardholder closes the last page, or the agent is told to stop.
 * @returns the exit code.
 * @throws LockError when another agent works in the data folder.
 */
export async function runAgent(options: AgentOptions): Promise<number> {
  const lock = await lockDataFolder(options.dataFolder);
  try {
    return await new Agent(options).run();
  } finally {
    await lock.release();
  }
}

class Agent {
  readonly #interrupted = new AbortController();
  readonly #endedElsewhere = new AbortController();
  readonly #monitor = new LinkMonitor();
  readonly #journal: FileJournal;
  readonly #outbox: Outbox;
  readonly #desk: Desk;
  readonly #link: SessionLink;
  readonly #version = readVersion();
  readonly #clock = new Clock((milliseconds) => this.#noteClock(milliseconds));
  readonly #started = performance.now();
  #opening: Promise<CardPort> | null = null;

  constructor(private readonly options: AgentOptions) {
    const { server, dataFolder, language } = options;
    this.#journal = new FileJournal(join(dataFolder, 'journal.jsonl'));
    this.#outbox = new Outbox({
      file: new OutboxFile(join(dataFolder, 'outbox.jsonl')),
      onNews: () => this.#link.wake(),
      now: () => this.#clock.now(),
    });
    this.#desk = new Desk({
      language,
      onScreen: (screen) => this.#outbox.record({ kind: 'SCREEN_SHOWN', step: screen.step, screen }),
    });
    this.#link = new SessionLink({
      server,
      sessionFile: new SessionFile(join(dataFolder, 'session.json')),
      outbox: this.#outbox,
      monitor: this.#monitor,
      view: this.#desk,
      agentVersion: this.#version,
      operatingSystem: `${type()} ${release()} ${process.arch}`,
      language: () => this.#desk.state.language,
      onNewSession: () => this.#journal.condense(),
      onDate: (date) => this.#clock.heard(date),
      onEnded: (state) => this.#endedElsewhere.abort(new UpgradeTrouble('SESSION_ENDED', state)),
    });
    this.#monitor.watch((state, before) => this.#noteLink(state, before));
  }

  async run(): Promise<number> {
    const interrupt = (): void => this.#interrupted.abort(new Interrupted('The agent was told to stop'));
    process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
    // The module starts in its own process while the page does.
    void this.#startModule();
    let face: { close(): Promise<void> | void } | null = null;
    try {
      face = await this.#showFace();
      return await this.#upgrade();
    } catch (error) {
      if (error instanceof Interrupted) return 0;
      throw error;
    } finally {
      await this.#link.close();
      await face?.close();
      await this.#closeCard();
      this.#journal.close();
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    }
  }

  /** The page, or the terminal, that the cardholder looks at. */
  async #showFace(): Promise<{ close(): Promise<void> | void }> {
    const { terminal, guidePort, browser } = this.options;
    if (isPlainHttpElsewhere(this.options.server))
      this.#say(`${this.options.server} is not encrypted: use an address that begins with https://`);
    if (terminal) return this.#startTerminal();
    const guide = await this.#startGuide(guidePort);
    this.#say(`Guide: ${guide.url}`);
    const isSomebodyThere = process.stdout.isTTY && (process.env['CI'] ?? '') === '';
    if (browser && isSomebodyThere) openBrowser(guide.url);
    return guide;
  }

  async #startTerminal(): Promise<{ close(): void }> {
    const { startTerminal } = await import('./terminal/terminal.js');
    return startTerminal(this.#desk, { input: process.stdin, output: process.stdout });
  }

  async #startGuide(port: number | null): Promise<Guide> {
    try {
      return await startGuide(this.#desk, { port, onNewUrl: (url) => this.#say(`Guide: ${url}`) });
    } catch (error) {
      if (errorCode(error) === 'EADDRINUSE')
        throw new StartError(`Port ${port ?? 0} is taken. Choose another with --guide-port, or leave it out.`);
      throw error instanceof Error ? new StartError(error.message) : error;
    }
  }

  async #upgrade(): Promise<number> {
    const stop = AbortSignal.any([this.#interrupted.signal, this.#endedElsewhere.signal]);
    const runner = new UpgradeRunner({
      openCard: () => this.#openCard(),
      server: this.#link,
      cardholder: this.#desk,
      log: this.#outbox,
      journal: this.#journal,
      severity: (code) => faults[code].severity,
      appVersion: `kortlots-agent/${this.#version}`,
      now: () => this.#clock.now(),
      claimCard,
      remoteDesktop: remoteDesktop(process.env),
      stop,
    });
    let outcome: Outcome = 'FAILED';
    let goodbye = () => runner.waitForClose();
    try {
      outcome = await runner.run();
    } catch (error) {
      this.#interrupted.signal.throwIfAborted();
      if (!(error instanceof UpgradeTrouble)) throw error;
      goodbye = () => this.#showEnded(runner);
    }
    this.#printStatus(outcome, performance.now() - this.#started, runner.millisecondsInCard);
    await goodbye();
    return outcome === 'FAILED' ? 1 : 0;
  }

  async #showEnded({ step }: UpgradeRunner): Promise<void> {
    const progress = { done: 0, total: 0 };
    const view = {
      kind: 'FAULT',
      step,
      code: 'SESSION_ENDED',
      canRetry: false,
      waits: false,
      canUnlock: false,
      progress,
    } as const;
    await this.#desk.ask(view, this.#interrupted.signal);
  }

  #startModule(): Promise<CardPort> {
    const opening = openCard({ modulePath: this.options.module ?? undefined, deadline: this.options.cardDeadline });
    // Whoever asks for the card hears of a failure; the next to ask starts anew.
    opening.catch(() => undefined);
    this.#opening = opening;
    return opening;
  }

  async #openCard(): Promise<CardPort> {
    try {
      const card = await (this.#opening ?? this.#startModule());
      this.#say(describe(await card.middleware()));
      return card;
    } catch (error) {
      this.#opening = null;
      throw error;
    }
  }

  /** A module that never opened has closed itself. */
  async #closeCard(): Promise<void> {
    const card = await this.#opening?.catch(() => null);
    await card?.close();
  }

  #noteLink(state: LinkState, before: LinkState): void {
    this.#desk.setLink(state);
    if (state === 'OFFLINE' && before === 'ONLINE') this.#outbox.record({ kind: 'LINK_LOST' });
    if (state === 'ONLINE' && before === 'OFFLINE') this.#outbox.record({ kind: 'LINK_RESTORED' });
  }

  /** Certificates and events go by the server's time from now on; staff read why. */
  #noteClock(milliseconds: number): void {
    const days = Math.round(milliseconds / 86_400_000);
    this.#outbox.record({ kind: 'CLOCK_CORRECTED', detail: `${days} days, ${Math.round(milliseconds / 60_000)} minutes` });
  }

  #printStatus(outcome: Outcome, total: number, inCard: number): void {
    if (!this.options.jsonStatus) return;
    const status = { outcome, millisecondsTotal: Math.round(total), millisecondsInCard: Math.round(inCard) };
    process.stdout.write(`${JSON.stringify(status)}\n`);
  }

  /** In the terminal, the output belongs to the cardholder's screens. */
  #say(text: string): void {
    (this.options.terminal ? process.stderr : process.stdout).write(`${text}\n`);
  }
}

const sources: Record<Middleware['source'], string> = {
  option: 'named by --module',
  environment: 'named by KORTLOTS_PKCS11_MODULE',
  configuration: 'named by the configuration file',
  'known-place': 'found where it is usually installed',
};

function describe({ path, source, manufacturer, description, version, cryptokiVersion }: Middleware): string {
  return `Middleware: ${path} (${sources[source]}), ${manufacturer} ${description} ${version}, Cryptoki ${cryptokiVersion}`;
}

function isPlainHttpElsewhere(server: string): boolean {
  const { protocol, hostname } = new URL(server);
  return protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** From package.json, which lies above both the source and the compiled program. */
function readVersion(): string {
  for (const place of ['../package.json', '../../package.json']) {
    const text = tryRead(new URL(place, import.meta.url));
    if (text !== null) return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
  }
  return '0.0.0';
}

function tryRead(url: URL): string | null {
  try {
    return readFileSync(url, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
