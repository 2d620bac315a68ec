import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Stage } from '../../scripts/stage/stage.js';
import type { DatabaseKind } from './databases.js';

/** A server without a card on a fresh database, as a process that can be killed and started again. */
export class ServerOnDatabase {
  private constructor(
    readonly folder: string,
    readonly stage: Stage,
    readonly environment: Readonly<Record<string, string>>,
  ) {}

  static async make(kind: DatabaseKind, more: Readonly<Record<string, string>> = {}): Promise<ServerOnDatabase> {
    const folder = mkdtempSync(join(tmpdir(), 'kortlots-server-'));
    const environment = { ...(await kind.fresh()).environment, ...more };
    const stage = new Stage(folder, { port: null, keyPolicy: 'REUSE', card: false, environment });
    await stage.choosePort();
    return new ServerOnDatabase(folder, stage, environment);
  }

  get url(): string {
    return this.stage.url;
  }

  get port(): string {
    return new URL(this.stage.url).port;
  }

  async remove(): Promise<void> {
    await this.stage.clear();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
