import { parseArgs } from 'node:util';
import { kinds, pointOf, policies, type Kind, type Policy } from './points.js';

export interface LabOptions {
  readonly json: boolean;
  readonly seed: number;
  /** One point alone; null: all. */
  readonly point: number | null;
  readonly kinds: readonly Kind[];
  readonly policies: readonly Policy[];
  /** So many points, picked by the seed; null: all. */
  readonly sample: number | null;
  /** No new point is begun after so long; null: without bound. */
  readonly minutes: number | null;
  /** Where tried points are noted; a run with the same file goes on after them. */
  readonly resume: string | null;
}

const defaultMinutes = 15;

export const usage = `Usage: npm run faults [-- OPTIONS]

Runs whole upgrades that fail at each call to the card's module, each in its own way, and judges what is left (docs/fault-lab.md).

  --seed S          order of the points, and what is left to chance in each (default 1)
  --point N         one point alone, by the number that a run printed, with the same seed
  --kinds A,B       only these faults: ${kinds.slice(0, 5).join(', ')},
                    ${kinds.slice(5).join(', ')}
  --policy A,B      only these policies of the server for keys and old certificates: ${policies.join(', ')}
  --sample K        so many points, picked by the seed
  --minutes M       begin no new point after M minutes (default ${defaultMinutes}; 0: no bound; all of it takes hours)
  --resume FILE     note what was tried in FILE; when it is there, go on after what it says
  --json            one JSON object on standard output: {"points":n,"survived":n,"failures":[…]}
  --help            this text
`;

export class UsageError extends Error {}

/** @throws UsageError naming the option */
export function readOptions(args: readonly string[]): LabOptions | 'help' {
  const values = parse(args);
  if (values.help === true) return 'help';
  const point = values.point === undefined ? null : wholeNumber('--point', values.point);
  if (point !== null && pointOf(point) === null) throw new UsageError(`--point ${point}: there is no such point.`);
  const minutes = values.minutes === undefined ? defaultMinutes : wholeNumber('--minutes', values.minutes);
  return {
    json: values.json ?? false,
    seed: values.seed === undefined ? 1 : wholeNumber('--seed', values.seed),
    point,
    kinds: wordsOf('--kinds', values.kinds, kinds),
    policies: wordsOf('--policy', values.policy, policies),
    sample: values.sample === undefined ? null : wholeNumber('--sample', values.sample),
    minutes: minutes === 0 ? null : minutes,
    resume: values.resume ?? null,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string' },
        point: { type: 'string' },
        kinds: { type: 'string' },
        policy: { type: 'string' },
        sample: { type: 'string' },
        minutes: { type: 'string' },
        resume: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    // Node explains at length; its first sentence says it all.
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${(message.split('. ')[0] ?? message).replace(/\.$/, '')}.`);
  }
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new UsageError(`${name} "${text}": give a whole number.`);
  return Number(text);
}

/** Left out: all of them. */
function wordsOf<Word extends string>(name: string, text: string | undefined, known: readonly Word[]): readonly Word[] {
  if (text === undefined) return known;
  return text.split(',').map((part) => {
    const word = known.find((one) => one === part.trim());
    if (word === undefined) throw new UsageError(`${name} "${part.trim()}": give one or more of ${known.join(', ')}.`);
    return word;
  });
}
