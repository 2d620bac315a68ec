import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Configuration } from '../config/configuration.js';
import { parseConfiguration } from '../config/configuration.js';

/** A configuration as from the environment, with a data directory of its own. */
export function testConfiguration(variables: Record<string, string> = {}): { configuration: Configuration; clear: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'kortlots-pki-'));
  const configuration = parseConfiguration({
    DATA_DIR: join(folder, 'data'),
    PUBLIC_URL: 'http://kortlots.test',
    ...variables,
  });
  return { configuration, clear: () => rmSync(folder, { recursive: true, force: true }) };
}
