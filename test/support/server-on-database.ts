import { request } from 'node:http';
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

/** A request with its path as it is written: `fetch` would tidy it up first. */
export function rawGet(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}
