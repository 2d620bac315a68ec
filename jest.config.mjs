/** Three projects: Node code, code that runs in a page (jsdom), and end to end on real parts. */
const typescript = {
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};
const node = { ...typescript, testEnvironment: 'node', transform: { '^.+\\.ts$': '@swc/jest' } };

export default {
  // Jest reads it here only, not in a project; real processes on a busy machine take their time.
  testTimeout: 120_000,
  projects: [
    {
      ...node,
      displayName: 'unit',
      roots: ['<rootDir>/server', '<rootDir>/agent', '<rootDir>/scripts', '<rootDir>/test/support'],
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: ['/guide/page/'],
    },
    {
      ...typescript,
      displayName: 'web',
      testEnvironment: 'jsdom',
      roots: ['<rootDir>/console', '<rootDir>/agent/guide/page'],
      testMatch: ['**/*.spec.ts'],
      extensionsToTreatAsEsm: ['.ts', '.vue'],
      moduleFileExtensions: ['ts', 'vue', 'js', 'mjs', 'json'],
      transform: { '^.+\\.ts$': '@swc/jest', '^.+\\.vue$': '<rootDir>/scripts/jest/vue-transform.mjs' },
      moduleNameMapper: { '\\.css$': '<rootDir>/scripts/jest/style-stub.mjs', '^(\\.{1,2}/.*)\\.js$': '$1' },
    },
    {
      ...node,
      displayName: 'e2e',
      roots: ['<rootDir>/test'],
      testMatch: ['<rootDir>/test/e2e/**/*.e2e-spec.ts'],
    },
  ],
};
