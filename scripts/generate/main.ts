/** `npm run generate`: everything that is written from another source; `--check` is the gate of `npm test`. */
import 'reflect-metadata';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { agentFaults, faultsDocument } from './fault-files.js';
import type { GeneratedFile } from './generated-file.js';
import { readOptions, usage, UsageError } from './options.js';
import { schemaFile } from './schema-file.js';
import { typedDocuments } from './typed-documents.js';

/** Seen from dist/scripts/generate. */
const root = fileURLToPath(new URL('../../..', import.meta.url));

async function generatedFiles(): Promise<GeneratedFile[]> {
  const schema = await schemaFile();
  return [schema, ...(await typedDocuments(root, schema.content)), agentFaults(), faultsDocument()];
}

function contentOf(path: string): string | null {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function write({ path, content }: GeneratedFile): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** @returns exit code */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const differing = (await generatedFiles()).filter(({ path, content }) => contentOf(path) !== content);
  if (!options.check) differing.forEach(write);
  for (const { path } of differing) console.log(options.check ? `differs from its source: ${path}` : `written: ${path}`);
  if (!options.check || differing.length === 0) return 0;
  console.error('kortlots: Generated files are not up to date. Run: npm run generate');
  return 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`kortlots: ${error.message}\n${usage}`);
  process.exitCode = 2;
}
