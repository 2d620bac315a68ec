import { isIP } from 'node:net';
import { resolve } from 'node:path';

import { z } from 'zod';

const PORT_REMEDY = 'give a port number, 1 to 65535, such as 4000';
const port = z.coerce.number({ error: PORT_REMEDY }).int(PORT_REMEDY).min(1, PORT_REMEDY).max(65535, PORT_REMEDY);
const PUBLIC_URL_REMEDY = 'give the address that browsers use, such as https://kortlots.example';
/** Addresses to listen on that nobody can be sent to. */
const EVERYWHERE: readonly string[] = ['0.0.0.0', '::'];
const minutes = (most: number) => {
  const remedy = `give whole minutes, 1 to ${most}`;
  return z.coerce.number({ error: remedy }).int(remedy).min(1, remedy).max(most, remedy);
};
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  );

const KEY_TYPES_REMEDY =
  'give one or more of RSA_2048, RSA_3072, RSA_4096, P_256, P_384, separated by commas, the preferred first';
const keyTypes = z
  .string()
  .default('RSA_2048')
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .pipe(
    z.array(z.enum(['RSA_2048', 'RSA_3072', 'RSA_4096', 'P_256', 'P_384'], { error: KEY_TYPES_REMEDY })).min(1, KEY_TYPES_REMEDY),
  );

const days = (most: number) => {
  const remedy = `give whole days, 0 to ${most}`;
  return z.coerce.number({ error: remedy }).int(remedy).min(0, remedy).max(most, remedy);
};

/** As Fastify's trustProxy takes them: an address, a network (10.0.0.0/8), or a name for well-known ones. */
function isProxy(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const most = { 4: 32, 6: 128 }[isIP(address)];
  return most !== undefined && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}
const proxies = list.refine((entries) => entries.every(isProxy), {
  error: 'give IP addresses or networks, separated by commas, such as 10.0.0.5,10.1.0.0/16',
});

/** Checked values only; an empty variable counts as not set. See docs/configuration.md. */
export const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4000),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: PUBLIC_URL_REMEDY }).optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'give postgres://user:password@host:5432/database, or leave it out for SQLite')
    .optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'give fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
  KEY_POLICY: z.enum(['REUSE', 'GENERATE'], { error: 'give REUSE or GENERATE' }).default('REUSE'),
  KEY_TYPES: keyTypes,
  OLD_CERTIFICATES: z
    .enum(['KEEP', 'REMOVE_EXPIRED', 'REMOVE_REPLACED'], { error: 'give KEEP, REMOVE_EXPIRED or REMOVE_REPLACED' })
    .default('KEEP'),
  SESSION_IDLE_MINUTES: minutes(24 * 60).default(30),
  RESUME_DAYS: days(366).default(30),
  PAIRING_CODE_MINUTES: minutes(60).default(15),
  STAFF_SESSION_MINUTES: minutes(24 * 60).default(600),
  TRUST_ANCHORS: list,
  HOLDER_DIRECTORY: z.string().optional(),
  TRUSTED_PROXIES: proxies,
  ORGANISATION: z.string().max(64, 'give at most 64 characters (RFC 5280, upper bound of O)').default('Region Exempel'),
  TERMS_VERSION: z.string().max(32, 'give at most 32 characters').default('2026-1'),
  NODE_ENV: z.string().default('production'),
});

/** The server's configuration, checked; also the injection token. */
export class Configuration {
  readonly host!: string;
  readonly port!: number;
  /** Origin that browsers and agents use, without trailing slash; null: host and port, see publicOrigin. */
  readonly publicUrl!: string | null;
  /** Absolute path. */
  readonly dataDirectory!: string;
  /** null: SQLite in the data directory. */
  readonly databaseUrl!: string | null;
  readonly logLevel!: string;
  readonly keyPolicy!: 'REUSE' | 'GENERATE';
  /** For new keys: what is asked of the card, the preferred first. */
  readonly keyTypes!: readonly ('RSA_2048' | 'RSA_3072' | 'RSA_4096' | 'P_256' | 'P_384')[];
  /** What becomes of old certificates when the new ones are proven. */
  readonly oldCertificates!: 'KEEP' | 'REMOVE_EXPIRED' | 'REMOVE_REPLACED';
  readonly sessionIdleMinutes!: number;
  /** How long after its last event an upgrade that was broken off is gone on with by the next session of its card. */
  readonly resumeDays!: number;
  readonly pairingCodeMinutes!: number;
  readonly staffSessionMinutes!: number;
  /** PEM files of further CAs that are accepted at sign-in. */
  readonly trustAnchorFiles!: readonly string[];
  /** JSON file that says who may have which card, for the embedded CA; null: what the card itself says. */
  readonly holderDirectoryFile!: string | null;
  /** Addresses of reverse proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies!: readonly string[];
  readonly organisation!: string;
  readonly termsVersion!: string;
  /** Introspection and human-readable logs are for development only. */
  readonly production!: boolean;

  /** What tests and tools build without an environment. */
  static of(values: Configuration): Configuration {
    return Object.assign(new Configuration(), values);
  }
}

/** Every wrong variable, each with its remedy, one a line. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/**
 * @param variables such as process.env
 * @throws ConfigurationError naming every wrong variable and what to give instead
 */
export function parseConfiguration(variables: Readonly<Record<string, string | undefined>>): Configuration {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message} (docs/configuration.md)`);
    throw new ConfigurationError(lines.join('\n'));
  }
  const values = parsed.data;
  if (EVERYWHERE.includes(values.HOST) && values.PUBLIC_URL === undefined) {
    throw new ConfigurationError(`PUBLIC_URL: ${PUBLIC_URL_REMEDY}, as HOST=${values.HOST} names none (docs/configuration.md)`);
  }
  return Configuration.of({
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL === undefined ? null : new URL(values.PUBLIC_URL).origin,
    dataDirectory: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    logLevel: values.LOG_LEVEL,
    keyPolicy: values.KEY_POLICY,
    keyTypes: values.KEY_TYPES,
    oldCertificates: values.OLD_CERTIFICATES,
    sessionIdleMinutes: values.SESSION_IDLE_MINUTES,
    resumeDays: values.RESUME_DAYS,
    pairingCodeMinutes: values.PAIRING_CODE_MINUTES,
    staffSessionMinutes: values.STAFF_SESSION_MINUTES,
    trustAnchorFiles: values.TRUST_ANCHORS,
    holderDirectoryFile: values.HOLDER_DIRECTORY ?? null,
    trustedProxies: values.TRUSTED_PROXIES,
    organisation: values.ORGANISATION,
    termsVersion: values.TERMS_VERSION,
    production: values.NODE_ENV !== 'development',
  });
}

/** The origin that Web eID tokens are bound to and that WebSocket upgrades must come from. */
export function publicOrigin(configuration: Pick<Configuration, 'publicUrl' | 'host' | 'port'>): string {
  return configuration.publicUrl ?? `http://${configuration.host}:${configuration.port}`;
}
