import type { INestApplication } from '@nestjs/common';
import type { Logger } from 'pino';

/** A request or a browser that holds on longer is left behind; what was acknowledged is on disk. */
const DEADLINE_MS = 15_000;

/**
 * On SIGTERM or SIGINT: live connections are told to reconnect, running requests finish, the write queue drains, the
 * database closes, and the process ends with exit code 0. A second signal changes nothing.
 */
export function stopOnSignals(application: INestApplication, log: Logger): void {
  let stopping: Promise<void> | null = null;
  const stop = (signal: NodeJS.Signals): void => {
    stopping ??= shutDown(application, log, signal).then((exitCode) => process.exit(exitCode));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** A defect that nothing caught: the state is unknown, so the process ends, and says why in the log first. */
export function stopOnDefects(log: Logger): void {
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'unexpected error');
    process.exit(1);
  });
}

/** @returns exit code */
async function shutDown(application: INestApplication, log: Logger, signal: NodeJS.Signals): Promise<number> {
  log.info({ signal }, 'stopping');
  const deadline = setTimeout(() => {
    log.error(`not stopped after ${DEADLINE_MS} ms`);
    process.exit(1);
  }, DEADLINE_MS);
  try {
    await application.close();
    log.info('stopped');
    return 0;
  } catch (error) {
    log.error({ err: error }, 'stopped with an error');
    return 1;
  } finally {
    clearTimeout(deadline);
  }
}
