import type { TriedPoints } from './tried-points.js';

const width = 30;
const millisecondsBetweenLines = 60_000;

/** How far the lab is, on standard error: a bar in a terminal, a line each minute elsewhere. */
export class Progress {
  private saidAt = performance.now();
  private readonly startedAt = performance.now();

  constructor(
    private readonly tried: TriedPoints,
    private readonly total: number,
    private readonly stream: NodeJS.WriteStream = process.stderr,
  ) {}

  show(doneNow: number): void {
    if (this.stream.isTTY) {
      this.stream.write(`\r\x1b[K${this.bar(doneNow)} ${this.text(doneNow)}`);
      return;
    }
    if (performance.now() - this.saidAt < millisecondsBetweenLines) return;
    this.saidAt = performance.now();
    this.say(this.text(doneNow));
  }

  /** A line of its own, above the bar. */
  say(text: string): void {
    this.stream.write(this.stream.isTTY ? `\r\x1b[K${text}\n` : `${text}\n`);
  }

  end(): void {
    if (this.stream.isTTY) this.stream.write('\r\x1b[K');
  }

  private bar(doneNow: number): string {
    const filled = Math.round((doneNow / Math.max(1, this.total)) * width);
    return `[${'='.repeat(filled)}${' '.repeat(width - filled)}]`;
  }

  private text(doneNow: number): string {
    const minutes = Math.round((performance.now() - this.startedAt) / 60_000);
    return `${doneNow} of ${this.total} points, ${this.tried.survived} survived, ${this.tried.failures.length} failed, ${minutes} min`;
  }
}
