import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { House, PreparedCard } from './house.js';
import type { LabOptions } from './options.js';
import { describePoint, numberOf, pointOf, type Place, type Point, type Policy } from './points.js';
import { PointRun, type PointResult } from './run-point.js';
import { inOrder, pointsOf, survey } from './survey.js';
import type { Failure, Tried } from './tried-points.js';

/** So many points share a search of the server's files, which are large by then. */
const pointsBetweenSearches = 25;

/** One after the other: a card, and a house for each policy when it is first needed. Two lanes never meet. */
class Lane {
  private card: Promise<PreparedCard> | null = null;
  private readonly houses = new Map<Policy, Promise<House>>();
  private runs = 0;
  private last: Point | null = null;

  constructor(
    private readonly folder: string,
    private readonly kept: string,
    private readonly seed: number,
  ) {}

  house(policy: Policy): Promise<House> {
    const open = this.houses.get(policy) ?? this.build(policy);
    this.houses.set(policy, open);
    return open;
  }

  private async build(policy: Policy): Promise<House> {
    this.card ??= PreparedCard.make(join(this.folder, 'c'));
    return House.open(join(this.folder, policy), policy, await this.card);
  }

  async survey(policy: Policy): Promise<Place[]> {
    return survey(await this.house(policy), this.newFolder());
  }

  async tryPoint(point: Point): Promise<Tried> {
    const house = await this.house(point.policy);
    const folder = this.newFolder();
    const number = numberOf(point);
    const { isReached, problems } = await this.runIn(house, folder, point);
    const all = this.runs % pointsBetweenSearches === 0 ? [...problems, ...leaksOf(house)] : problems;
    this.last = point;
    if (all.length > 0) this.keep(folder, house, number);
    rmSync(folder, { recursive: true, force: true });
    return { point: number, isReached, failure: this.failureOf(point, all) };
  }

  /** A point that can't be judged is a failed one; the others are tried all the same. */
  private async runIn(house: House, folder: string, point: Point): Promise<Pick<PointResult, 'isReached' | 'problems'>> {
    try {
      return await new PointRun(house, folder).run(point, this.seed + numberOf(point));
    } catch (error) {
      return {
        isReached: true,
        problems: [`not judged: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`],
      };
    }
  }

  /** What the servers wrote since the last search; told as a failure of the last point. */
  async lastSearch(): Promise<Tried | null> {
    const houses = await Promise.all(this.houses.values());
    const problems = houses.flatMap(leaksOf);
    if (this.last === null || problems.length === 0) return null;
    return { point: numberOf(this.last), isReached: true, failure: this.failureOf(this.last, problems) };
  }

  private failureOf(point: Point, problems: readonly string[]): Failure | null {
    if (problems.length === 0) return null;
    const number = numberOf(point);
    const repeat = `npm run faults -- --seed ${this.seed} --point ${number}`;
    return { point: number, name: describePoint(point), problems: [...problems], repeat };
  }

  private newFolder(): string {
    this.runs += 1;
    return join(this.folder, String(this.runs));
  }

  /** What a failed point left, for whoever looks for the reason. */
  private keep(folder: string, house: House, number: number): void {
    const place = join(this.kept, String(number));
    mkdirSync(this.kept, { recursive: true, mode: 0o700 });
    rmSync(place, { recursive: true, force: true });
    cpSync(folder, place, { recursive: true, filter: (source) => !source.endsWith('listener') });
    cpSync(house.logFile, join(place, 'server.log'));
  }

  async close(): Promise<void> {
    for (const opening of this.houses.values()) await (await opening).close();
  }
}

function leaksOf(house: House): string[] {
  return house.secretsFound().map((place) => `a PIN was written, in this point or one before it: ${place}`);
}

const laneCount = 2;

/** Tries points in lanes beside each other. */
export class Lab {
  private readonly lanes: readonly Lane[];

  /** @param kept folder where what failed points left is kept */
  constructor(
    folder: string,
    kept: string,
    private readonly options: Pick<LabOptions, 'seed' | 'point' | 'kinds' | 'policies' | 'sample'>,
  ) {
    this.lanes = Array.from({ length: laneCount }, (_, index) => new Lane(join(folder, String(index)), kept, options.seed));
  }

  /** The points that the options ask for, in the order in which they are tried. @throws SurveyError */
  async points(): Promise<Point[]> {
    const { point, policies, sample, seed } = this.options;
    const single = point === null ? null : pointOf(point);
    if (single !== null) return [single];
    const all: Point[] = [];
    for (const [index, policy] of policies.entries()) {
      const places = await this.lanes[index % this.lanes.length]?.survey(policy);
      all.push(...pointsOf(policy, places ?? [], this.options));
    }
    return inOrder(all, seed).slice(0, sample ?? all.length);
  }

  /** @param mayGoOn asked before each point */
  async tryAll(points: readonly Point[], mayGoOn: () => boolean, onTried: (tried: Tried) => void): Promise<void> {
    const left = [...points];
    const work = async (lane: Lane): Promise<void> => {
      for (let point = left.shift(); point !== undefined && mayGoOn(); point = left.shift()) onTried(await lane.tryPoint(point));
      const leak = await lane.lastSearch();
      if (leak !== null) onTried(leak);
    };
    await Promise.all(this.lanes.slice(0, points.length).map(work));
  }

  async close(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.close()));
  }
}
