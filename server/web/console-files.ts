import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { errorCode } from '../common/error-code.js';

const PAGE = 'index.html';

/** Paths below `folder`, with `/`; an empty set when there is none yet. */
function filesBelow(folder: string): ReadonlySet<string> {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Set(entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return new Set();
    throw error;
  }
}

/** A browser that asks for a page, rather than for a file that is missing. */
function wantsPage(request: FastifyRequest, path: string): boolean {
  return !/\.[a-z0-9]+$/i.test(path) && (request.headers.accept ?? '').includes('text/html');
}

/**
 * Serves the built console at `/`: its files, and its one page for every address inside the console. The files are listed
 * at the start, so that a request can name no other.
 *
 * @param folder dist/console; without it, pages answer 404 and everything else works
 */
export async function serveConsole(server: FastifyInstance, folder: string): Promise<void> {
  const files = filesBelow(folder);
  await server.register(fastifyStatic, { root: folder, serve: false, cacheControl: false });
  const send = (reply: FastifyReply, file: string): FastifyReply => {
    // Vite puts a hash of the content into the names below assets/.
    void reply.header('cache-control', file.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    return reply.sendFile(file);
  };
  server.get('/*', (request, reply) => {
    const path = decodeURIComponent(request.url.split('?', 1)[0] ?? '').slice(1);
    if (files.has(path)) return send(reply, path);
    if (files.has(PAGE) && wantsPage(request, path)) return send(reply, PAGE);
    return reply.code(404).type('text/plain; charset=utf-8').send('Not found.\n');
  });
}
