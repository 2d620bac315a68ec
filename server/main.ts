/** `npm start`: the server for real use. */
import 'reflect-metadata';

import { fileURLToPath } from 'node:url';

import { ConfigurationError, parseConfiguration, publicOrigin } from './config/configuration.js';
import type { Configuration } from './config/configuration.js';
import { DatabaseUnavailableError } from './database/database-unavailable.js';
import { asListenError, assertPortFree, ListenError } from './listening.js';
import { createPino, StructuredLogger } from './logging/structured-logger.js';
import { usage, UsageError, wantsHelp } from './server-options.js';
import { stopOnDefects, stopOnSignals } from './shutdown.js';

/** Beside dist/server, where this file is compiled to. */
const consoleFolder = fileURLToPath(new URL('../console', import.meta.url));

async function start(configuration: Configuration): Promise<void> {
  const logger = new StructuredLogger(createPino(configuration));
  await assertPortFree(configuration);
  // Loaded now, so that a wrong option or variable is answered at once.
  const { createApplication } = await import('./application.js');
  const application = await createApplication(configuration, logger, consoleFolder);
  stopOnSignals(application, logger.pino);
  try {
    await application.listen(configuration.port, configuration.host);
  } catch (error) {
    await application.close();
    throw asListenError(error, configuration);
  }
  stopOnDefects(logger.pino);
  logger.pino.info({ url: publicOrigin(configuration), pid: process.pid }, 'ready');
}

/** What is expected to go wrong at the start, as plain lines; everything else is a defect and keeps its stack. */
function explain(error: unknown): number {
  if (error instanceof UsageError || error instanceof ConfigurationError) return say(error, 2);
  if (error instanceof ListenError || error instanceof DatabaseUnavailableError) return say(error, 1);
  throw error;
}

function say(error: Error, exitCode: number): number {
  process.stderr.write(`${error.message.replaceAll(/^/gm, 'kortlots: ')}\n`);
  return exitCode;
}

// Whatever is written holds personal data: readable by this user alone.
process.umask(0o077);

try {
  if (wantsHelp(process.argv.slice(2))) process.stdout.write(usage);
  else await start(parseConfiguration(process.env));
} catch (error) {
  process.exitCode = explain(error);
}
