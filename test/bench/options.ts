import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly json: boolean;
  readonly quick: boolean;
}

export const usage = `Usage: npm run bench [-- OPTIONS]

Measures Kortlots against references in the same run and prints ratios (about six minutes).

  --json    one JSON object on standard output, nothing else
  --quick   shorter runs: shows that the benchmark works, its figures are rough
  --help    this text
`;

export class UsageError extends Error {}

/** @throws UsageError naming the option */
export function readOptions(args: readonly string[]): BenchOptions | 'help' {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    return values.help ? 'help' : { json: values.json ?? false, quick: values.quick ?? false };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
