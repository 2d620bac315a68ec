import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startProgram, stopProgram, type Program } from '../../scripts/stage/programs.js';
import { Stage, type StageOptions } from '../../scripts/stage/stage.js';
import { AgentPage, type AgentPageState } from './agent-page.js';
import { runCommand } from './command.js';
import type { Place } from './secrets.js';
import { StaffClient } from './staff-client.js';

const status = z.strictObject({ outcome: z.string(), millisecondsTotal: z.number(), millisecondsInCard: z.number() });
const shownCard = z.object({ tokens: z.array(z.object({ certificates: z.array(z.object({ serialNumber: z.string() })) })) });
const eventsQuery = `query TestEvents($id: ID!) { sessionEvents(sessionId: $id) {
  number kind occurredAt profile faultCode detail triesLeft screen { kind faultCode }
} }`;
const eventsShape = z.object({
  sessionEvents: z.array(
    z.object({
      number: z.number(),
      kind: z.string(),
      occurredAt: z.string(),
      profile: z.string().nullable(),
      faultCode: z.string().nullable(),
      detail: z.string().nullable(),
      triesLeft: z.number().nullable(),
      screen: z.object({ kind: z.string(), faultCode: z.string().nullable() }).nullable(),
    }),
  ),
});
export type Events = z.infer<typeof eventsShape>['sessionEvents'];

/** How an agent is started otherwise than usual. */
export interface AgentSetup {
  readonly dataFolder?: string;
  /** SoftHSM's configuration file of the card that it sees. */
  readonly conf?: string;
  readonly modulePath?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface RunningAgent {
  readonly program: Program;
  readonly page: AgentPage;
}

/** The real parts in real processes, with a member of staff who reads what happened. */
export class Scene {
  readonly folder = mkdtempSync(join(tmpdir(), 'kortlots-agent-'));
  readonly stage: Stage;
  private readonly pages: AgentPage[] = [];
  private readonly agents: Program[] = [];
  private readonly cardArgs: readonly string[];
  private cards = 0;
  private address = '';
  private staff: StaffClient | null = null;

  /** @param options of the stage; `cardArgs`: more for `card new` */
  constructor({ cardArgs = [], ...options }: Partial<StageOptions> & { readonly cardArgs?: readonly string[] } = {}) {
    this.cardArgs = cardArgs;
    this.stage = new Stage(this.folder, { port: null, keyPolicy: 'REUSE', ...options });
  }

  /** @param line what stands between the server and everybody else; the server's PUBLIC_URL names it */
  async set(line: { readonly url: string; leadTo(port: number): void } | null = null): Promise<void> {
    await this.stage.choosePort();
    line?.leadTo(Number(new URL(this.stage.url).port));
    this.address = line?.url ?? this.stage.url;
    await this.stage.makeCard(this.cardArgs);
    await this.stage.startServer();
    const account = await this.stage.addStaff('anna', 'Anna Testsson');
    this.staff = await StaffClient.signIn(this.address, account);
  }

  /** The agent of the stage, with the page that it shows. */
  async startAgent(): Promise<AgentPage> {
    await this.stage.startAgent(['--json-status']);
    return this.openPage(this.stage.guideUrl);
  }

  /** Another agent; any number can be there at once. */
  async run(setup: AgentSetup = {}): Promise<RunningAgent> {
    const program = this.launch(setup);
    return { program, page: await this.openPage((await program.line(/Guide: (http:\S+)/))[1] ?? '') };
  }

  /** An agent of which nobody says yet that it gets as far as a page. */
  launch(setup: AgentSetup = {}): Program {
    const { card, agentFolder } = this.stage;
    const folder = setup.dataFolder ?? agentFolder;
    const args = ['--server', this.address, '--module', setup.modulePath ?? card.modulePath, '--data-dir', folder];
    const environment = {
      SOFTHSM2_CONF: setup.conf ?? card.conf,
      KORTLOTS_AGENT_CONFIG: join(this.folder, 'none'),
      ...setup.environment,
    };
    const log = join(this.folder, `agent-${this.agents.length + 1}.log`);
    const program = startProgram('agent', 'agent/main.js', [...args, '--json-status', '--no-browser'], environment, log);
    this.agents.push(program);
    return program;
  }

  get agent(): Program {
    if (this.stage.agent === undefined) throw new Error('No agent was started');
    return this.stage.agent;
  }

  get server(): Program {
    if (this.stage.server === undefined) throw new Error('No server was started');
    return this.stage.server;
  }

  /** A copy of the card as it was made, with the same number, and a data folder that is not there yet. */
  newCard(): Required<Pick<AgentSetup, 'conf' | 'dataFolder'>> {
    this.cards += 1;
    const folder = join(this.folder, `card-${this.cards}`);
    return { conf: this.copyCardTo(folder), dataFolder: join(folder, 'agent') };
  }

  /** Of the session whose pairing code the page shows. */
  async sessionId(page: AgentPage): Promise<string> {
    const { pairingCode } = await page.sees((state) => state.pairingCode !== null);
    const board = this.staff?.board();
    if (board === undefined) throw new Error('Nobody is signed in');
    const message = await board.until(({ board: { sessions } }) => sessions.some((one) => one.pairingCode === pairingCode));
    const found = message.board.sessions.find((one) => one.pairingCode === pairingCode);
    if (found === undefined) throw new Error('The session is not on the board');
    return found.id;
  }

  async events(sessionId: string): Promise<Events> {
    return (await this.staff?.ask(eventsQuery, { id: sessionId }, eventsShape))?.sessionEvents ?? [];
  }

  async certificatesOnCard(): Promise<number> {
    const { stdout } = await runCommand(process.execPath, [
      join('dist', 'agent', 'card-tool', 'main.js'),
      'show',
      '--json',
      '--dir',
      this.stage.cardFolder,
    ]);
    return shownCard.parse(JSON.parse(stdout)).tokens.flatMap(({ certificates }) => certificates).length;
  }

  async outcome(program = this.agent): Promise<z.infer<typeof status>> {
    return status.parse(JSON.parse((await program.line(/^\{"outcome".*\}$/))[0]));
  }

  /** Everything written by anybody, but for the card itself and what its maker handed out. */
  everythingWritten(): Place[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((name) => !name.startsWith(this.stage.cardFolder) && !name.includes('/tokens/'))
      .map((name) => ({ name, text: readFileSync(name, 'latin1') }));
  }

  /** Ends all agents that `run` and `launch` started. */
  async endAgents(): Promise<void> {
    for (const page of this.pages.splice(0)) page.close();
    await Promise.all(this.agents.map((agent) => stopProgram(agent)));
  }

  async clear(): Promise<void> {
    await this.endAgents();
    await this.staff?.close();
    await this.stage.clear();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private copyCardTo(folder: string): string {
    const tokens = join(folder, 'tokens');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    cpSync(join(this.stage.cardFolder, 'tokens'), tokens, { recursive: true });
    const conf = join(folder, 'softhsm2.conf');
    const lines = [`directories.tokendir = ${tokens}`, 'objectstore.backend = file', 'log.level = ERROR', ''];
    writeFileSync(conf, [...lines, 'slots.removable = true', ''].join('\n'), { mode: 0o600 });
    return conf;
  }

  private async openPage(url: string): Promise<AgentPage> {
    const page = await AgentPage.open(url);
    this.pages.push(page);
    return page;
  }
}

export const count = (events: Events, kind: string): number => events.filter((event) => event.kind === kind).length;
export const isGapless = (events: Events): boolean => events.every(({ number }, index) => number === index + 1);
/** Answers each PIN that is asked for, until the page shows what fits. */
export async function answerPins(
  page: AgentPage,
  { pin1, pin2 }: { readonly pin1: string; readonly pin2: string },
  fits: (state: AgentPageState) => boolean,
): Promise<AgentPageState> {
  for (;;) {
    const asks = ({ screen }: AgentPageState) => screen.kind === 'PIN' && screen.actions.some(({ id }) => id === 'submit-pin');
    const state = await page.sees((now) => fits(now) || asks(now));
    if (fits(state)) return state;
    await page.tryTake(state.version, 'submit-pin', { pin: state.screen.step === 'INSTALL_SIGNATURE' ? pin2 : pin1 });
    await page.sees(({ version }) => version > state.version);
  }
}

/** How often a fault was raised, and how often it was said to be over. */
export const faultsOf = (events: Events, faultCode: string): readonly [raised: number, cleared: number] => {
  const those = events.filter((event) => event.faultCode === faultCode);
  return [count(those, 'FAULT_RAISED'), count(those, 'FAULT_CLEARED')];
};
