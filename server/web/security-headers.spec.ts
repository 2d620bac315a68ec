import { fastify } from 'fastify';

import { addSecurityHeaders } from './security-headers.js';

async function headersOf(path: string, publicUrl: string | null): Promise<Headers> {
  const server = fastify();
  addSecurityHeaders(server, { publicUrl });
  server.get('/fine', (_request, reply) => reply.header('cache-control', 'no-cache').send('ok'));
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const { headers } = await fetch(`${url}${path}`);
  await server.close();
  return headers;
}

it.each(['/fine', '/missing'])('puts a strict policy on every answer: %s', async (path) => {
  const headers = await headersOf(path, null);
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
  expect(headers.get('content-security-policy')).not.toContain('unsafe');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('strict-transport-security')).toBeNull();
});

it('lets a route say how long its answer may be kept; otherwise nobody keeps it', async () => {
  expect((await headersOf('/fine', null)).get('cache-control')).toBe('no-cache');
  expect((await headersOf('/missing', null)).get('cache-control')).toBe('no-store');
});

it('asks for TLS from then on when the public address is https', async () => {
  expect((await headersOf('/fine', 'https://kortlots.example')).get('strict-transport-security')).toBe('max-age=31536000');
});
