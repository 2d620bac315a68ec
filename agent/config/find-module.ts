import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { CardError } from '../card/card-error.js';
import type { Middleware } from '../card/card-port.js';

export interface FoundModule {
  readonly path: string;
  readonly source: Middleware['source'];
}

export interface FindModuleOptions {
  /** From --module. */
  readonly option?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  readonly home?: string;
  readonly exists?: (path: string) => boolean;
}

/** agent.json, as IT distributes it. */
const configurationSchema = z.object({ pkcs11Module: z.string().min(1).optional(), server: z.string().min(1).optional() });

/**
 * The PKCS#11 module to use: --module, KORTLOTS_PKCS11_MODULE, `pkcs11Module` of the configuration file, then the places
 * where the known middleware is installed. What somebody named is taken, or its absence reported; nothing else is tried then.
 * @throws CardError MIDDLEWARE_NOT_FOUND, saying where was looked.
 */
export function findModule(options: FindModuleOptions): FoundModule {
  const exists = options.exists ?? existsSync;
  const named = namedModule(options);
  if (named !== null) {
    if (exists(named.path)) return named;
    throw notFound(`There is no ${named.path}, which the ${named.source} names`);
  }
  const places = knownPlaces(options);
  const path = places.find((place) => exists(place));
  if (path === undefined) throw notFound(`None of these is there: ${places.join(', ')}`);
  return { path, source: 'known-place' };
}

function namedModule({ option, environment, ...rest }: FindModuleOptions): FoundModule | null {
  if (option !== undefined && option !== '') return { path: option, source: 'option' };
  const fromEnvironment = environment['KORTLOTS_PKCS11_MODULE'];
  if (fromEnvironment !== undefined && fromEnvironment !== '') return { path: fromEnvironment, source: 'environment' };
  const fromFile = readConfiguration({ environment, ...rest }).pkcs11Module;
  return fromFile === undefined ? null : { path: fromFile, source: 'configuration' };
}

/** KORTLOTS_AGENT_CONFIG, or agent.json in the system's folder for a user's configuration. */
export function configurationPath({ environment, platform = process.platform, home = homedir() }: FindModuleOptions): string {
  const named = environment['KORTLOTS_AGENT_CONFIG'];
  if (named !== undefined && named !== '') return named;
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Kortlots', 'agent.json');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Kortlots', 'agent.json');
  return join(environment['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'kortlots', 'agent.json');
}

/** What the configuration file says; nothing when there is none. @throws CardError MIDDLEWARE_NOT_FOUND when it can't be read */
export function readConfiguration(options: FindModuleOptions): z.infer<typeof configurationSchema> {
  const path = configurationPath(options);
  if (!existsSync(path)) return {};
  try {
    return configurationSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError)
      throw notFound(`The configuration file ${path} can not be read`);
    throw error;
  }
}

/** Net iD first, as that is what the card is used with; SoftHSM last, as it is for tests. */
function knownPlaces({ environment, platform = process.platform, home = homedir() }: FindModuleOptions): string[] {
  if (platform === 'win32') return windowsPlaces(environment);
  if (platform === 'darwin') {
    return [
      '/Library/Net iD/libiidp11.dylib',
      '/Applications/Net iD.app/Contents/MacOS/libiidp11.dylib',
      '/usr/local/lib/libiidp11.dylib',
      '/Library/OpenSC/lib/opensc-pkcs11.so',
      '/opt/homebrew/lib/opensc-pkcs11.so',
      '/usr/local/lib/opensc-pkcs11.so',
      '/opt/homebrew/lib/softhsm/libsofthsm2.so',
      '/usr/local/lib/softhsm/libsofthsm2.so',
    ];
  }
  const folders = ['/usr/lib', '/usr/lib64', '/usr/local/lib', '/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu'];
  return [
    join(home, '.iid', 'lib', 'libiidp11.so'),
    ...folders.map((folder) => `${folder}/libiidp11.so`),
    ...folders.map((folder) => `${folder}/opensc-pkcs11.so`),
    ...folders.flatMap((folder) => [`${folder}/softhsm/libsofthsm2.so`, `${folder}/pkcs11/libsofthsm2.so`]),
  ];
}

function windowsPlaces(environment: Readonly<Record<string, string | undefined>>): string[] {
  const folders = [
    environment['PROGRAMFILES'] ?? 'C:\\Program Files',
    environment['PROGRAMFILES(X86)'] ?? 'C:\\Program Files (x86)',
  ];
  return [
    ...folders.map((folder) => `${folder}\\Net iD\\iidp11.dll`),
    ...folders.map((folder) => `${folder}\\OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll`),
    'C:\\SoftHSM2\\lib\\softhsm2-x64.dll',
  ];
}

/** The place of SoftHSM 2, which holds test cards. @throws CardError MIDDLEWARE_NOT_FOUND */
export function findSoftHsm(exists: (path: string) => boolean = existsSync): string {
  const places = knownPlaces({ environment: process.env }).filter((place) => place.includes('softhsm'));
  const path = places.find((place) => exists(place));
  if (path === undefined) throw notFound('SoftHSM 2 is not installed');
  return path;
}

function notFound(message: string): CardError {
  return new CardError('MIDDLEWARE_NOT_FOUND', 'load', null, message);
}
