import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

const SLOW_MS = 2_000;

/** One line for each answered request: method and path without the query string, which may hold personal data. */
export function logRequests(server: FastifyInstance, log: Logger): void {
  server.addHook('onResponse', (request, reply, done) => {
    const milliseconds = Math.round(reply.elapsedTime);
    const line = { method: request.method, path: request.url.split('?', 1)[0], status: reply.statusCode, milliseconds };
    if (reply.statusCode >= 500) log.error(line, 'request failed');
    else if (milliseconds > SLOW_MS) log.warn(line, 'slow request');
    else log.debug(line, 'request');
    done();
  });
}
