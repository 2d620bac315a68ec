import { parseArgs } from 'node:util';
import type { KeyType } from '../card/card-port.js';
import type { CardKind } from './fill-card.js';

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
  readonly kind: CardKind;
}

const keyTypes: ReadonlyMap<string, KeyType> = new Map([
  ['rsa-2048', 'RSA_2048'],
  ['rsa-3072', 'RSA_3072'],
  ['rsa-4096', 'RSA_4096'],
  ['p-256', 'P_256'],
  ['p-384', 'P_384'],
]);

export const defaultFolder = 'data/test-card';

export const usage = `Usage: npm run card -- COMMAND [OPTIONS]

  new                make a test card in SoftHSM: an invented person's card as it is before the upgrade
  show               show any card in any PKCS#11 module: tokens, keys, certificates, and whether they match
  remove             remove a test card

  --dir FOLDER       the test card's folder (default ${defaultFolder})
  --module FILE      the PKCS#11 module (new: SoftHSM 2 where it is installed; show: as the agent finds it)
  --key-type TYPE    new: of the old keys, ${[...keyTypes.keys()].join(', ')} (default rsa-2048)
  --one-token        new: one token for both purposes; in SoftHSM both PINs are then the same
  --expired          new: the card issuer's certificates have expired
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
  if (command !== 'new' && (values['key-type'] ?? values['one-token'] ?? values.expired) !== undefined)
    throw new UsageError('--key-type, --one-token and --expired go with new.');
  if (command === 'remove' && values.module !== undefined) throw new UsageError('--module goes with new and show.');
  return {
    command,
    dir: values.dir ?? defaultFolder,
    isDirGiven: values.dir !== undefined,
    module: values.module ?? null,
    json: values.json ?? false,
    pin1: values.pin1 ?? false,
    pin2: values.pin2 ?? false,
    kind: {
      keyType: keyTypeNamed(values['key-type'] ?? 'rsa-2048'),
      hasOneToken: values['one-token'] ?? false,
      hasExpired: values.expired ?? false,
    },
  };
}

function keyTypeNamed(name: string): KeyType {
  const keyType = keyTypes.get(name);
  if (keyType === undefined) throw new UsageError(`Unknown key type "${name}". Types: ${[...keyTypes.keys()].join(', ')}.`);
  return keyType;
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
        'key-type': { type: 'string' },
        'one-token': { type: 'boolean' },
        expired: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    // Node explains at length; its first sentence says it all.
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${(message.split('. ')[0] ?? message).replace(/\.$/, '')}.`);
  }
}
