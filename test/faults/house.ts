import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { killProgram } from '../../scripts/stage/programs.js';
import { Stage, type StageCard } from '../../scripts/stage/stage.js';
import { findSecrets } from '../support/secrets.js';
import { StaffClient } from '../support/staff-client.js';
import { Eye, type CardSeen } from './eye.js';
import { FaultyLine } from './faulty-line.js';
import { ServerRecords } from './records.js';
import type { Policy } from './points.js';

/** A card as it is before an upgrade, made once; each point upgrades a copy of it. */
export class PreparedCard {
  private constructor(
    readonly folder: string,
    readonly details: StageCard,
  ) {}

  static async make(folder: string): Promise<PreparedCard> {
    const stage = new Stage(folder, { port: null, keyPolicy: 'REUSE' });
    await stage.makeCard();
    return new PreparedCard(stage.cardFolder, stage.card);
  }

  /** @returns SoftHSM's configuration file for a copy of the card in `folder` */
  copyTo(folder: string): string {
    return copyTokens(join(this.folder, 'tokens'), folder);
  }
}

/** @returns SoftHSM's configuration file for a copy of these tokens in `folder` */
export function copyTokens(tokens: string, folder: string): string {
  const copy = join(folder, 'tokens');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  cpSync(tokens, copy, { recursive: true });
  const conf = join(folder, 'softhsm2.conf');
  const lines = [
    `directories.tokendir = ${copy}`,
    'objectstore.backend = file',
    'log.level = ERROR',
    'slots.removable = true',
    '',
  ];
  writeFileSync(conf, lines.join('\n'), { mode: 0o600 });
  return conf;
}

const serverVariables: Record<Policy, Readonly<Record<string, string>>> = {
  reuse: { KEY_POLICY: 'REUSE' },
  generate: { KEY_POLICY: 'GENERATE' },
  replace: { KEY_POLICY: 'REUSE', OLD_CERTIFICATES: 'REMOVE_REPLACED' },
};

const eventsQuery = `query LabEvents($id: ID!) { sessionEvents(sessionId: $id) { number kind profile } }`;
const eventsShape = z.object({
  sessionEvents: z.array(z.object({ number: z.number(), kind: z.string(), profile: z.string().nullable() })),
});
export type SeenEvents = z.infer<typeof eventsShape>['sessionEvents'];

/** One server for many points, with the line that leads to it, its staff, and an eye for cards. */
export class House {
  readonly line = new FaultyLine();
  readonly records: ServerRecords;
  readonly logFile: string;
  private readonly eye = new Eye();
  private staff: StaffClient | null = null;
  private starting: Promise<void> = Promise.resolve();
  authorities: readonly X509Certificate[] = [];
  url = '';

  private constructor(
    readonly folder: string,
    readonly policy: Policy,
    readonly card: PreparedCard,
    private readonly stage: Stage,
  ) {
    this.logFile = join(folder, 'server.log');
    this.records = new ServerRecords(stage.serverFolder);
  }

  static async open(folder: string, policy: Policy, card: PreparedCard): Promise<House> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const environment: Record<string, string> = {
      ...serverVariables[policy],
      TRUST_ANCHORS: join(card.folder, 'old-ca', 'root.pem'),
      HOLDER_DIRECTORY: join(card.folder, 'holder-directory.json'),
    };
    const stage = new Stage(folder, { port: null, keyPolicy: 'REUSE', card: false, environment });
    const house = new House(folder, policy, card, stage);
    // Agents and staff are told the line's address: sign-ins are bound to it.
    house.url = `http://127.0.0.1:${await house.line.listen()}`;
    environment['PUBLIC_URL'] = house.url;
    await stage.choosePort();
    house.line.leadTo(Number(new URL(stage.url).port));
    await stage.startServer();
    house.staff = await StaffClient.signIn(house.url, await stage.addStaff('anna', 'Anna Testsson'));
    house.authorities = readAuthorities(join(stage.serverFolder, 'ca'));
    return house;
  }

  get serverFolder(): string {
    return this.stage.serverFolder;
  }

  /** The root that everything must lead to. */
  get root(): X509Certificate {
    return new X509Certificate(readFileSync(join(this.stage.serverFolder, 'ca', 'root.pem')));
  }

  /** As a power cut would; resolves when it is gone. It is started again at once, which `ready` waits for. */
  async killServer(): Promise<void> {
    const { server } = this.stage;
    if (server === undefined) return;
    const gone = killProgram(server);
    this.starting = gone.then(() => this.stage.startServer());
    // Whoever waits for `ready` hears of a failure.
    this.starting.catch(() => undefined);
    await gone;
  }

  async ready(): Promise<void> {
    await this.starting;
  }

  async events(sessionId: string): Promise<SeenEvents> {
    if (this.staff === null) throw new Error('Nobody is signed in');
    for (let tries = 1; ; tries += 1) {
      try {
        return (await this.staff.ask(eventsQuery, { id: sessionId }, eventsShape)).sessionEvents;
      } catch (error) {
        // A connection that was kept, and that the server has ended meanwhile.
        if (!(error instanceof TypeError) || tries >= 3) throw error;
      }
    }
  }

  look(conf: string): Promise<CardSeen> {
    const { modulePath, pin1, pin2 } = this.card.details;
    return this.eye.look({ modulePath, conf, pin1, pin2 });
  }

  /** What the server wrote, searched for PINs: its database, its keys, its log. */
  secretsFound(): string[] {
    const { pin1, pin2 } = this.card.details;
    const files = [...filesBelow(this.stage.serverFolder), this.logFile];
    return findSecrets(
      files.map((file) => ({ name: file, text: readFileSync(file, 'latin1') })),
      [pin1, pin2],
    );
  }

  async close(): Promise<void> {
    await this.starting.catch(() => undefined);
    await this.staff?.close();
    await this.eye.close();
    await this.stage.clear();
    await this.line.close();
  }
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function readAuthorities(folder: string): X509Certificate[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.pem') && !name.endsWith('.key.pem'))
    .map((name) => new X509Certificate(readFileSync(join(folder, name))));
}
