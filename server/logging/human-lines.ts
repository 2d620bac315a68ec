import type { DestinationStream } from 'pino';
import { z } from 'zod';

const line = z.looseObject({
  level: z.string(),
  time: z.string(),
  msg: z.string().optional(),
  context: z.string().optional(),
  err: z.looseObject({ stack: z.string().optional(), message: z.string().optional() }).optional(),
});

/** One JSON line as a person reads it: `12:00:01.000 INFO  [Context] message { more }`, and the stack below. */
export function humanLine(json: string): string {
  const { level, time, msg, context, err, service: _service, ...more } = line.parse(JSON.parse(json));
  const extra = Object.keys(more).length === 0 ? [] : [JSON.stringify(more)];
  const where = context === undefined ? [] : [`[${context}]`];
  const head = [time.slice(11, 23), level.toUpperCase().padEnd(5), ...where, ...(msg === undefined ? [] : [msg]), ...extra];
  const stack = err === undefined ? '' : `\n${err.stack ?? err.message ?? ''}`;
  return `${head.join(' ')}${stack}\n`;
}

/** For development. */
export function humanLines(write: (text: string) => void): DestinationStream {
  return { write: (json: string) => write(humanLine(json)) };
}
