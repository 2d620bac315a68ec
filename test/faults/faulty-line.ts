import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { operations, type Operation, type Phase } from './points.js';

/** At which request something happens; what happens is the listener's. The request, or its answer, is lost in any case. */
export interface Trap {
  readonly operation: Operation;
  readonly number: number;
  readonly phase: Phase;
  readonly onReached: () => void;
}

const operationIn = /(?:mutation|query) (\w+)/;
/** Characters of a request in which its operation is named. */
const looksBack = 16_384;

/** The line between agent and server: counts what is asked, loses a request or an answer, and can be cut. */
export class FaultyLine {
  private readonly sockets = new Set<Socket>();
  private readonly counts = new Map<string, number>();
  private server: Server | null = null;
  private target = 0;
  private trap: Trap | null = null;
  private isCut = false;
  private onRefused: (() => void) | null = null;

  /** @returns the port that it listens on */
  async listen(): Promise<number> {
    const server = createServer((client) => this.join(client));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  leadTo(port: number): void {
    this.target = port;
  }

  /** Counts from one again; nothing is in the way. */
  reset(trap: Trap | null = null): void {
    this.counts.clear();
    this.trap = trap;
    this.isCut = false;
    this.onRefused = null;
  }

  /** Breaks every connection and refuses new ones until `restore`. @param onRefused called for each that is refused */
  cut(onRefused: () => void): void {
    this.isCut = true;
    this.onRefused = onRefused;
    for (const socket of this.sockets) socket.destroy();
  }

  restore(): void {
    this.isCut = false;
    this.onRefused = null;
  }

  countOf(operation: Operation): number {
    return this.counts.get(operation) ?? 0;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => (this.server ? this.server.close(resolve) : resolve(undefined)));
  }

  /** Led on, or refused, when it has said something: a connection that ends before that is a fault of its own. */
  private join(client: Socket): void {
    this.keep(client, client);
    client.once('data', (chunk: Buffer) => {
      if (!this.isCut) return this.leadOn(client, chunk);
      client.destroy();
      this.onRefused?.();
    });
  }

  private leadOn(client: Socket, first: Buffer): void {
    const upstream = connect(this.target, '127.0.0.1');
    const line = { asked: '', losesAnswer: false };
    this.keep(client, upstream);
    this.keep(upstream, client);
    const send = (chunk: Buffer): void => {
      if (!this.isLost(line, chunk)) upstream.write(chunk);
    };
    send(first);
    client.on('data', send);
    upstream.on('data', (chunk: Buffer) => {
      if (line.losesAnswer) this.spring(client);
      else client.write(chunk);
    });
  }

  /** Notes what is asked. @returns whether the request goes no further */
  private isLost(line: { asked: string; losesAnswer: boolean }, chunk: Buffer): boolean {
    line.asked = (line.asked + chunk.toString('latin1')).slice(-looksBack);
    const named = operationIn.exec(line.asked)?.[1];
    if (named === undefined) return false;
    line.asked = '';
    const operation = operations.find((name) => name === named);
    if (operation === undefined) return false;
    this.counts.set(operation, this.countOf(operation) + 1);
    const { trap } = this;
    if (trap?.operation !== operation || trap.number !== this.countOf(operation)) return false;
    if (trap.phase === 'before') this.spring(null);
    else line.losesAnswer = true;
    return trap.phase === 'before';
  }

  private spring(client: Socket | null): void {
    const { trap } = this;
    this.trap = null;
    client?.destroy();
    trap?.onReached();
  }

  private keep(socket: Socket, other: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => other.destroy());
    socket.on('end', () => other.end());
    socket.on('close', () => {
      this.sockets.delete(socket);
      other.destroy();
    });
  }
}
