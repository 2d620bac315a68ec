import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { startProgram, type Program } from '../../scripts/stage/programs.js';
import { AgentPage } from '../support/agent-page.js';
import { findSecrets } from '../support/secrets.js';
import { PatientCardholder, StuckError, type Ending } from './cardholder.js';
import { copyTokens, filesBelow, type House } from './house.js';
import type { Trap } from './faulty-line.js';
import type { Kind, Operation, Point } from './points.js';
import { oneOf, randomFrom } from './random.js';
import { Shim, type PlannedFault } from './shim.js';
import { judge, type Evidence } from './verdict.js';

/** An upgrade takes a second or two; whoever needs so long, after whatever happened, is stuck. */
const longestMilliseconds = 60_000;
const mostStarts = 4;
const secondsUntilHung = 2;
/** What calls on a pulled card were seen to return. */
const valuesOfRemoved = [0x05, 0x30, 0xe0, 0xb3];

export interface PointResult {
  /** Whether the fault happened at all. */
  readonly isReached: boolean;
  readonly problems: readonly string[];
  readonly ending: Ending;
  readonly faultsShown: readonly string[];
  readonly milliseconds: number;
}

const shimFaults: Record<Kind, PlannedFault['does']> = {
  'card-removed': 'remove',
  'module-crash': 'crash',
  hang: 'hang',
  'general-error': 'return',
  'device-error': 'return',
  'agent-killed': 'kill',
  'connection-cut': 'ask',
  'server-killed': 'ask',
};

/** One whole upgrade of a copy of the house's card, in which one thing fails; then everybody goes on, and it is judged. */
export class PointRun {
  readonly shim: Shim;
  readonly conf: string;
  readonly agentFolder: string;
  private readonly cardholder: PatientCardholder;
  private readonly sessionsBefore: number;
  private readonly problems: string[] = [];
  private agent: Program | null = null;
  private page: AgentPage | null = null;
  private isReached = false;
  private snapshot: string | null = null;

  /** @param folder of this point's own, with a short path: a socket lies in it */
  constructor(
    private readonly house: House,
    private readonly folder: string,
  ) {
    this.shim = new Shim({ folder: join(folder, 'shim') });
    this.conf = house.card.copyTo(join(folder, 'card'));
    this.agentFolder = join(folder, 'agent');
    this.sessionsBefore = house.records.lastSession();
    const { pin1, pin2 } = house.card.details;
    this.cardholder = new PatientCardholder({ pin1, pin2, putCardBack: () => this.putCardBack() });
  }

  /** @param beforeJudging for tests of the judge: makes something wrong */
  async run(point: Point | null, seed = 0, beforeJudging: () => Promise<void> = () => Promise.resolve()): Promise<PointResult> {
    const started = performance.now();
    const before = await this.house.look(this.conf);
    const listener = await this.prepare(point, seed);
    let ending: Ending = null;
    try {
      ending = await this.upgrade();
    } finally {
      this.house.line.restore();
      await new Promise((resolve) => listener.close(resolve));
      await this.house.ready();
    }
    await beforeJudging();
    const problems = [...this.problems, ...judge(await this.evidence(point?.kind ?? null, ending, before))];
    const milliseconds = Math.round(performance.now() - started);
    return { isReached: this.isReached, problems, ending, faultsShown: this.cardholder.faultsShown, milliseconds };
  }

  /** Requests of that kind in this upgrade, until the next one begins. */
  countOf(operation: Operation): number {
    return this.house.line.countOf(operation);
  }

  private putCardBack(): boolean {
    if (!this.shim.isCardOut) return false;
    this.shim.putCardBack();
    return true;
  }

  private async prepare(point: Point | null, seed: number): Promise<Server> {
    this.house.line.reset(point === null ? null : this.trapFor(point));
    if (point !== null && point.place.at !== 'request') {
      const { place, kind, phase } = point;
      const at =
        place.at === 'call' ? (`call:${place.number}` as const) : (`look:${place.number}:${place.functionName}` as const);
      const removed = oneOf(0x32, valuesOfRemoved, randomFrom(seed));
      const values: Partial<Record<Kind, number>> = { 'card-removed': removed, 'general-error': 0x05, 'device-error': 0x30 };
      this.shim.plan({ at, phase, does: shimFaults[kind], value: values[kind] ?? 0 });
    }
    const listener = createServer((line) => {
      line.once('data', () => {
        // The module waits for the answer: what happens here happens in the moment of the fault.
        void this.atFault(point?.kind ?? null)
          .catch((error: unknown) => this.problems.push(`not judged: ${String(error)}`))
          .finally(() => line.end('\n'));
      });
      line.on('error', () => line.destroy());
    });
    await new Promise<void>((resolve) => listener.listen(join(this.folder, 'shim', 'listener'), resolve));
    return listener;
  }

  private async atFault(kind: Kind | null): Promise<void> {
    this.isReached = true;
    this.snapshot = copyTokens(join(this.folder, 'card', 'tokens'), join(this.folder, 'at-fault'));
    if (kind === 'connection-cut') this.cutLine();
    if (kind === 'server-killed') await this.house.killServer();
  }

  /** The line is back when the agent has tried it twice: then it knows that it was cut. */
  private cutLine(): void {
    let refused = 0;
    this.house.line.cut(() => {
      refused += 1;
      if (refused >= 2) this.house.line.restore();
    });
  }

  private trapFor({ place, kind, phase }: Point): Trap | null {
    if (place.at !== 'request') return null;
    const onReached = (): void => {
      this.isReached = true;
      if (kind === 'connection-cut') this.cutLine();
      if (kind === 'server-killed') void this.house.killServer();
      if (kind === 'agent-killed') this.agent?.process.kill('SIGKILL');
    };
    return { operation: place.operation, number: place.number, phase, onReached };
  }

  /** The cardholder starts the agent, again when it was killed, and follows its page to the end. */
  private async upgrade(): Promise<Ending> {
    const deadline = setTimeout(() => {
      const shown = this.page?.state;
      const where = `the page shows ${shown?.screen.kind ?? 'nothing'} in ${shown?.screen.step ?? 'no step'}, link ${shown?.link ?? 'unknown'}`;
      this.problems.push(
        `stuck after ${longestMilliseconds / 1000} s: ${where}; faults shown: ${this.cardholder.faultsShown.join(', ')}`,
      );
      this.agent?.process.kill('SIGKILL');
    }, longestMilliseconds);
    try {
      for (let starts = 0; starts < mostStarts && this.problems.length === 0; starts += 1) {
        const ending = await this.runAgent();
        if (ending !== null) return ending;
      }
      return null;
    } finally {
      clearTimeout(deadline);
    }
  }

  private async runAgent(): Promise<Ending> {
    const { url, card } = this.house;
    const args = ['--server', url, '--module', this.shim.modulePath, '--data-dir', this.agentFolder, '--no-browser'];
    const environment = { SOFTHSM2_CONF: this.conf, ...this.shim.environment, KORTLOTS_AGENT_CONFIG: join(card.folder, 'none') };
    mkdirSync(this.agentFolder, { recursive: true, mode: 0o700 });
    const deadline = ['--card-deadline', String(secondsUntilHung)];
    const agent = startProgram('agent', 'agent/main.js', [...args, ...deadline], environment, join(this.folder, 'agent.log'));
    this.agent = agent;
    const page = await this.openPage(agent);
    this.page = page;
    if (page === null) return null;
    try {
      return await this.cardholder.follow(page);
    } catch (error) {
      if (!(error instanceof StuckError)) throw error;
      this.problems.push(error.message);
      agent.process.kill('SIGKILL');
      return null;
    } finally {
      // An agent that was killed, or whose last page was closed, ends; what is told to the server by then is told.
      this.house.line.restore();
      await agent.ended;
      page.close();
    }
  }

  /** @returns null when the agent ended before its page was open */
  private async openPage(agent: Program): Promise<AgentPage | null> {
    try {
      const [, url = ''] = await agent.line(/Guide: (http:\S+)/);
      return await AgentPage.open(url);
    } catch {
      // It says why in its log, when it was not killed; an agent that never gets there is found out by the number of starts.
      await agent.ended;
      return null;
    }
  }

  private async evidence(kind: Kind | null, ending: Ending, before: Evidence['before']): Promise<Evidence> {
    const { records, authorities, root } = this.house;
    const sessions = await Promise.all(
      records.sessionsAfter(this.sessionsBefore).map(async (session) => ({
        ...session,
        issued: records.issuedFor(session),
        agentNumbers: records.agentNumbers(session),
        events: await this.house.events(session.id),
      })),
    );
    return {
      ending,
      mayRemoveOld: this.house.policy === 'replace',
      kind,
      faultsShown: this.cardholder.faultsShown,
      before,
      atFault: this.snapshot === null ? null : await this.house.look(this.snapshot),
      after: await this.house.look(this.conf),
      authorities,
      root,
      sessions,
      calls: this.shim.calls(),
      pinsTyped: this.cardholder.pinsTyped,
      secrets: this.secretsFound(),
    };
  }

  private secretsFound(): string[] {
    const { pin1, pin2 } = this.house.card.details;
    const files = [...filesBelow(this.agentFolder), join(this.folder, 'agent.log')].filter((file) => existsSync(file));
    const places = files.map((file) => ({ name: file, text: readFileSync(file, 'latin1') }));
    return findSecrets(places, [pin1, pin2]);
  }
}
