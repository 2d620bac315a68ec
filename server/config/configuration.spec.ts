import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { ConfigurationError, environment, parseConfiguration, publicOrigin } from './configuration.js';

const root = join(import.meta.dirname, '..', '..');
const known = Object.keys(environment.shape).sort();

test('a server that listens everywhere must be told its address: sign-ins and certificates are bound to it', () => {
  expect(() => parseConfiguration({ HOST: '0.0.0.0' })).toThrow(/PUBLIC_URL: give the address .* HOST=0\.0\.0\.0/);
  expect(parseConfiguration({ HOST: '0.0.0.0', PUBLIC_URL: 'https://kortlots.example' }).host).toBe('0.0.0.0');
});

it('has defaults for everything', () => {
  const configuration = parseConfiguration({});
  expect(configuration).toMatchObject({ host: '127.0.0.1', port: 4000, databaseUrl: null, production: true, keyPolicy: 'REUSE' });
  expect(configuration.dataDirectory).toBe(resolve('data'));
  expect(publicOrigin(configuration)).toBe('http://127.0.0.1:4000');
});

it('takes an empty variable as not set', () => {
  expect(parseConfiguration({ PORT: '', DATABASE_URL: '', TRUST_ANCHORS: '' })).toMatchObject({ port: 4000, databaseUrl: null });
});

it('reduces the public address to its origin', () => {
  expect(parseConfiguration({ PUBLIC_URL: 'https://kortlots.example/some/path' }).publicUrl).toBe('https://kortlots.example');
});

it('splits lists', () => {
  const { trustAnchorFiles, trustedProxies } = parseConfiguration({
    TRUST_ANCHORS: 'a.pem, b.pem,',
    TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16,loopback,2001:db8::/32',
  });
  expect(trustAnchorFiles).toEqual(['a.pem', 'b.pem']);
  expect(trustedProxies).toEqual(['10.0.0.5', '10.1.0.0/16', 'loopback', '2001:db8::/32']);
});

it.each([
  ['PORT', 'abc', 'port number'],
  ['PORT', '70000', 'port number'],
  ['PUBLIC_URL', 'kortlots.example', 'https://kortlots.example'],
  ['DATABASE_URL', 'mysql://x', 'postgres://'],
  ['LOG_LEVEL', 'loud', 'fatal, error'],
  ['KEY_POLICY', 'reuse', 'REUSE or GENERATE'],
  ['SESSION_IDLE_MINUTES', '0', 'whole minutes'],
  ['PAIRING_CODE_MINUTES', '61', 'whole minutes, 1 to 60'],
  ['TRUSTED_PROXIES', 'proxy.example', 'IP addresses'],
  ['TRUSTED_PROXIES', '10.0.0.0/33', 'IP addresses'],
  ['ORGANISATION', 'x'.repeat(65), '64'],
])('refuses %s=%s with the remedy', (name, value, remedy) => {
  expect(() => parseConfiguration({ [name]: value })).toThrow(ConfigurationError);
  expect(() => parseConfiguration({ [name]: value })).toThrow(remedy);
});

it('names every wrong variable, one a line', () => {
  expect(() => parseConfiguration({ PORT: 'x', KEY_POLICY: 'y' })).toThrow(/^PORT: .*\nKEY_POLICY: .*$/);
});

it('is documented, variable by variable, in docs/configuration.md and .env.example', () => {
  const document = readFileSync(join(root, 'docs', 'configuration.md'), 'utf8').split('## The agent')[0] ?? '';
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const documented = [...document.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
  const exemplified = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(documented.sort()).toEqual(known);
  expect(exemplified.sort()).toEqual(known);
});

it('documents the defaults that hold', () => {
  const document = readFileSync(join(root, 'docs', 'configuration.md'), 'utf8');
  for (const [name, value] of Object.entries(environment.parse({})))
    if (typeof value === 'string' || typeof value === 'number') expect(document).toContain(`| \`${name}\` | \`${value}\` |`);
});
