import { createNodeResolver } from 'eslint-plugin-import-x';
import importX from 'eslint-plugin-import-x';
import pluginVue from 'eslint-plugin-vue';
import vueAccessibility from 'eslint-plugin-vuejs-accessibility';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

/** Who may not import whom, and what to do instead. */
const zones = [
  {
    target: './console',
    from: ['./server', './agent', './test', './scripts'],
    message: 'The console knows the server only through server/schema.graphql (console/generated).',
  },
  {
    target: './agent',
    from: ['./server', './console', './test', './scripts'],
    message: 'The agent knows the server only through server/schema.graphql (agent/generated).',
  },
  {
    target: './server',
    from: ['./console', './agent', './test', './scripts'],
    message: 'The server imports neither of its clients.',
  },
  { target: './scripts', from: './test', message: 'Nothing imports test/.' },
  {
    target: './agent/upgrade',
    from: ['./agent/pkcs11', './agent/terminal', './agent/card-tool'],
    message: 'The seven steps know only the card port (agent/card); main.ts wires the adapter.',
  },
  {
    target: './agent/card',
    from: ['./agent/pkcs11', './agent/upgrade', './agent/link', './agent/guide'],
    message: 'The card port stands below everything else of the agent.',
  },
  {
    target: './agent/pkcs11',
    from: ['./agent/upgrade', './agent/link', './agent/guide'],
    message: 'The adapter implements the card port and knows nothing above it.',
  },
  {
    target: './agent/guide/page',
    from: ['./agent/pkcs11', './agent/upgrade', './agent/link', './agent/card'],
    message: 'The local page renders the view model and nothing else.',
  },
  {
    target: './server/common',
    from: ['./server/sessions', './server/events', './server/issuance', './server/pki', './server/live', './server/health'],
    message: 'common is below every feature.',
  },
  {
    target: './server/database',
    from: ['./server/live', './server/pki', './server/health'],
    message: 'The database layer knows entities, not services.',
  },
  {
    target: './server/events',
    from: ['./server/sessions', './server/issuance', './server/live', './server/pki'],
    message: 'events is a leaf that sessions builds on.',
  },
  {
    target: './server/faults',
    from: ['./server/sessions', './server/issuance', './server/live', './server/pki', './server/events', './server/staff'],
    message: 'faults is a leaf.',
  },
  { target: './server/pki', from: ['./server/live', './server/events'], message: 'pki checks and signs; it reports to nobody.' },
];

/** @type {import('eslint').Linter.RulesRecord} */
const typescript = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  '@typescript-eslint/no-non-null-assertion': 'error',
  'no-empty': ['error', { allowEmptyCatch: false }],
  'no-console': 'error',
  eqeqeq: 'error',
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'data/', 'coverage/', '**/generated/', 'test-results/', 'playwright-report/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  {
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createNodeResolver({ extensions: ['.ts', '.vue', '.mjs', '.js', '.json'], extensionAlias: { '.js': ['.ts', '.js'] } }),
      ],
    },
    files: ['**/*.ts', '**/*.vue', '**/*.mjs'],
    rules: { 'import-x/no-restricted-paths': ['error', { zones }] },
  },
  {
    files: ['server/**/*.ts', 'agent/**/*.ts', 'scripts/**/*.ts', 'test/**/*.ts', 'ormconfig.ts', 'codegen.ts'],
    ignores: ['agent/guide/page/**'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      ...typescript,
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['console/**/*.ts', 'agent/guide/page/**/*.ts', '*.config.ts'],
    extends: [tseslint.configs.recommended],
    rules: typescript,
  },
  {
    files: ['**/*.vue'],
    extends: [tseslint.configs.recommended, pluginVue.configs['flat/recommended'], vueAccessibility.configs['flat/recommended']],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.vue'] } },
    rules: {
      ...typescript,
      'vue/no-bare-strings-in-template': 'error',
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
  { files: ['scripts/**/*.ts', 'scripts/**/*.mjs', 'test/bench/**/*.ts'], rules: { 'no-console': 'off' } },
);
