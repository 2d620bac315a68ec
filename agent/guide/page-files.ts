import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** The built page: beside the compiled agent, or in dist when the source runs. */
export function builtPageFolder(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return join(here, here.includes(`${sep}dist${sep}`) ? '../../guide' : '../../dist/guide');
}

/**
 * Reads the built page into memory, by its paths in addresses. What is not in the map does not exist, so no path from
 * outside ever reaches the disk.
 * @throws Error when the page was not built.
 */
export function readPage(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const entry of listFolder(folder)) {
    const type = types[entry.slice(entry.lastIndexOf('.') + 1)];
    if (type === undefined) continue;
    files.set(`/${relative(folder, entry).split(sep).join('/')}`, { type, body: readFileSync(entry) });
  }
  const index = files.get('/index.html');
  if (index === undefined) throw new Error(`The cardholder's page is not in ${folder}. Build it: npm run setup`);
  files.delete('/index.html');
  files.set('/', index);
  return files;
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
