import { fill, screenTexts, surroundingTexts } from './index.js';

type Leaves = Record<string, string>;

function leavesOf(value: unknown, path = ''): Leaves {
  if (typeof value === 'string') return { [path]: value };
  if (typeof value !== 'object' || value === null) throw new Error(`${path} is neither text nor texts`);
  return Object.assign({}, ...Object.entries(value).map(([key, part]) => leavesOf(part, `${path}.${key}`))) as Leaves;
}

const placeholdersOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe.each([
  ['screens', screenTexts],
  ['surroundings', surroundingTexts],
])('texts of %s', (_, { SV, EN }) => {
  const swedish = leavesOf(SV);
  const english = leavesOf(EN);

  it('exist in both languages', () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(swedish).sort());
    for (const text of [...Object.values(swedish), ...Object.values(english)]) expect(text.trim()).not.toBe('');
  });

  it('have the same placeholders in both', () => {
    for (const [key, text] of Object.entries(swedish)) {
      expect({ key, names: placeholdersOf(english[key] ?? '') }).toEqual({ key, names: placeholdersOf(text) });
    }
  });

  it('hold no sign that the page would read as more than text', () => {
    for (const text of [...Object.values(swedish), ...Object.values(english)]) expect(text).not.toMatch(/[@|<>]/);
  });
});

it('spells every symbol of a pairing code', () => {
  const symbols = [...'23456789BCDFGHJKMNPQRSTVWXYZ'];
  for (const { spelling } of Object.values(surroundingTexts)) expect(Object.keys(spelling).sort()).toEqual(symbols.sort());
});

it('never shows half a sentence', () => {
  expect(fill('{a} av {b}', { a: 1, b: 2 })).toBe('1 av 2');
  expect(() => fill('{a} av {b}', { a: 1 })).toThrow('No value for {b}');
});
