import { parseArgs } from 'node:util';

export const usage = `Usage: npm start [-- --help]

The server: console, GraphQL, live delivery and the embedded test CA on one port, 127.0.0.1:4000 by default.
It is configured by environment variables (docs/configuration.md), such as:

  PORT=4000 PUBLIC_URL=https://kortlots.example DATA_DIR=./data npm start

Staff accounts: npm run staff -- --help

  --help   this text
`;

/** Wrong options; the message is one line with the remedy. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError */
export function wantsHelp(args: readonly string[]): boolean {
  try {
    return parseArgs({ args: [...args], options: { help: { type: 'boolean', short: 'h' } } }).values.help === true;
  } catch (error) {
    const problem = error instanceof Error ? error.message.split('. ', 1)[0] : String(error);
    throw new UsageError(`${problem}. The server takes no options: see npm start -- --help`, { cause: error });
  }
}
