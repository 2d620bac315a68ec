import type { LoggerService, LogLevel } from '@nestjs/common';
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

import type { Configuration } from '../config/configuration.js';
import { humanLines } from './human-lines.js';

/** Whatever is logged by mistake under these names stays out; bodies, headers and query strings are never logged at all. */
const SECRET_NAMES = [
  'password',
  'passwordHash',
  'token',
  'authorization',
  'cookie',
  'pin',
  'puk',
  'nonce',
  'signature',
  'personnummer',
];

/**
 * An error without its own properties: a database error carries the statement's parameters, which are personal data and
 * hashes.
 */
function errorSummary(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: errorSummary(error.cause) };
  return { type: error.name, message: error.message, ...code, stack: error.stack, ...cause };
}

const standardOutput = (production: boolean): DestinationStream =>
  production ? pino.destination({ fd: 1, sync: true }) : humanLines((text) => void process.stdout.write(text));

/** JSON lines on standard output (for people in development); one for each event, with time in RFC 3339. */
export function createPino(
  { logLevel, production }: Pick<Configuration, 'logLevel' | 'production'>,
  destination = standardOutput(production),
): Logger {
  const paths = SECRET_NAMES.flatMap((name) => [name, `*.${name}`]);
  return pino(
    {
      level: logLevel,
      base: { service: 'kortlots' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorSummary },
      redact: { paths, censor: '[secret]' },
    },
    destination,
  );
}

/** What Nest tells about itself at the start is of interest to developers alone. */
const FRAMEWORK = [
  'NestFactory',
  'NestApplication',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'GraphQLModule',
  'WebSocketsController',
];

type Severity = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Nest's logger over pino: `logger.error(error, 'what was tried')` keeps the stack, the last argument is the class. */
export class StructuredLogger implements LoggerService {
  constructor(readonly pino: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    const framework = FRAMEWORK.some((name) => name === rest.at(-1));
    this.write(framework ? 'debug' : 'info', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** The level is the configuration's; Nest asks for this only when it is given log levels of its own. */
  setLogLevels(_levels: LogLevel[]): void {
    this.pino.debug('log levels are set by LOG_LEVEL');
  }

  private write(severity: Severity, message: unknown, rest: unknown[]): void {
    const texts = rest.filter((part): part is string => typeof part === 'string');
    const context = texts.pop();
    const named = context === undefined ? {} : { context };
    if (message instanceof Error) this.pino[severity]({ ...named, err: message }, texts[0] ?? message.message);
    else if (typeof message === 'object' && message !== null) this.pino[severity]({ ...named, ...message }, texts[0]);
    else this.pino[severity](named, [String(message), ...texts].join(' '));
  }
}
