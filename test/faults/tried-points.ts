import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseJson } from '../../agent/config/parse-json.js';

const failure = z.object({ point: z.number(), name: z.string(), problems: z.array(z.string()), repeat: z.string() });
export type Failure = z.infer<typeof failure>;

const head = z.object({ seed: z.number() });
const line = z.object({ point: z.number(), isReached: z.boolean(), failure: failure.nullable() });
export type Tried = z.infer<typeof line>;

/** What can't be gone on with. The message says why, in one line. */
export class ResumeError extends Error {}

/** What was tried so far: in memory, and in a file when a run shall be gone on with later. */
export class TriedPoints {
  private constructor(
    private readonly file: string | null,
    private readonly byPoint: Map<number, Tried>,
  ) {}

  /** @throws ResumeError when the file is of another seed, or no such file */
  static open(file: string | null, seed: number): TriedPoints {
    if (file === null) return new TriedPoints(null, new Map());
    if (!existsSync(file)) {
      appendFileSync(file, `${JSON.stringify({ seed })}\n`);
      return new TriedPoints(file, new Map());
    }
    const [first = '', ...lines] = readFileSync(file, 'utf8').split('\n');
    const begun = head.safeParse(parseJson(first));
    if (!begun.success) throw new ResumeError(`${file} was not written by this command. Give another file with --resume.`);
    if (begun.data.seed !== seed)
      throw new ResumeError(`${file} is of seed ${begun.data.seed}. Go on with --seed ${begun.data.seed}.`);
    // A torn last line is a point that is tried again.
    const read = lines.flatMap((text) => line.safeParse(parseJson(text)).data ?? []);
    return new TriedPoints(file, new Map(read.map((tried) => [tried.point, tried])));
  }

  /** What is noted of a point later takes the place of what was noted before. */
  note(tried: Tried): void {
    this.byPoint.set(tried.point, tried);
    if (this.file !== null) appendFileSync(this.file, `${JSON.stringify(tried)}\n`);
  }

  has(point: number): boolean {
    return this.byPoint.has(point);
  }

  private get all(): Tried[] {
    return [...this.byPoint.values()];
  }

  /** Points at which the fault happened; at the others the upgrade took another way, which proves nothing. */
  get reached(): number {
    return this.all.filter(({ isReached }) => isReached).length;
  }

  get unreached(): number {
    return this.all.length - this.reached;
  }

  get failures(): Failure[] {
    return this.all.flatMap((tried) => tried.failure ?? []);
  }

  get survived(): number {
    return this.reached - this.all.filter((tried) => tried.isReached && tried.failure !== null).length;
  }
}
