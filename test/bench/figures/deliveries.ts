import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { Stage } from '../../../scripts/stage/stage.js';
import { boardMessage, openSockets } from '../bare-ws-load.js';
import type { Figure } from '../figure.js';
import { openBoards, post, ReportingAgent, signIn } from '../kortlots-load.js';
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

/** Runs the load with a second to warm up. @returns messages per CPU-second of the process `pid` */
async function perCpuSecond(
  pid: number,
  load: DeliveryLoad,
  count: () => number,
  send: (index: number) => void,
): Promise<number> {
  await pace(load.eventsPerSecond, 1, send);
  const [messages, cpu] = [count(), cpuSeconds(pid)];
  await pace(load.eventsPerSecond, load.seconds, send);
  return (count() - messages) / (cpuSeconds(pid) - cpu);
}

async function onKortlots(folder: string, load: DeliveryLoad): Promise<number> {
  const stage = new Stage(folder, { port: null, keyPolicy: 'REUSE', card: false });
  try {
    await stage.choosePort();
    await stage.startServer();
    const cookie = await signIn(stage.url, await stage.addStaff('bench', 'Bench Benchsson'));
    const agent = await ReportingAgent.open(stage.url);
    let delivered = 0;
    const boards = await openBoards(stage.url, cookie, load.boards, (_, data) => {
      if (isDelivery(data)) delivered += 1;
    });
    const failures: unknown[] = [];
    let reported = Promise.resolve();
    const send = () => {
      reported = reported.then(() => agent.report()).catch((error: unknown) => void failures.push(error));
    };
    const result = await perCpuSecond(stage.server?.process.pid ?? 0, load, () => delivered, send);
    await reported;
    if (failures.length > 0) throw new Error(`${failures.length} events were refused, first: ${String(failures[0])}`);
    for (const board of boards) await board.dispose();
    return result;
  } finally {
    await stage.clear();
  }
}

async function onBareWs(folder: string, load: DeliveryLoad): Promise<number> {
  const reference = await startReference(new URL('../reference/bare-ws.js', import.meta.url), `${folder}/bare.sqlite`);
  let delivered = 0;
  const agents = await openSockets(reference.port, '/agent', 1, () => undefined);
  const boards = await openSockets(reference.port, '/board', load.boards, (_, data) => {
    if (isDelivery(data)) delivered += 1;
  });
  try {
    return await perCpuSecond(
      reference.pid,
      load,
      () => delivered,
      (index) => agents[0]?.send(boardMessage('session', index)),
    );
  } finally {
    for (const socket of [...agents, ...boards]) socket.terminate();
    await reference.stop();
  }
}

async function onStockNest(folder: string, load: DeliveryLoad): Promise<number> {
  const reference = await startReference(new URL('../reference/stock-nest.js', import.meta.url), `${folder}/stock.sqlite`);
  const url = `http://127.0.0.1:${reference.port}`;
  let delivered = 0;
  class CountingSocket extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { perMessageDeflate: false });
      this.on('message', (data: Buffer) => {
        if (isDelivery(data)) delivered += 1;
      });
    }
  }
  const query = `subscription { board { revision sessions { id revision state pairingCode step stepStartedAt openedAt lastEventAt faultCode agentConnected installedCertificates } } }`;
  const clients = Array.from({ length: load.boards }, () =>
    createClient({ url: `ws://127.0.0.1:${reference.port}/graphql`, webSocketImpl: CountingSocket, lazy: false }),
  );
  try {
    for (const client of clients)
      client.subscribe(
        { query },
        {
          next: () => undefined,
          error: (error) => {
            throw new Error(JSON.stringify(error));
          },
          complete: () => undefined,
        },
      );
    const report = async () =>
      post(url, 'mutation Report($sentAt: String!) { report(sentAt: $sentAt) }', { sentAt: new Date().toISOString() });
    await reachAll(report, () => delivered, load.boards);
    const failures: unknown[] = [];
    const result = await perCpuSecond(
      reference.pid,
      load,
      () => delivered,
      () => void report().catch((error: unknown) => failures.push(error)),
    );
    if (failures.length > 0) throw new Error(`${failures.length} events were refused, first: ${String(failures[0])}`);
    return result;
  } finally {
    for (const client of clients) client.terminate();
    await reference.stop();
  }
}

/** Reports until one report has reached every board: only then have all of them subscribed. */
async function reachAll(report: () => Promise<unknown>, count: () => number, boards: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const before = count();
    await report();
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (count() - before >= boards) return;
  }
  throw new Error('The reference did not accept all subscriptions.');
}

/** A graphql-ws `next` message; pings and acknowledgements are no deliveries. */
function isDelivery(data: Buffer): boolean {
  return data.includes('"next"');
}
