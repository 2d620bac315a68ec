import { expect, type Locator, type Page } from '@playwright/test';
import type { StageStaff } from '../../scripts/stage/stage.js';

/** The steps of the printed manual, as the console names them. */
export const stepNames = [
  'Logga in med kortet',
  'Välj Uppgradera kort',
  'Godkänn villkoren',
  'Låt kortet sitta i',
  'Hämta och installera',
  'Koden för underskrift',
  'Klart',
] as const;

/** The console, used as a member of staff uses it. */
export class StaffPage {
  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  async signIn({ userName, password }: StageStaff): Promise<void> {
    await this.page.goto(this.url);
    await this.page.getByLabel('Användarnamn').fill(userName);
    await this.page.getByLabel('Lösenord').fill(password);
    await this.page.getByRole('button', { name: 'Logga in', exact: true }).click();
    await expect(this.live).toBeVisible({ timeout: 15_000 });
  }

  /** The mark in the page's head that says how true the page is. */
  get live(): Locator {
    return this.page.getByText('Live', { exact: true });
  }

  /** Types the pairing code that the caller reads out. */
  async openByCode(code: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Öppna med kopplingskod' }).fill(code);
    await this.page.getByRole('button', { name: 'Öppna', exact: true }).click();
    await expect(this.steps).toBeVisible();
  }

  get steps(): Locator {
    return this.panel('De sju stegen');
  }

  get mirror(): Locator {
    return this.panel('Skärmen hos den som ringer');
  }

  get timeline(): Locator {
    return this.panel('Händelser');
  }

  panel(title: string | RegExp): Locator {
    return this.page.getByRole('region', { name: title });
  }

  /** The step that goes on now, 1 to 7. */
  step(number: number): Locator {
    return this.steps.locator('[aria-current="step"]', { hasText: stepNames[number - 1] ?? 'no such step' });
  }

  event(text: string | RegExp): Locator {
    return this.timeline.getByRole('listitem').filter({ hasText: text });
  }

  /** The page shows the newest first, and older ones when asked. */
  async showAllEvents(): Promise<void> {
    const more = this.timeline.getByRole('button', { name: /^Visa \d+ äldre/ });
    while (await more.isVisible()) await more.click();
  }

  /** The numbers of all events, in the order of the page: the newest first. */
  async eventNumbers(): Promise<number[]> {
    await this.page.getByLabel('Visa varje skärmbyte').check();
    await this.showAllEvents();
    const facts = this.timeline.locator('dl > div').filter({ has: this.page.getByText('Nummer', { exact: true }) });
    return (await facts.locator('dd').allTextContents()).map(Number);
  }
}
