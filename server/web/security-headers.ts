import type { FastifyInstance } from 'fastify';

import type { Configuration } from '../config/configuration.js';

/** Everything from ourselves, nothing inline. 'self' covers the WebSocket of the same origin (CSP level 3). */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-robots-tag': 'noindex, nofollow',
  // What nothing else says about caching is an answer for one person at one moment.
  'cache-control': 'no-store',
};

const ONE_YEAR_SECONDS = 31_536_000;

/** Security headers on every answer; a route may set its own afterwards. */
export function addSecurityHeaders(server: FastifyInstance, configuration: Pick<Configuration, 'publicUrl'>): void {
  const secure = configuration.publicUrl?.startsWith('https:') ?? false;
  const headers = secure ? { ...HEADERS, 'strict-transport-security': `max-age=${ONE_YEAR_SECONDS}` } : HEADERS;
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
}
