import { fastify } from 'fastify';
import { z } from 'zod';

import { humanLine } from './human-lines.js';
import { logRequests } from './request-log.js';
import { createPino, StructuredLogger } from './structured-logger.js';

type Level = Parameters<typeof createPino>[0]['logLevel'];

function recorder(logLevel: Level = 'trace') {
  const lines: string[] = [];
  const pino = createPino({ logLevel, production: true }, { write: (line: string) => void lines.push(line) });
  const entries = () => lines.map((line) => z.looseObject({ level: z.string() }).parse(JSON.parse(line)));
  return { pino, logger: new StructuredLogger(pino), lines, entries };
}

it('writes JSON lines with time, level, context and message', () => {
  const { logger, entries } = recorder();
  logger.log('started', 'Server');
  logger.warn('slow', 'Server');
  expect(entries()).toMatchObject([
    { level: 'info', context: 'Server', msg: 'started', service: 'kortlots', time: expect.stringMatching(/Z$/) as string },
    { level: 'warn', msg: 'slow' },
  ]);
});

it('keeps the stack and causes of an error, but not its own properties', () => {
  const { logger, lines, entries } = recorder();
  const error = Object.assign(new Error('no row', { cause: new Error('root cause') }), {
    parameters: ['199001012383'],
    code: 'E1',
  });
  logger.error(error, 'reading', 'Reader');
  expect(entries()[0]).toMatchObject({
    level: 'error',
    context: 'Reader',
    msg: 'reading',
    err: {
      message: 'no row',
      code: 'E1',
      stack: expect.stringContaining('logging.spec') as string,
      cause: { message: 'root cause' },
    },
  });
  expect(lines.join()).not.toContain('199001012383');
});

it('censors what is named like a secret', () => {
  const { logger, lines } = recorder();
  logger.log({ pin: '123456', request: { cookie: 'kortlots_session=abc', token: 't0k3n' }, password: 'hemligt' }, 'X');
  expect(lines.join()).not.toMatch(/123456|abc|t0k3n|hemligt/);
});

it('tells of the framework to developers alone', () => {
  const { logger, lines } = recorder('info');
  logger.log('AppModule dependencies initialized', 'InstanceLoader');
  logger.debug('detail', 'Server');
  logger.verbose('more detail', 'Server');
  expect(lines).toEqual([]);
});

it('logs requests without their query string, failures as errors', async () => {
  const { pino, lines, entries } = recorder();
  const server = fastify();
  logRequests(server, pino);
  server.get('/broken', (_request, reply) => reply.code(500).send());
  server.get('/fine', (_request, reply) => reply.send('ok'));
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  await fetch(`${url}/fine?personnummer=199001012383`);
  await fetch(`${url}/broken`);
  await server.close();
  expect(entries()).toMatchObject([
    { level: 'debug', path: '/fine', status: 200 },
    { level: 'error', path: '/broken', status: 500 },
  ]);
  expect(lines.join()).not.toContain('199001012383');
});

it('reads well for people', () => {
  const { logger, lines } = recorder();
  logger.log({ url: 'http://127.0.0.1:4000' }, 'ready', 'Server');
  expect(humanLine(lines[0] ?? '')).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3} INFO {2}\[Server\] ready \{"url":"http:\/\/127\.0\.0\.1:4000"\}\n$/,
  );
  logger.error(new Error('broken'), 'trying', 'Server');
  expect(humanLine(lines[1] ?? '')).toMatch(/ERROR \[Server\] trying\nError: broken\n {4}at /);
});
