import { describe, expect, it } from '@jest/globals';
import { buildSchema, GraphQLEnumType } from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import en from './en/index.js';
import sv from './sv/index.js';
import { situations } from '../entities/situation.js';

interface Texts {
  readonly [key: string]: string | Texts;
}

function flatten(texts: Texts, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[`${prefix}${key}`, value]] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

const languages = { sv: flatten(sv), en: flatten(en) };
const keys = [...languages.sv.keys()];
const placeholders = (text: string | undefined) => [...(text ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
const formsOf = (text: string | undefined) => (text ?? '').split(' | ').length;

const sources = readdirSync('console', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(vue|ts)$/.test(path) && !/^(generated|locales|spec-support)|\.spec\.ts$/.test(path.replaceAll('\\', '/')))
  .map((path) => readFileSync(join('console', path), 'utf8'));

describe('the catalogues', () => {
  it('have the same texts in both languages', () => {
    expect([...languages.en.keys()].sort()).toEqual([...keys].sort());
  });

  it.each(keys)('agree on %s', (key) => {
    const [swedish, english] = [languages.sv.get(key), languages.en.get(key)];
    expect([...new Set(placeholders(english))].sort()).toEqual([...new Set(placeholders(swedish))].sort());
    expect(formsOf(english)).toBe(formsOf(swedish));
  });

  it.each(Object.entries(languages))('leave no text empty and none that the library would read as a command: %s', (_, texts) => {
    // A certificate of another kind has no words for whom it names.
    const empty = [...texts].filter(([key, text]) => text.trim() === '' && key !== 'session.card.identity.other');
    expect(empty).toEqual([]);
    expect([...texts].filter(([, text]) => /[@]/.test(text))).toEqual([]);
  });

  it.each([
    ['SessionState', 'state.'],
    ['UpgradeStep', 'step.'],
    ['EventKind', 'events.'],
    ['CertificateProfile', 'events.profile.'],
    ['CertificatePurpose', 'events.pin.'],
    ['StaffRole', 'shell.role.'],
  ])('have a text for every %s', (name, prefix) => {
    const type = buildSchema(readFileSync('server/schema.graphql', 'utf8')).getType(name);
    const values = type instanceof GraphQLEnumType ? type.getValues() : [];
    expect(values.length).toBeGreaterThan(0);
    expect(values.filter((value) => !languages.sv.has(`${prefix}${value.name}`)).map((value) => value.name)).toEqual([]);
  });

  it('have a title, what to say and what comes next for every situation', () => {
    for (const situation of situations)
      for (const part of ['title', 'say', 'next']) expect(keys).toContain(`situation.${situation}.${part}`);
  });
});

describe('the sources', () => {
  const namespaces = Object.keys(sv).join('|');
  const literals = new RegExp(`'((?:${namespaces})(?:\\.[\\w]+)+)'`, 'g');
  const templates = new RegExp(`\`((?:${namespaces})\\.[^\`\\s]*\\$\\{[^\`]*)\``, 'g');
  const used = new Set(sources.flatMap((source) => [...source.matchAll(literals)].map(([, key]) => key ?? '')));
  const patterns = sources
    .flatMap((source) => [...source.matchAll(templates)].map(([, text]) => text ?? ''))
    .map((text) => new RegExp(`^${text.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[^.]+')}$`));

  it('ask for no text that is missing', () => {
    expect([...used].filter((key) => !languages.sv.has(key))).toEqual([]);
    expect(patterns.filter((pattern) => !keys.some((key) => pattern.test(key)))).toEqual([]);
  });

  it('use every text', () => {
    expect(keys.filter((key) => !used.has(key) && !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
  });
});
