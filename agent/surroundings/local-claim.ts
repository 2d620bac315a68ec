import { createHash } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode } from '../config/error-code.js';

/** Something that one process of this PC holds at a time, and lets go of. */
export interface LocalClaim {
  release(): Promise<void>;
}

/**
 * Claims a name by listening on a local socket of that name: the system lets go of it when the process ends, however it
 * ends, so that no claim outlives its process, and none needs a disk.
 * @returns null while another process holds it.
 */
export async function claim(name: string): Promise<LocalClaim | null> {
  const address = addressOf(name);
  const server = (await listen(address)) ?? (isFile(address) ? await listenAnew(address) : null);
  if (server === null) return null;
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** The process that holds the name, as it says itself; null when nobody does, or it does not say. */
export async function holderOf(name: string): Promise<number | null> {
  const said = (await ask(addressOf(name))) ?? '';
  return /^[0-9]+$/.test(said) ? Number(said) : null;
}

/** Where the name is listened for. */
export function addressOf(name: string): string {
  const socket = `kortlots-${createHash('sha256').update(name).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${socket}`;
  // Linux has names outside the file system, which vanish with their process.
  if (process.platform === 'linux') return `\0${socket}`;
  return join(tmpdir(), `${socket}.sock`);
}

function isFile(address: string): boolean {
  return address.startsWith('/');
}

/** Whoever comes is told which process this is. @returns null when somebody listens there already. */
function listen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      // Whoever asks and never hangs up must not keep the claim from being let go of.
      socket.end(String(process.pid), () => socket.destroy());
    });
    server.once('error', (error) => (errorCode(error) === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(address, () => resolve(server.unref()));
  });
}

/** A socket file outlives its process: when nobody answers there, it is taken over. */
async function listenAnew(path: string): Promise<Server | null> {
  if ((await ask(path)) !== null) return null;
  try {
    unlinkSync(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  return listen(path);
}

/** What is said there; null when nobody listens. A holder that is stopped says nothing, and holds all the same. */
function ask(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(address);
    socket.setTimeout(millisecondsToAnswer, () => {
      socket.destroy();
      resolve(said);
    });
    socket.on('data', (chunk) => (said += chunk.toString('latin1')));
    socket.once('end', () => resolve(said));
    socket.once('error', () => resolve(null));
  });
}

const millisecondsToAnswer = 1_000;
