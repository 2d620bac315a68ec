import { createHash } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CardIdentity } from '../upgrade/card-pairing.js';
import { errorCode } from '../config/error-code.js';

/** Holds one card among all agents of this PC, whoever started them. */
export interface CardClaim {
  release(): Promise<void>;
}

/**
 * Claims a card by listening on a local socket named after it: the system lets go of it when the process ends, however it
 * ends, so that no claim outlives its agent.
 * @returns null while another agent holds the card.
 */
export async function claimCard(identity: CardIdentity): Promise<CardClaim | null> {
  const address = addressOf(identity);
  const server = (await listen(address)) ?? (isFile(address) ? await listenAnew(address) : null);
  if (server === null) return null;
  return {
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function addressOf({ authentication, signature }: CardIdentity): string {
  const name = JSON.stringify([authentication, signature].map(({ serialNumber, label }) => [serialNumber, label]));
  const socket = `kortlots-card-${createHash('sha256').update(name).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${socket}`;
  // Linux has names outside the file system, which vanish with their process.
  if (process.platform === 'linux') return `\0${socket}`;
  return join(tmpdir(), `${socket}.sock`);
}

function isFile(address: string): boolean {
  return address.startsWith('/');
}

/** @returns null when somebody listens there already. */
function listen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => (errorCode(error) === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(address, () => resolve(server.unref()));
  });
}

/** A socket file outlives its process: when nobody answers there, it is taken over. */
async function listenAnew(path: string): Promise<Server | null> {
  if (await answers(path)) return null;
  try {
    unlinkSync(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  return listen(path);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}
