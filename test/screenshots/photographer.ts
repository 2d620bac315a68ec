import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from '@playwright/test';

const schemes = ['light', 'dark'] as const;

/** The window's size in CSS pixels, and how many dots there are for each. */
export interface Window {
  readonly width: number;
  readonly height: number;
  readonly deviceScaleFactor: number;
}

export async function openPage(browser: Browser, { deviceScaleFactor, ...viewport }: Window): Promise<Page> {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor,
    locale: 'sv-SE',
    timezoneId: 'Europe/Stockholm',
  });
  return context.newPage();
}

export class Photographer {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  /** One picture of the window, or of a part of the page, in each colour scheme. */
  async take(page: Page, name: string, part?: Locator): Promise<void> {
    await page.mouse.move(0, 0);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.evaluate(() => document.fonts.ready);
      const path = join(this.folder, `${name}-${colorScheme}.png`);
      await (part ?? page).screenshot({ path, animations: 'disabled' });
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  }
}
