import { createServer } from 'node:net';

import { errorCode } from './common/error-code.js';
import type { Configuration } from './config/configuration.js';

type Address = Pick<Configuration, 'host' | 'port'>;

/** The address can't be listened on; the message is one line with the remedy. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

const reasons: Readonly<Record<string, (address: Address) => string>> = {
  EADDRINUSE: ({ host, port }) =>
    `Port ${port} on ${host} is taken. Stop the other program, or choose another port: PORT=${port + 1} npm start`,
  EACCES: ({ port }) => `This user may not listen on port ${port}. Choose a port from 1024 up: PORT=4000 npm start`,
  EADDRNOTAVAIL: ({ host }) => `This machine has no address ${host}. Choose another: HOST=127.0.0.1 npm start`,
  ENOTFOUND: ({ host }) => `There is no address ${host}. Choose another: HOST=127.0.0.1 npm start`,
};

/** @returns a ListenError for what is expected, everything else as it was */
export function asListenError<E>(error: E, address: Address): E | ListenError {
  const say = reasons[errorCode(error)];
  return say === undefined ? error : new ListenError(say(address), { cause: error });
}

/**
 * Looks before the database is opened: a second server on the same data would else touch them and then fail.
 * @throws ListenError
 */
export async function assertPortFree(address: Address): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(asListenError(error, address)));
    probe.listen({ host: address.host, port: address.port, exclusive: true }, () => probe.close(() => resolve()));
  });
}
