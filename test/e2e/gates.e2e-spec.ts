import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandResult } from '../support/command.js';
import { TreeCopy } from '../support/tree-copy.js';

/** @param why what the gate must say */
function expectRefusal({ code, stdout, stderr }: CommandResult, why: string): void {
  expect(`${stdout}${stderr}`).toContain(why);
  expect(code).toBe(1);
}

/** A gate that can't fail is no gate: each is broken on purpose here, in a copy of the sources, and must say what is wrong. */
describe('gates', () => {
  let copy: TreeCopy;

  beforeAll(() => {
    copy = new TreeCopy();
  });
  afterAll(() => copy.remove());

  const lint = (file: string) => copy.node('node_modules/eslint/bin/eslint.js', '--max-warnings', '0', file);
  const jest = (project: string, spec: string) =>
    copy.node(
      '--experimental-vm-modules',
      '--no-warnings',
      'node_modules/jest/bin/jest.js',
      '--selectProjects',
      project,
      '--testTimeout=120000',
      '--',
      spec,
    );
  const compile = () =>
    copy.node(
      '--input-type=module',
      '-e',
      "const { compilePrograms } = await import('./scripts/lib/prepare.mjs'); compilePrograms();",
    );
  const generated = () => copy.node('dist/scripts/generate/main.js', '--check');

  test('the unbroken copy passes them', async () => {
    expect(await compile()).toMatchObject({ code: 0 });
    expect(await generated()).toMatchObject({ code: 0 });
    expect(await copy.node('scripts/check-dependencies.mjs')).toMatchObject({ code: 0 });
    expect(await lint('console/pages/session/SessionPage.vue')).toMatchObject({ code: 0 });
    expect(await lint('server/sessions/views.ts')).toMatchObject({ code: 0 });
  });

  test('schema drift: a field that the committed schema does not have', async () => {
    const field = '@Field(() => String, { nullable: true })\n  forgotten!: string | null;';
    copy.replace(
      'server/sessions/session.types.ts',
      'export class SessionDetails {',
      `export class SessionDetails {\n  ${field}`,
    );
    expect(await compile()).toMatchObject({ code: 0 });
    expectRefusal(await generated(), 'server/schema.graphql');
    copy.restore('server/sessions/session.types.ts');
  });

  test('a document that was not generated again', async () => {
    copy.replace('console/api/staff.graphql', 'userName', 'renamed: userName');
    expect(await compile()).toMatchObject({ code: 0 });
    expectRefusal(await generated(), 'console/generated');
    copy.restore('console/api/staff.graphql');
  });

  test('migration drift: an entity that no migration built', async () => {
    copy.replace('server/staff/staff-account.entity.ts', 'NAME_LENGTH = 100', 'NAME_LENGTH = 120');
    expectRefusal(await jest('e2e', 'test/e2e/migrations.e2e-spec.ts'), 'staff_account');
    copy.restore('server/staff/staff-account.entity.ts');
  });

  test('unmarked text in a template', async () => {
    copy.replace('console/app/MissingPage.vue', '<template>', '<template><p>Unmarked</p>');
    expectRefusal(await lint('console/app/MissingPage.vue'), 'vue/no-bare-strings-in-template');
    copy.restore('console/app/MissingPage.vue');
  });

  test('a missing translation', async () => {
    copy.replace('console/locales/en/shell.ts', /\n {2}missingBack: .*/, '');
    expectRefusal(await jest('web', 'console/locales'), 'missingBack');
    copy.restore('console/locales/en/shell.ts');
  });

  test.each([
    ['console/app/i18n.ts', "import '../../server/common/token.js';\n"],
    ['server/common/token.ts', "import '../sessions/views.js';\n"],
    ['agent/upgrade/trouble.ts', "import '../pkcs11/return-values.js';\n"],
    ['agent/card/der.ts', "import '../../server/common/token.js';\n"],
  ])('a forbidden import in %s', async (file, line) => {
    copy.append(file, line);
    expectRefusal(await lint(file), 'import-x/no-restricted-paths');
    copy.restore(file);
  });

  test('any', async () => {
    copy.append('server/sessions/views.ts', 'export const loose: any = 1;\n');
    expectRefusal(await lint('server/sessions/views.ts'), '@typescript-eslint/no-explicit-any');
    copy.restore('server/sessions/views.ts');
  });

  test('a package without a licence, a dependency without a reason, an address in the lock file', async () => {
    const folder = join(copy.folder, 'unlicensed');
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'unlicensed', license: 'UNLICENSED' }));
    copy.replace(
      'package-lock.json',
      '"packages": {',
      '"packages": { "unlicensed": { "resolved": "https://packages.example/unlicensed.tgz" },',
    );
    copy.replace('package.json', '"dependencies": {', '"dependencies": { "reasonless": "1.0.0",');
    const { code, stderr } = await copy.node('scripts/check-dependencies.mjs');
    expect(code).toBe(1);
    expect(stderr).toMatch(/unlicensed: licence UNLICENSED is not among those allowed/);
    expect(stderr).toMatch(/no reason for reasonless/);
    expect(stderr).toMatch(/holds a download address/);
    copy.restore('package-lock.json');
    copy.restore('package.json');
    expect(readFileSync(join(copy.folder, 'package.json'), 'utf8')).not.toContain('reasonless');
  });
});
