import { parseArgs } from 'node:util';

export interface DemoOptions {
  readonly auto: boolean;
  readonly json: boolean;
  /** null: any free port. */
  readonly port: number | null;
  /** Folder that gets certificates, chain and CRLs as PEM files. */
  readonly out: string | null;
  readonly keyPolicy: 'REUSE' | 'GENERATE';
}

export const usage = `Usage: npm run demo [-- OPTIONS]

Runs the main job on this machine: server and console, a test card in SoftHSM, and the agent with its page.

  --auto             upgrade the card without a person and show what a member of staff sees
  --json             with --auto: one JSON object on standard output, nothing else
  --out FOLDER       with --auto: keep the certificates, their chain and CRLs there as PEM files
  --port N           port of server and console (default 4000; with --auto any free one)
  --generate-keys    new key pairs on the card instead of the ones it has
  --help             this text
`;

export class UsageError extends Error {}

/** @throws UsageError naming the option and the remedy */
export function readOptions(args: readonly string[]): DemoOptions | 'help' {
  const { values } = parse(args);
  if (values.help) return 'help';
  if (values.json && !values.auto) throw new UsageError('--json goes with --auto. Use: npm run demo -- --auto --json');
  if (values.out !== undefined && !values.auto)
    throw new UsageError('--out goes with --auto. Use: npm run demo -- --auto --out FOLDER');
  const auto = values.auto ?? false;
  return {
    auto,
    json: values.json ?? false,
    out: values.out ?? null,
    port: values.port === undefined ? (auto ? null : 4000) : readPort(values.port),
    keyPolicy: values['generate-keys'] ? 'GENERATE' : 'REUSE',
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        auto: { type: 'boolean' },
        json: { type: 'boolean' },
        out: { type: 'string' },
        port: { type: 'string' },
        'generate-keys': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new UsageError(`--port ${text}: give a whole number from 1 to 65535.`);
  return port;
}
