import { Stage } from '../../../scripts/stage/stage.js';
import { boardMessage, openSockets } from '../bare-ws-load.js';
import type { Figure } from '../figure.js';
import { openBoards, openClients, post, ReportingAgent, signIn } from '../kortlots-load.js';
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

/** Events before the measurement: what matters is a server that has run for days, whose code is compiled. */
const WARM_UP = { eventsPerSecond: 50, seconds: 12 };

/** @returns messages per CPU-second of the process `pid`, after a warm-up that is the same for every server */
async function perCpuSecond(
  pid: number,
  load: DeliveryLoad,
  count: () => number,
  send: (index: number) => void,
): Promise<number> {
  await pace(WARM_UP.eventsPerSecond, WARM_UP.seconds, send);
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

/** What a board asks of the stock server; it has no snapshot, so that a subscription shows itself only by its first message. */
const stockDocument = `subscription { board { revision sessions {
  id revision state pairingCode step stepStartedAt openedAt lastEventAt faultCode agentConnected installedCertificates } } }`;

async function onStockNest(folder: string, load: DeliveryLoad): Promise<number> {
  const reference = await startReference(new URL('../reference/stock-nest.js', import.meta.url), `${folder}/stock.sqlite`);
  const url = `http://127.0.0.1:${reference.port}`;
  let delivered = 0;
  const failures: unknown[] = [];
  const clients = await openClients(url, {}, load.boards, (_, data) => {
    if (isDelivery(data)) delivered += 1;
  });
  const sink = {
    next: () => undefined,
    error: (error: unknown) => void failures.push(error),
    complete: () => undefined,
  };
  const report = () =>
    post(url, 'mutation Report($sentAt: String!) { report(sentAt: $sentAt) }', { sentAt: new Date().toISOString() });
  try {
    for (const client of clients) client.subscribe({ query: stockDocument }, sink);
    await reachAll(report, () => delivered, load.boards);
    const send = () => void report().catch((error: unknown) => failures.push(error));
    const result = await perCpuSecond(reference.pid, load, () => delivered, send);
    if (failures.length > 0) throw new Error(`${failures.length} operations failed, first: ${JSON.stringify(failures[0])}`);
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
