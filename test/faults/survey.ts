import type { House } from './house.js';
import {
  kinds,
  looks,
  numberOf,
  operations,
  phases,
  policies,
  type Kind,
  type Operation,
  type Phase,
  type Place,
  type Point,
  type Policy,
} from './points.js';
import { randomFrom } from './random.js';
import { PointRun } from './run-point.js';
import type { ShimCall } from './shim.js';

export class SurveyError extends Error {}

/** Runs an upgrade in which nothing fails. @returns all places where something can @throws SurveyError when it is not perfect */
export async function survey(house: House, folder: string): Promise<Place[]> {
  const run = new PointRun(house, folder);
  const { problems, ending, faultsShown } = await run.run(null);
  if (problems.length > 0 || ending?.kind !== 'DONE')
    throw new SurveyError(`An upgrade without a fault fails: ${[...problems, ...faultsShown].join('; ')}`);
  return [...placesOfCalls(run.shim.calls()), ...placesOfRequests((operation) => run.countOf(operation))];
}

function placesOfCalls(calls: readonly ShimCall[]): Place[] {
  const places: Place[] = [];
  const seen = new Set<string>();
  for (const { number, isLook, functionName } of calls) {
    const look = looks.find((name) => name === functionName);
    const name = `${number} ${isLook ? functionName : ''}`;
    if (seen.has(name)) continue;
    seen.add(name);
    if (!isLook) places.push({ at: 'call', number, functionName });
    else if (look !== undefined) places.push({ at: 'look', number, functionName: look });
  }
  return places;
}

function placesOfRequests(countOf: (operation: Operation) => number): Place[] {
  return operations.flatMap((operation) =>
    Array.from({ length: countOf(operation) }, (_, index) => ({ at: 'request', number: index + 1, operation }) as const),
  );
}

const kindsOfRequests: readonly Kind[] = ['agent-killed', 'connection-cut', 'server-killed'];
/** Nobody but the card is concerned in a look. */
const kindsOfLooks: readonly Kind[] = ['card-removed', 'module-crash', 'hang', 'general-error', 'device-error', 'agent-killed'];

/** What these give is lost either way, and nothing else: after them is as before them. */
const readers: readonly string[] = [
  'C_GetInfo',
  'C_GetMechanismList',
  'C_GetMechanismInfo',
  'C_GetSessionInfo',
  'C_GetAttributeValue',
  'C_FindObjects',
];

function changesNothing(place: Place): boolean {
  return place.at === 'look' || (place.at === 'call' && readers.includes(place.functionName));
}

export interface Wanted {
  readonly kinds: readonly Kind[];
  readonly policies: readonly Policy[];
}

export function pointsOf(policy: Policy, places: readonly Place[], wanted: Wanted): Point[] {
  return places.flatMap((place) => {
    const possible = place.at === 'call' ? kinds : place.at === 'look' ? kindsOfLooks : kindsOfRequests;
    const when: readonly Phase[] = changesNothing(place) ? ['before'] : phases;
    return possible
      .filter((kind) => wanted.kinds.includes(kind))
      .flatMap((kind) => when.map((phase): Point => ({ policy, place, kind, phase })));
  });
}

/** What changes the card, or what the server holds, comes first: a run that is cut short has then tried what matters most. */
const telling: readonly string[] = [
  'C_Initialize',
  'C_OpenSession',
  'C_Login',
  'C_Logout',
  'C_CreateObject',
  'C_DestroyObject',
  'C_SetAttributeValue',
  'C_GenerateKeyPair',
  'C_SignInit',
  'C_Sign',
];

/** How often these are asked depends on time. */
const uneven: readonly Operation[] = ['ReportEvents', 'CurrentSession'];

function isTelling({ place }: Point): boolean {
  return place.at === 'request' ? !uneven.includes(place.operation) : place.at === 'call' && telling.includes(place.functionName);
}

/** Of five points three are of the first policy: making keys takes its time. */
const turns: readonly Policy[] = ['reuse', 'generate', 'reuse', 'replace', 'reuse'];

/**
 * The order in which points are tried: by the seed, each kind and policy in its turn. What places there are differs a little
 * from run to run (looks, reports of events); that moves no other point before or after another.
 */
export function inOrder(points: readonly Point[], seed: number): Point[] {
  const queues = new Map<Policy, Point[]>(policies.map((policy) => [policy, byTurns(points, policy, seed)]));
  const order: Point[] = [];
  for (let turn = 0; order.length < points.length; turn += 1) {
    const next = queues.get(turns[turn % turns.length] ?? 'reuse')?.shift();
    if (next !== undefined) order.push(next);
  }
  return order;
}

function byTurns(points: readonly Point[], policy: Policy, seed: number): Point[] {
  const own = points
    .filter((point) => point.policy === policy)
    .map((point) => ({ point, rank: randomFrom(seed * 7919 + numberOf(point))() + (isTelling(point) ? 0 : 1) }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ point }) => point);
  const queues = kinds.map((kind) => own.filter((point) => point.kind === kind));
  const order: Point[] = [];
  while (order.length < own.length) for (const queue of queues) order.push(...queue.splice(0, 1));
  return order;
}
