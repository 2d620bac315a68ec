import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Language } from '../generated/graphql.js';
import { defaultDataFolder } from './data-folder.js';
import { readConfiguration } from './find-module.js';

export interface AgentOptions {
  /** Origin of the server, such as https://kortlots.example. */
  readonly server: string;
  /** From --module alone: the environment and the configuration file are asked when the module is looked for. */
  readonly module: string | null;
  readonly dataFolder: string;
  readonly language: Language;
  /** null: any free port. */
  readonly guidePort: number | null;
  readonly terminal: boolean;
  readonly browser: boolean;
  readonly jsonStatus: boolean;
  /** Milliseconds that one call to the card may take; null: what suits each call. */
  readonly cardDeadline: number | null;
}

export const defaultServer = 'http://127.0.0.1:4000';

export const usage = `Usage: npm run agent -- [OPTIONS]

Upgrades the smart card in this PC's reader, and guides its holder on a local page.

  --server URL        the server's address (KORTLOTS_SERVER; default ${defaultServer})
  --module FILE       the PKCS#11 module (KORTLOTS_PKCS11_MODULE; default: the configuration file, then the known places)
  --data-dir FOLDER   session, journal and events not yet sent (KORTLOTS_AGENT_DATA; default: the user's data folder)
  --language sv|en    language of the page (default sv); it can be changed there
  --guide-port N      port of the local page (default: any free one)
  --terminal          in this terminal instead of on a page
  --no-browser        do not open the page; its address is printed
  --json-status       print one line of JSON when the upgrade ends: outcome, and milliseconds from start to end and in the card
  --card-deadline S   seconds that one call to the card may take before its module counts as hung
                      (KORTLOTS_CARD_DEADLINE; default: 60, more for making keys and for a PIN pad)
  --help              this text
`;

/** The command line or the environment is wrong: one line that names what, and the remedy. Exit code 2. */
export class UsageError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws UsageError; CardError when the configuration file can't be read */
export function readOptions(args: readonly string[], environment: Environment): AgentOptions | 'help' {
  const values = parse(args);
  if (values.help === true) return 'help';
  if (values.terminal === true && values['guide-port'] !== undefined)
    throw new UsageError('--guide-port goes with the local page. Leave it out with --terminal.');
  return {
    server: readServer(values.server, environment),
    module: nonEmpty(values.module, '--module', 'Give the path of a PKCS#11 module, or leave it out.'),
    dataFolder: resolve(
      nonEmpty(values['data-dir'], '--data-dir', 'Give a folder, or leave it out.') ??
        setIn(environment, 'KORTLOTS_AGENT_DATA') ??
        defaultDataFolder(environment),
    ),
    language: readLanguage(values.language ?? 'sv'),
    guidePort: values['guide-port'] === undefined ? null : readPort(values['guide-port']),
    terminal: values.terminal ?? false,
    browser: values['no-browser'] !== true && values.terminal !== true,
    jsonStatus: values['json-status'] ?? false,
    cardDeadline: readDeadline(values['card-deadline'], environment),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        server: { type: 'string' },
        module: { type: 'string' },
        'data-dir': { type: 'string' },
        language: { type: 'string' },
        'guide-port': { type: 'string' },
        terminal: { type: 'boolean' },
        'no-browser': { type: 'boolean' },
        'json-status': { type: 'boolean' },
        'card-deadline': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    // Node explains at length; its first sentence says it all.
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${(message.split('. ')[0] ?? message).replace(/\.$/, '')}.`);
  }
}

function readServer(option: string | undefined, environment: Environment): string {
  const fromEnvironment = setIn(environment, 'KORTLOTS_SERVER');
  const [text, source] =
    option !== undefined
      ? [option, '--server']
      : fromEnvironment !== null
        ? [fromEnvironment, 'KORTLOTS_SERVER']
        : [readConfiguration({ environment }).server ?? defaultServer, 'server in the configuration file'];
  const remedy = `${source} "${text}": give the server's address, such as https://kortlots.example.`;
  if (!URL.canParse(text)) throw new UsageError(remedy);
  const { protocol, origin, username, pathname, search, hash } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') throw new UsageError(remedy);
  if (username !== '' || search !== '' || hash !== '' || pathname !== '/')
    throw new UsageError(`${remedy.slice(0, -1)}, and nothing after it.`);
  return origin;
}

function readLanguage(text: string): Language {
  if (text === 'sv') return 'SV';
  if (text === 'en') return 'EN';
  throw new UsageError(`--language "${text}": give sv or en.`);
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^[0-9]+$/.test(text) || port < 1 || port > 65_535)
    throw new UsageError(`--guide-port "${text}": give a whole number from 1 to 65535.`);
  return port;
}

function readDeadline(option: string | undefined, environment: Environment): number | null {
  const [text, source] =
    option === undefined ? [setIn(environment, 'KORTLOTS_CARD_DEADLINE'), 'KORTLOTS_CARD_DEADLINE'] : [option, '--card-deadline'];
  if (text === null) return null;
  const seconds = Number(text);
  if (!/^[0-9]+$/.test(text) || seconds < 1 || seconds > 600)
    throw new UsageError(`${source} "${text}": give whole seconds from 1 to 600.`);
  return seconds * 1000;
}

function nonEmpty(value: string | undefined, name: string, remedy: string): string | null {
  if (value === '') throw new UsageError(`${name} is empty. ${remedy}`);
  return value ?? null;
}

/** An empty variable counts as not set. */
function setIn(environment: Environment, name: string): string | null {
  const value = environment[name];
  return value === undefined || value === '' ? null : value;
}
