/** What fails in a point, with the words that the command line takes. */
export const kinds = [
  'card-removed',
  'module-crash',
  'hang',
  'general-error',
  'device-error',
  'agent-killed',
  'connection-cut',
  'server-killed',
] as const;
export type Kind = (typeof kinds)[number];

export const policies = ['reuse', 'generate', 'replace'] as const;
/** `replace`: the card's keys are used again, and replaced certificates removed. */
export type Policy = (typeof policies)[number];

export const phases = ['before', 'after'] as const;
export type Phase = (typeof phases)[number];

/** Calls that only look at the readers: they do not count, as how many there are depends on time. */
export const looks = ['C_GetSlotList', 'C_GetSlotInfo', 'C_GetTokenInfo', 'C_WaitForSlotEvent'] as const;
type Look = (typeof looks)[number];

/** What the agent asks the server in an upgrade. */
export const operations = [
  'OpenSession',
  'CurrentSession',
  'ReportEvents',
  'RequestChallenge',
  'SignIn',
  'AcceptTerms',
  'RequestCertificate',
  'ConfirmInstallation',
  'FinishSession',
] as const;
export type Operation = (typeof operations)[number];

/**
 * Where a fault happens: at the n-th call that counts, at the first look of its kind after n such calls, or at the k-th
 * request of its kind to the server (`before` it arrives there, `after`: before its answer arrives here).
 */
export type Place =
  | { readonly at: 'call'; readonly number: number; readonly functionName: string }
  | { readonly at: 'look'; readonly number: number; readonly functionName: Look }
  | { readonly at: 'request'; readonly number: number; readonly operation: Operation };

export interface Point {
  readonly policy: Policy;
  readonly place: Place;
  readonly kind: Kind;
  readonly phase: Phase;
}

const longestNumber = 1_000_000_000;
/** Places of one number: the call, each look after it, each request. */
const placesOfNumber = 16;

/** The whole point in one number, whatever else was run: what repeats it. */
export function numberOf({ policy, place, kind, phase }: Point): number {
  const kindOfPlace =
    place.at === 'call'
      ? 0
      : place.at === 'look'
        ? 1 + looks.indexOf(place.functionName)
        : 1 + looks.length + operations.indexOf(place.operation);
  const placeNumber = place.number * placesOfNumber + kindOfPlace;
  const kindNumber = placeNumber * kinds.length + kinds.indexOf(kind);
  return (kindNumber * phases.length + phases.indexOf(phase)) * policies.length + policies.indexOf(policy);
}

/** @returns null when no point has that number */
export function pointOf(number: number): Point | null {
  if (!Number.isInteger(number) || number < 0 || number > longestNumber) return null;
  const [rest, policy] = take(number, policies);
  const [kindNumber, phase] = take(rest, phases);
  const [placeNumber, kind] = take(kindNumber, kinds);
  const place = placeOf(Math.floor(placeNumber / placesOfNumber), placeNumber % placesOfNumber);
  if (place === null || policy === undefined || phase === undefined || kind === undefined) return null;
  return { policy, place, kind, phase };
}

function take<T>(number: number, words: readonly T[]): [number, T | undefined] {
  return [Math.floor(number / words.length), words[number % words.length]];
}

function placeOf(number: number, kindOfPlace: number): Place | null {
  if (kindOfPlace === 0) return { at: 'call', number, functionName: '' };
  const look = looks[kindOfPlace - 1];
  if (look !== undefined) return { at: 'look', number, functionName: look };
  const operation = operations[kindOfPlace - 1 - looks.length];
  return operation === undefined ? null : { at: 'request', number, operation };
}

/** For people: `reuse, after call 41 (C_Sign): hang`. */
export function describePoint({ policy, place, kind, phase }: Point): string {
  const what =
    place.at === 'call'
      ? `call ${place.number}${place.functionName === '' ? '' : ` (${place.functionName})`}`
      : place.at === 'look'
        ? `the first ${place.functionName} after call ${place.number}`
        : `request ${place.number} of ${place.operation}`;
  return `${policy}, ${phase} ${what}: ${kind}`;
}
