import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compiledProgram } from '../pkcs11/compiled-program.js';
import { claimCard } from './card-claim.js';
import { addressOf, claim } from './local-claim.js';
import { Clock } from './clock.js';
import { remoteDesktop } from './remote-desktop.js';

const identity = (serialNumber: string) => ({
  authentication: { serialNumber, label: 'Kort (Legitimering)' },
  signature: { serialNumber, label: 'Kort (Underskrift)' },
});

describe('the claim of a card', () => {
  it('is held by one, and free for the next when released', async () => {
    const card = identity(`claim ${process.pid} 1`);
    const first = await claimCard(card);
    expect(first).not.toBeNull();
    expect(await claimCard(card)).toBeNull();
    const other = await claimCard(identity(`claim ${process.pid} 2`));
    expect(other).not.toBeNull();
    await first?.release();
    const second = await claimCard(card);
    expect(second).not.toBeNull();
    await Promise.all([second?.release(), other?.release()]);
  });

  it('is let go of although somebody who asked who holds it never hangs up', async () => {
    const name = `claim ${process.pid} 4`;
    const first = await claim(name);
    const socket = connect({ path: addressOf(name), allowHalfOpen: true });
    await once(socket, 'data');
    await first?.release();
    const second = await claim(name);
    expect(second).not.toBeNull();
    await second?.release();
    socket.destroy();
  });

  it('ends with the process that holds it, however that ends', async () => {
    const card = identity(`claim ${process.pid} 3`);
    const folder = mkdtempSync(join(tmpdir(), 'kortlots-claim-'));
    const program = join(folder, 'holder.mjs');
    const module = pathToFileURL(compiledProgram('../surroundings/card-claim.js', import.meta.url)).href;
    writeFileSync(
      program,
      `import { claimCard } from ${JSON.stringify(module)};
       process.send(await claimCard(${JSON.stringify(card)}) !== null); setInterval(() => undefined, 1000);`,
    );
    const holder = fork(program, { execArgv: [] });
    expect(await message(holder)).toBe(true);
    expect(await claimCard(card)).toBeNull();
    const ended = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGKILL');
    await ended;
    const claim = await claimCard(card);
    expect(claim).not.toBeNull();
    await claim?.release();
    rmSync(folder, { recursive: true, force: true });
  });
});

function message(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error('The holder ended')));
  });
}

describe('the clock', () => {
  const year = 365 * 86_400_000;
  const local = Date.parse('2026-11-24T12:00:00Z');
  const header = (offset: number) => new Date(local + offset).toUTCString();

  it.each([
    ['right', 0, 0],
    ['off by some minutes', 4 * 60_000, 0],
    ['five years behind', 5 * year, 5 * year],
    ['five years ahead', -5 * year, -5 * year],
  ])('of a PC that is %s', (_, offset, expected) => {
    const corrections: number[] = [];
    const clock = new Clock(
      (milliseconds) => corrections.push(milliseconds),
      () => local,
    );
    for (const text of [header(offset), header(offset + 1_000), null, 'no date']) clock.heard(text);
    expect(clock.now().getTime()).toBe(local + expected);
    expect(corrections).toEqual(expected === 0 ? [] : [expected]);
  });

  it('is believed again when somebody sets it right', () => {
    let now = local - year;
    const clock = new Clock(
      () => undefined,
      () => now,
    );
    clock.heard(header(0));
    expect(clock.now().getTime()).toBe(local);
    now = local;
    clock.heard(header(0));
    expect(clock.offset).toBe(0);
  });
});

describe('a remote desktop', () => {
  it.each<[Record<string, string>, NodeJS.Platform, string | null]>([
    [{ SESSIONNAME: 'Console' }, 'win32', null],
    [{ SESSIONNAME: 'RDP-Tcp#12' }, 'win32', 'Remote Desktop (RDP-Tcp#12)'],
    [{ SESSIONNAME: 'ICA-CGP#3' }, 'win32', 'Citrix (ICA-CGP#3)'],
    [{ SESSIONNAME: 'RDP-Tcp#12' }, 'linux', null],
    [{ XRDP_SESSION: '1' }, 'linux', 'xrdp'],
    [{ SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' }, 'linux', null],
    [{ XRDP_SESSION: '' }, 'linux', null],
  ])('%j on %s: %s', (environment, platform, expected) => {
    expect(remoteDesktop(environment, platform)).toBe(expected);
  });
});
