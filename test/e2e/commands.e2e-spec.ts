import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root, runScript } from '../support/command.js';

const commands = [
  'demo',
  'test',
  'start',
  'agent',
  'dev',
  'card',
  'staff',
  'bench',
  'faults',
  'screenshots',
  'generate',
  'setup',
];

describe('every command', () => {
  test('is in package.json', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(commands));
  });

  test.each(commands)('%s --help explains itself', async (name) => {
    const { code, stdout, stderr } = await runScript(name, ['--help']);
    expect(`${stdout}${stderr}`).toMatch(/Usage: npm (run |start|test)/);
    expect(code).toBe(0);
  });

  test.each(commands)('%s refuses a wrong option in one line, with exit code 2', async (name) => {
    const { code, stderr, stdout } = await runScript(name, ['--no-such-option']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const complaint = stderr.split('\n').find((line) => line.startsWith('kortlots:'));
    expect(complaint).toMatch(/no-such-option/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
