import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** How a page may be looked at: a window, a phone's width (WCAG 2.2, 1.4.10), and the window at 200 % zoom (1.4.4). */
const sizes = [
  { name: 'window', width: 1280, height: 800 },
  { name: '320 px', width: 320, height: 640 },
  { name: '200 %', width: 640, height: 400 },
] as const;
const schemes = ['light', 'dark'] as const;
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Lets axe judge the page in every size, light and dark; what axe can't decide about contrast counts as a finding too. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const before = page.viewportSize();
  for (const { name, width, height } of sizes) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await findings(page), `${what}, ${name}, ${colorScheme}`).toEqual([]);
    }
    expect(await scrollsSideways(page), `${what}, ${name}: scrolls sideways`).toBe(false);
  }
  if (before) await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

async function findings(page: Page): Promise<string[]> {
  const { violations, incomplete } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const undecided = incomplete.filter(({ id }) => id === 'color-contrast');
  return [...violations, ...undecided].map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Reading must not need scrolling in two directions. */
function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
