/** One figure of the benchmark: a ratio of two measurements made in the same run. */
export interface Figure {
  readonly name: string;
  /** What is divided by what. */
  readonly meaning: string;
  readonly ratio: number;
  readonly aim: { readonly below: number } | { readonly above: number };
  /** The measurements behind the ratio, with their units in the names. */
  readonly measured: Readonly<Record<string, number>>;
}

export function meets({ ratio, aim }: Figure): boolean {
  return 'below' in aim ? ratio < aim.below : ratio > aim.above;
}
