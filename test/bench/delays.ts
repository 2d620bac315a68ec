/** How long events take from being sent until a board has them; a few boards are measured, the rest are load. */
export class Delays {
  readonly milliseconds: number[] = [];
  private readonly pending = new Map<string, number>();
  private measuring = false;

  constructor(private readonly boards: number) {}

  /** First, last and some in between: a broadcast reaches them one after the other. */
  isMeasured(board: number): boolean {
    return board === 0 || board === this.boards - 1 || board % 10 === 5;
  }

  start(): void {
    this.measuring = true;
  }

  sent(sessionId: string): void {
    const now = performance.now();
    for (let board = 0; board < this.boards; board += 1)
      if (this.isMeasured(board)) this.pending.set(`${board} ${sessionId}`, now);
  }

  arrived(board: number, sessionId: string): void {
    const key = `${board} ${sessionId}`;
    const sentAt = this.pending.get(key);
    if (sentAt === undefined) return;
    this.pending.delete(key);
    if (this.measuring) this.milliseconds.push(performance.now() - sentAt);
  }

  /** Events that a measured board never got. */
  get missing(): number {
    return this.pending.size;
  }
}
