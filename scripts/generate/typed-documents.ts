import { join, relative } from 'node:path';
import { generate, loadCodegenConfig } from '@graphql-codegen/cli';
import { z } from 'zod';
import type { GeneratedFile } from './generated-file.js';

const outputs = z.array(z.object({ filename: z.string(), content: z.string() }));

/** Typed documents of agent and console (codegen.ts), from a schema that need not be on disk yet. */
export async function typedDocuments(root: string, schema: string): Promise<GeneratedFile[]> {
  const { config } = await loadCodegenConfig({ configFilePath: join(root, 'codegen.ts') });
  const generated: unknown = await generate({ ...config, schema, cwd: root, silent: true }, false);
  return outputs.parse(generated).map(({ filename, content }) => ({
    path: relative(root, join(root, relative(root, filename))),
    content,
  }));
}
