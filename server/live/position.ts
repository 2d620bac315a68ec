/** How far somebody has seen: numbers compared from the left, such as `[event number, revision]`. Always of one length. */
export type Position = readonly number[];

/** Negative: `one` comes before `other`; 0: the same. */
export function comparePositions(one: Position, other: Position): number {
  for (const [index, value] of one.entries()) {
    const difference = value - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
