import type { Client } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { Stage } from '../../../scripts/stage/stage.js';
import { boardMessage, openSockets } from '../bare-ws-load.js';
import { boardDocument } from '../board-document.js';
import type { Figure } from '../figure.js';
import { claim, openBoards, openClients, post, ReportingAgent, signIn } from '../kortlots-load.js';
import { pace } from '../pace.js';
import { cpuSeconds, startReference, withFolder } from '../process.js';
import { round } from '../statistics.js';

export interface DeliveryLoad {
  readonly boards: number;
  readonly eventsPerSecond: number;
  readonly seconds: number;
}

/** Messages delivered per CPU-second of the serving process, to boards that all see the same, on three servers. */
export async function measureDeliveries(load: DeliveryLoad): Promise<Figure[]> {
  const bare = await withFolder((folder) => onBareWs(folder, load));
  const stock = await withFolder((folder) => onStockNest(folder, load));
  const ours = await withFolder((folder) => onKortlots(folder, load));
  const measured = { boards: load.boards, eventsPerSecond: load.eventsPerSecond, perCpuSecond: round(ours, 0) };
  return [
    {
      name: 'deliveries-to-bare',
      meaning: `messages delivered per CPU-second to ${load.boards} boards ÷ a bare ws broadcast with an SQLite insert`,
      ratio: round(ours / bare),
      aim: { above: 0.5 },
      measured: { ...measured, barePerCpuSecond: round(bare, 0) },
    },
    {
      name: 'deliveries-to-stock',
      meaning: `messages delivered per CPU-second to ${load.boards} boards ÷ stock NestJS and Apollo subscriptions with an SQLite insert`,
      ratio: round(ours / stock),
      aim: { above: 3 },
      measured: { ...measured, stockPerCpuSecond: round(stock, 0) },
    },
  ];
}

/**
 * Events before the measurement, to one board: V8 compiles what has run some thousand times, and a server that has run
 * for a day is what is of interest. The same for every server.
 */
const WARM_UP_EVENTS = 4_000;

/** One of the servers under the same load. */
interface Served {
  readonly pid: number;
  /** Stores an event that every board is shown; resolves when it is accepted. */
  send(index: number): Promise<void>;
  /** Opens so many more boards, each of which is following when it resolves. */
  openBoards(count: number): Promise<void>;
  /** Messages that have reached any board so far. */
  delivered(): number;
}

/** @returns messages per CPU-second of the serving process, user and system */
async function perCpuSecond(served: Served, load: DeliveryLoad): Promise<number> {
  await served.openBoards(1);
  for (let index = 0; index < WARM_UP_EVENTS; index += 1) await served.send(index);
  await served.openBoards(load.boards - 1);
  const failures: unknown[] = [];
  const send = (index: number) => void served.send(index).catch((error: unknown) => failures.push(error));
  await pace(load.eventsPerSecond, 2, send);
  const [messages, cpu] = [served.delivered(), cpuSeconds(served.pid)];
  await pace(load.eventsPerSecond, load.seconds, send);
  const result = (served.delivered() - messages) / (cpuSeconds(served.pid) - cpu);
  if (failures.length > 0) throw new Error(`${failures.length} events were refused, first: ${String(failures[0])}`);
  return result;
}

async function onKortlots(folder: string, load: DeliveryLoad): Promise<number> {
  const stage = new Stage(folder, { port: null, keyPolicy: 'REUSE', card: false });
  const clients: Client[] = [];
  let delivered = 0;
  const count = (_: number, data: Buffer) => void (delivered += isDelivery(data) ? 1 : 0);
  try {
    await stage.choosePort();
    await stage.startServer();
    const pid = stage.server?.process.pid;
    if (pid === undefined) throw new Error('The server did not start.');
    const cookie = await signIn(stage.url, await stage.addStaff('bench', 'Bench Benchsson'));
    const agent = await ReportingAgent.open(stage.url);
    await claim(stage.url, cookie, agent.sessionId);
    // An agent sends one batch after the other.
    let reported = Promise.resolve();
    const send = () => (reported = reported.then(() => agent.report()));
    const open = async (boards: number) => void clients.push(...(await openBoards(stage.url, cookie, boards, count)));
    return await perCpuSecond({ pid, send, openBoards: open, delivered: () => delivered }, load);
  } finally {
    for (const client of clients) await client.dispose();
    await stage.clear();
  }
}

async function onBareWs(folder: string, load: DeliveryLoad): Promise<number> {
  const reference = await startReference(new URL('../reference/bare-ws.js', import.meta.url), `${folder}/bare.sqlite`);
  const sockets: WebSocket[] = [];
  let delivered = 0;
  const count = (_: number, data: Buffer) => void (delivered += isDelivery(data) ? 1 : 0);
  const open = async (path: string, boards: number) =>
    void sockets.push(...(await openSockets(reference.port, path, boards, count)));
  try {
    await open('/agent', 1);
    const send = async (index: number) => {
      const before = delivered;
      sockets[0]?.send(boardMessage('session', index));
      // It answers nothing: that it was accepted shows on the boards.
      while (delivered === before) await new Promise(setImmediate);
    };
    const openMore = (boards: number) => open('/board', boards);
    return await perCpuSecond({ pid: reference.pid, send, openBoards: openMore, delivered: () => delivered }, load);
  } finally {
    for (const socket of sockets) socket.terminate();
    await reference.stop();
  }
}

async function onStockNest(folder: string, load: DeliveryLoad): Promise<number> {
  const reference = await startReference(new URL('../reference/stock-nest.js', import.meta.url), `${folder}/stock.sqlite`);
  const url = `http://127.0.0.1:${reference.port}`;
  const clients: Client[] = [];
  let delivered = 0;
  const failures: unknown[] = [];
  const sink = { next: () => undefined, error: (error: unknown) => void failures.push(error), complete: () => undefined };
  const send = async () =>
    void (await post(url, 'mutation Report($sentAt: String!) { report(sentAt: $sentAt) }', { sentAt: new Date().toISOString() }));
  const open = async (boards: number) => {
    const opened = await openClients(url, {}, boards, (_, data) => void (delivered += isDelivery(data) ? 1 : 0));
    clients.push(...opened);
    for (const client of opened) client.subscribe({ query: boardDocument(), variables: { after: 0 } }, sink);
    await reachAll(send, () => delivered, clients.length);
  };
  try {
    const result = await perCpuSecond({ pid: reference.pid, send, openBoards: open, delivered: () => delivered }, load);
    if (failures.length > 0) throw new Error(`${failures.length} subscriptions failed, first: ${JSON.stringify(failures[0])}`);
    return result;
  } finally {
    for (const client of clients) await client.dispose();
    await reference.stop();
  }
}

/** Reports until one report has reached every board: only then have all of them subscribed. */
async function reachAll(report: () => Promise<unknown>, count: () => number, boards: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const before = count();
    await report();
    const giveUp = performance.now() + 500;
    while (performance.now() < giveUp) {
      if (count() - before >= boards) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  throw new Error('The reference did not accept all subscriptions.');
}

/** A graphql-ws `next` message; pings and acknowledgements are no deliveries. */
function isDelivery(data: Buffer): boolean {
  return data.includes('"next"');
}
