import { parseArgs } from 'node:util';

export const usage = `Usage: npm run screenshots [-- OPTIONS]

Runs a whole upgrade on real parts and takes the pictures of the documentation from both pages (docs/images).

  --out FOLDER   where to (default docs/images)
  --help         this text
`;

export class UsageError extends Error {}

/** @throws UsageError naming the option */
export function readOptions(args: readonly string[]): { readonly out: string } | 'help' {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { out: { type: 'string', default: 'docs/images' }, help: { type: 'boolean', short: 'h' } },
    });
    return values.help ? 'help' : { out: values.out };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
