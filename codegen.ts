import type { CodegenConfig } from '@graphql-codegen/cli';

/** Typed documents for both clients from the one contract. Documents lie beside their users as *.graphql. */
const client = (documents: string): NonNullable<CodegenConfig['generates']>[string] => ({
  preset: 'client',
  documents: [documents],
  presetConfig: { fragmentMasking: false },
  config: {
    enumsAsTypes: true,
    useTypeImports: true,
    scalars: { DateTime: 'string', Base64: 'string', ID: 'string' },
    importExtension: '.js',
  },
});

const config: CodegenConfig = {
  schema: 'server/schema.graphql',
  generates: {
    'agent/generated/': client('agent/**/*.graphql'),
    'console/generated/': client('console/**/*.graphql'),
  },
};

export default config;
