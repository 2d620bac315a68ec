import { parseArgs } from 'node:util';

export type Command = 'new' | 'show' | 'remove';

export interface CardToolOptions {
  readonly command: Command;
  /** Folder of the test card. */
  readonly dir: string;
  /** Whether --dir was given: `show` takes a test card only when it is, or when the default folder holds one. */
  readonly isDirGiven: boolean;
  readonly module: string | null;
  readonly json: boolean;
  readonly pin1: boolean;
  readonly pin2: boolean;
}

export const defaultFolder = 'data/test-card';

export const usage = `Usage: npm run card -- COMMAND [OPTIONS]

  new                make a test card in SoftHSM: an invented person's card as it is before the upgrade
  show               show any card in any PKCS#11 module: tokens, keys, certificates, and whether they match
  remove             remove a test card

  --dir FOLDER       the test card's folder (default ${defaultFolder})
  --module FILE      the PKCS#11 module (new: SoftHSM 2 where it is installed; show: as the agent finds it)
  --pin1, --pin2     show: ask for that PIN, for cards that show their keys only after a login
  --json             print one JSON object
  --help             this text
`;

/** The command line is wrong: one line that says how, and exit code 2. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readOptions(args: readonly string[]): CardToolOptions | 'help' {
  const { values, positionals } = parse(args);
  if (values.help === true) return 'help';
  const [command, ...rest] = positionals;
  if (command === undefined) throw new UsageError('Which command? new, show or remove.');
  if (command !== 'new' && command !== 'show' && command !== 'remove')
    throw new UsageError(`Unknown command "${command}". Commands: new, show, remove.`);
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is one word too many.`);
  if (command !== 'show' && (values.pin1 === true || values.pin2 === true))
    throw new UsageError('--pin1 and --pin2 go with show.');
  if (command === 'remove' && values.module !== undefined) throw new UsageError('--module goes with new and show.');
  return {
    command,
    dir: values.dir ?? defaultFolder,
    isDirGiven: values.dir !== undefined,
    module: values.module ?? null,
    json: values.json ?? false,
    pin1: values.pin1 ?? false,
    pin2: values.pin2 ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        dir: { type: 'string' },
        module: { type: 'string' },
        json: { type: 'boolean' },
        pin1: { type: 'boolean' },
        pin2: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    // Node explains at length; its first sentence says it all.
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${(message.split('. ')[0] ?? message).replace(/\.$/, '')}.`);
  }
}
