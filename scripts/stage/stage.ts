import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { freePort, ProgramError, runProgram, startProgram, stopProgram, type Program } from './programs.js';

const cardFile = z.object({
  pin1: z.string(),
  pin2: z.string(),
  modulePath: z.string(),
  conf: z.string(),
  holder: z.object({ name: z.string(), hsaId: z.string(), personnummer: z.string(), organisation: z.string() }),
});
export type StageCard = z.infer<typeof cardFile>;

const noCard: StageCard = {
  pin1: '',
  pin2: '',
  modulePath: '',
  conf: '',
  holder: { name: '', hsaId: '', personnummer: '', organisation: '' },
};

export interface StageOptions {
  /** null: any free port. */
  readonly port: number | null;
  readonly keyPolicy: 'REUSE' | 'GENERATE';
  /** false: a server without a card; the default is with one. */
  readonly card?: boolean;
  /** More variables for the server, such as DATABASE_URL. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface StageStaff {
  readonly userName: string;
  readonly password: string;
}

/**
 * The real parts as real processes, each of which can be stopped, killed and started again:
 * a test card in SoftHSM, the server with its database and test CA, the agent with its local page.
 */
export class Stage {
  server: Program | undefined;
  agent: Program | undefined;
  url = '';
  guideUrl = '';
  card: StageCard = noCard;
  readonly cardFolder: string;
  readonly serverFolder: string;
  readonly agentFolder: string;

  constructor(
    readonly folder: string,
    private readonly options: StageOptions,
  ) {
    this.cardFolder = join(folder, 'card');
    this.serverFolder = join(folder, 'server');
    this.agentFolder = join(folder, 'agent');
  }

  async choosePort(): Promise<void> {
    this.url = `http://127.0.0.1:${await freePort(this.options.port)}`;
  }

  /** @param args more for `card new`, such as --expired */
  async makeCard(args: readonly string[] = []): Promise<void> {
    await runProgram('card new', 'agent/card-tool/main.js', ['new', '--dir', this.cardFolder, ...args], {});
    this.card = cardFile.parse(JSON.parse(readFileSync(join(this.cardFolder, 'card.json'), 'utf8')));
  }

  /** Resolves when the server says it is ready. @throws ProgramError when it ends before */
  async startServer(): Promise<void> {
    const log = join(this.folder, 'server.log');
    const server = startProgram('server', 'server/main.js', [], this.serverEnvironment(), log);
    this.server = server;
    let ended = false;
    void server.ended.then(() => (ended = true));
    while (!ended) {
      if (await this.isReady()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new ProgramError(`The server did not start. Its output: ${log}`);
  }

  private async isReady(): Promise<boolean> {
    return fetch(`${this.url}/health/ready`).then(
      (response) => response.ok,
      () => false,
    );
  }

  private serverEnvironment(): Record<string, string> {
    return {
      HOST: '127.0.0.1',
      PORT: new URL(this.url).port,
      PUBLIC_URL: this.url,
      DATA_DIR: this.serverFolder,
      KEY_POLICY: this.options.keyPolicy,
      ...(this.options.card === false ? {} : this.cardEnvironment()),
      ...this.options.environment,
    };
  }

  /** Whom the server trusts and knows because of the test card. */
  private cardEnvironment(): Record<string, string> {
    return {
      TRUST_ANCHORS: join(this.cardFolder, 'old-ca', 'root.pem'),
      HOLDER_DIRECTORY: join(this.cardFolder, 'holder-directory.json'),
    };
  }

  /** Adds a staff account with a generated password. */
  async addStaff(userName: string, name: string, role = 'HELPDESK'): Promise<StageStaff> {
    const args = ['add', '--user', userName, '--name', name, '--role', role, '--json'];
    const printed = await runProgram('staff add', 'server/staff/cli.js', args, this.serverEnvironment());
    return { userName, password: z.object({ password: z.string() }).parse(JSON.parse(printed)).password };
  }

  /** Resolves when the agent's local page is there. */
  async startAgent(args: readonly string[] = []): Promise<void> {
    const all = ['--server', this.url, '--module', this.card.modulePath, '--data-dir', this.agentFolder, ...args];
    const agent = startProgram('agent', 'agent/main.js', all, { SOFTHSM2_CONF: this.card.conf }, join(this.folder, 'agent.log'));
    this.agent = agent;
    this.guideUrl = (await agent.line(/Guide: (http:\S+)/))[1] ?? '';
  }

  /** Ends everything, the agent first so that it can still report. */
  async clear(): Promise<void> {
    if (this.agent) await stopProgram(this.agent);
    if (this.server) await stopProgram(this.server);
  }
}
