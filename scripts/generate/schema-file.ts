import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { features } from '../../server/app.module.js';
import type { GeneratedFile } from './generated-file.js';
import { GENERATED_BY } from './generated-file.js';

/** Nest keeps the kind of resolver under this key of a method. */
const RESOLVER_TYPE = 'graphql:resolver_type';

type Class = new (...args: never[]) => unknown;

function isClass(value: unknown): value is Class {
  return typeof value === 'function' && value.prototype !== undefined;
}

function listed(module: Class, kind: 'imports' | 'providers'): Class[] {
  const found: unknown = Reflect.getMetadata(kind, module);
  return Array.isArray(found) ? found.filter(isClass) : [];
}

function resolves(provider: Class): boolean {
  const prototype: object = provider.prototype as object;
  return Object.getOwnPropertyNames(prototype).some((name) => {
    const method = Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown;
    return typeof method === 'function' && Reflect.hasMetadata(RESOLVER_TYPE, method);
  });
}

/** Every resolver below the modules, found without making any of them: no database is opened. */
function resolversOf(modules: readonly Class[], seen = new Set<Class>()): Class[] {
  return modules.flatMap((module) => {
    if (seen.has(module)) return [];
    seen.add(module);
    return [...listed(module, 'providers').filter(resolves), ...resolversOf(listed(module, 'imports'), seen)];
  });
}

/** The contract, from the server's classes; sorted, so that moving code does not change it. */
export async function schemaFile(): Promise<GeneratedFile> {
  const application = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  try {
    const schema = await application.get(GraphQLSchemaFactory).create(resolversOf(features));
    const content = `# ${GENERATED_BY} from the classes in server/. Do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;
    return { path: 'server/schema.graphql', content };
  } finally {
    await application.close();
  }
}
