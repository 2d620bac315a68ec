import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const css = readFileSync('console/ui/tokens.css', 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+):\s*light-dark\(#([0-9a-f]{6}),\s*#([0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name ?? '',
    { light: light ?? '', dark: dark ?? '' },
  ]),
);

/** WCAG 2.1, relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(first: string, second: string, theme: 'light' | 'dark'): number {
  const [a, b] = [first, second].map((name) => {
    const token = tokens.get(name);
    if (token === undefined) throw new Error(`There is no colour --${name}.`);
    return luminance(token[theme]);
  });
  const [lighter, darker] = [Math.max(a ?? 0, b ?? 0), Math.min(a ?? 0, b ?? 0)];
  return (lighter + 0.05) / (darker + 0.05);
}

const sheets = ['paper', 'surface', 'surface-2'];
/** Text, and what it stands on. */
const texts: readonly (readonly [string, readonly string[]])[] = [
  ['ink', [...sheets, 'surface-3', 'accent-soft', 'ok-soft']],
  ['ink-2', [...sheets, 'surface-3', 'ok-soft']],
  ['ink-3', [...sheets, 'surface-3']],
  ['accent', [...sheets, 'accent-soft']],
  ['accent-hover', sheets],
  ['on-accent', ['accent', 'accent-hover']],
  ['fault', ['paper', 'surface', 'surface-2', 'fault-soft']],
  ['warn', ['paper', 'surface', 'warn-soft']],
  ['ok', ['paper', 'surface', 'ok-soft']],
  ['paper', ['ink']],
];
/** Marks, borders of controls and the focus ring. */
const marks: readonly (readonly [string, readonly string[]])[] = [
  ['line-strong', sheets],
  ['accent-mark', ['paper', 'surface']],
  ['fault-mark', ['paper', 'surface']],
  ['warn-mark', ['paper', 'surface']],
  ['ok-mark', ['paper', 'surface']],
  ['focus', [...sheets, 'surface-3', 'accent-soft']],
];
const pairs = (list: typeof texts) => list.flatMap(([front, backs]) => backs.map((back) => [front, back] as const));

describe.each(['light', 'dark'] as const)('colours, %s', (theme) => {
  it.each(pairs(texts))('text %s is readable on %s (4.5:1)', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(marks))('%s is seen on %s (3:1)', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(3);
  });
});

describe('colours', () => {
  it('are all checked: each is written once for light and once for dark', () => {
    expect(tokens.size).toBeGreaterThan(20);
    expect([...css.matchAll(/#[0-9a-f]{3,8}\b/gi)]).toHaveLength(tokens.size * 2);
  });

  it('are written nowhere else', () => {
    const others = readdirSync('console', { recursive: true, encoding: 'utf8' }).filter(
      (path) => /\.(vue|css)$/.test(path) && !path.endsWith('tokens.css'),
    );
    const styles = others.map(
      (path) => [path, readFileSync(join('console', path), 'utf8').split('<style').slice(1).join('')] as const,
    );
    expect(styles.filter(([, style]) => /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/i.test(style)).map(([path]) => path)).toEqual([]);
  });
});
