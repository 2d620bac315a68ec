import type { CardPort } from './card/card-port.js';
import { faults } from './generated/faults.js';
import type { TemporaryCard } from './pkcs11/temporary-card.spec-support.js';
import type { Cardholder, CardholderAction, UpgradeView } from './upgrade/cardholder.js';
import { MemoryJournal } from './upgrade/journal/memory-journal.spec-support.js';
import type { UpgradeParts } from './upgrade/context.js';
import { UpgradeRunner } from './upgrade/runner.js';
import type { UpgradeRecord } from './upgrade/types.js';
import type { UpgradeServer } from './upgrade/upgrade-server.js';

type Answer = CardholderAction | null;
/** What the cardholder does on a view; null: nothing, the view stands until something else happens. */
export type Script = (view: UpgradeView) => Answer | Promise<Answer>;

/** A cardholder that does as the script says. */
export class ScriptedCardholder implements Cardholder {
  readonly views: UpgradeView[] = [];

  constructor(private readonly script: Script) {}

  show(view: UpgradeView): void {
    this.views.push(view);
  }

  async ask(view: UpgradeView, signal?: AbortSignal): Promise<CardholderAction> {
    this.views.push(view);
    const withdrawn = new Promise<never>((_, reject) => {
      const abort = () => reject(signal?.reason instanceof Error ? signal.reason : new Error('withdrawn'));
      signal?.addEventListener('abort', abort, { once: true });
      if (signal?.aborted === true) abort();
    });
    const action = await Promise.race([this.script(view), withdrawn]);
    return action ?? withdrawn;
  }

  kinds(): string[] {
    return this.views.map((view) => ('code' in view ? `${view.kind} ${view.code}` : view.kind));
  }
}

/** Does everything right, unless `differently` says otherwise for a view. */
export function obedient(card: Pick<TemporaryCard, 'pin'>, differently: Script = () => null): Script {
  return async (view) => {
    const other = await differently(view);
    if (other !== null) return other;
    switch (view.kind) {
      case 'PIN':
        return { id: 'submit-pin', pin: card.pin(view.purpose) };
      case 'OFFER':
        return { id: 'upgrade' };
      case 'TERMS':
        return { id: 'accept' };
      case 'FAULT':
        return view.waits || !view.canRetry ? null : { id: 'retry' };
      default:
        return null;
    }
  };
}

/** A run that was cut off, as by a crash of the agent. */
export class Crash extends Error {}

export interface ScriptedRun {
  readonly runner: UpgradeRunner;
  readonly cardholder: ScriptedCardholder;
  readonly records: UpgradeRecord[];
  readonly journal: MemoryJournal;
  readonly stop: AbortController;
}

/** The parts of a run over a real card, with everything recorded. */
export function scriptedRun(
  server: UpgradeServer,
  port: CardPort | (() => Promise<CardPort>),
  script: Script,
  onEntry?: (entry: string, phase: 'BEFORE' | 'AFTER', stop: AbortController) => void,
  more: Partial<UpgradeParts> = {},
): ScriptedRun {
  const stop = new AbortController();
  const cardholder = new ScriptedCardholder(script);
  const records: UpgradeRecord[] = [];
  const journal = new MemoryJournal((entry, phase) => onEntry?.(entry, phase, stop));
  const runner = new UpgradeRunner({
    openCard: typeof port === 'function' ? port : () => Promise.resolve(port),
    server,
    cardholder,
    log: { record: (event) => records.push(event) },
    journal,
    severity: (code) => faults[code].severity,
    appVersion: 'test',
    now: () => new Date(),
    claimCard: () => Promise.resolve({ release: () => Promise.resolve() }),
    remoteDesktop: null,
    ...more,
    stop: stop.signal,
  });
  return { runner, cardholder, records, journal, stop };
}
