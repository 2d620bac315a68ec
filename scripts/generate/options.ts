import { parseArgs } from 'node:util';

export const usage = `Usage: npm run generate [-- --check]

Writes what is generated: server/schema.graphql from the server's classes, typed documents of agent and console from
it, and the catalogue of failures (docs/faults.md, agent/generated/faults.ts).

  --check   writes nothing; names each file that differs and ends with exit code 1
  --help    this text
`;

export class UsageError extends Error {}

/** @throws UsageError */
export function readOptions(args: readonly string[]): { check: boolean } | 'help' {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    return values.help === true ? 'help' : { check: values.check === true };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
