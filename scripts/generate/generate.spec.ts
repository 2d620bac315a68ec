import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { FaultCode } from '../../server/faults/fault-code.js';
import { agentFaults, faultsDocument } from './fault-files.js';
import { readOptions, UsageError } from './options.js';
import { schemaFile } from './schema-file.js';

const root = join(import.meta.dirname, '..', '..');
const committed = (path: string): string => readFileSync(join(root, path), 'utf8');

it('emits the committed schema from the classes, without a database', async () => {
  const { path, content } = await schemaFile();
  expect(content).toBe(committed(path));
  const schema = buildSchema(content);
  expect(Object.keys(schema.getSubscriptionType()?.getFields() ?? {})).toEqual(['agentSession', 'board', 'session']);
});

it('publishes every code in both languages, and gives the agent what the cardholder reads', () => {
  const [document, faults] = [faultsDocument(), agentFaults()];
  for (const code of Object.keys(FaultCode)) {
    expect(document.content.split(`### \`${code}\``)).toHaveLength(3);
    expect(faults.content).toContain(`\n  ${code}: {`);
  }
  expect(document.content).toBe(committed(document.path));
  expect(faults.content).toBe(committed(faults.path));
});

it('reads its options', () => {
  expect(readOptions([])).toEqual({ check: false });
  expect(readOptions(['--check'])).toEqual({ check: true });
  expect(readOptions(['--help'])).toBe('help');
  expect(() => readOptions(['--write'])).toThrow(UsageError);
  expect(() => readOptions(['all'])).toThrow(UsageError);
});
