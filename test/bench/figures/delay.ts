import { Stage } from '../../../scripts/stage/stage.js';
import { boardMessage, openSockets } from '../bare-ws-load.js';
import { Delays } from '../delays.js';
import type { Figure } from '../figure.js';
import { openBoards, ReportingAgent, signIn } from '../kortlots-load.js';
import { pace } from '../pace.js';
import { startReference, withFolder } from '../process.js';
import { quantile, round } from '../statistics.js';

const WARM_UP_SECONDS = 10;

export interface DelayLoad {
  readonly agents: number;
  readonly boards: number;
  readonly eventsPerSecond: number;
  readonly seconds: number;
}

/** Event → staff delay, the same load on the server and on a bare `ws` server with an SQLite insert for each event. */
export async function measureDelay(load: DelayLoad): Promise<Figure> {
  const bare = await withFolder((folder) => bareDelays(folder, load));
  const ours = await withFolder((folder) => kortlotsDelays(folder, load));
  return {
    name: 'delay',
    meaning: `event → staff delay with ${load.agents} agents and ${load.boards} boards, p99 ÷ the same for bare ws with an SQLite insert`,
    ratio: round(quantile(ours, 0.99) / quantile(bare, 0.99)),
    aim: { below: 3 },
    measured: {
      eventsPerSecond: load.eventsPerSecond,
      samples: ours.length,
      medianMilliseconds: round(quantile(ours, 0.5), 2),
      p99Milliseconds: round(quantile(ours, 0.99), 2),
      bareMedianMilliseconds: round(quantile(bare, 0.5), 2),
      bareP99Milliseconds: round(quantile(bare, 0.99), 2),
      medianRatio: round(quantile(ours, 0.5) / quantile(bare, 0.5)),
    },
  };
}

async function kortlotsDelays(folder: string, load: DelayLoad): Promise<number[]> {
  const stage = new Stage(folder, { port: null, keyPolicy: 'REUSE', card: false });
  try {
    await stage.choosePort();
    await stage.startServer();
    const cookie = await signIn(stage.url, await stage.addStaff('bench', 'Bench Benchsson'));
    const agents: ReportingAgent[] = [];
    for (let index = 0; index < load.agents; index += 1) agents.push(await ReportingAgent.open(stage.url));
    const delays = new Delays(load.boards);
    const boards = await openBoards(stage.url, cookie, load.boards, (board, data) => readRows(delays, board, data));
    const failures: unknown[] = [];
    const report = (index: number) => {
      const agent = agents[index % agents.length];
      if (agent === undefined) return;
      delays.sent(agent.sessionId);
      agent.report().catch((error: unknown) => failures.push(error));
    };
    const samples = await run(load, delays, report);
    if (failures.length > 0) throw new Error(`${failures.length} events were refused, first: ${String(failures[0])}`);
    for (const board of boards) await board.dispose();
    return samples;
  } finally {
    await stage.clear();
  }
}

async function bareDelays(folder: string, load: DelayLoad): Promise<number[]> {
  const reference = await startReference(new URL('../reference/bare-ws.js', import.meta.url), `${folder}/bare.sqlite`);
  const delays = new Delays(load.boards);
  const agents = await openSockets(reference.port, '/agent', load.agents, () => undefined);
  const boards = await openSockets(reference.port, '/board', load.boards, (board, data) => readRows(delays, board, data));
  try {
    return await run(load, delays, (index) => {
      const id = `session-${index % load.agents}`;
      delays.sent(id);
      agents[index % load.agents]?.send(boardMessage(id, index));
    });
  } finally {
    for (const socket of [...agents, ...boards]) socket.terminate();
    await reference.stop();
  }
}

/** Time for both servers' code to be compiled; then the measured time, then until everything has arrived (at most five seconds). */
async function run(load: DelayLoad, delays: Delays, send: (index: number) => void): Promise<number[]> {
  await pace(load.eventsPerSecond, WARM_UP_SECONDS, send);
  delays.start();
  await pace(load.eventsPerSecond, load.seconds, (index) => send(index + WARM_UP_SECONDS * load.eventsPerSecond));
  const giveUp = performance.now() + 5000;
  while (delays.missing > 0 && performance.now() < giveUp) await new Promise((resolve) => setTimeout(resolve, 10));
  if (delays.missing > 0) throw new Error(`${delays.missing} events never reached a board.`);
  return delays.milliseconds;
}

const idPattern = /"id":"([^"]+)","revision"/g;

function readRows(delays: Delays, board: number, data: Buffer): void {
  if (!delays.isMeasured(board)) return;
  for (const match of data.toString().matchAll(idPattern)) delays.arrived(board, match[1] ?? '');
}
