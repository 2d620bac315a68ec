import { expect, type Locator, type Page } from '@playwright/test';
import type { StageCard } from '../../scripts/stage/stage.js';

/** Titles of the cardholder's screens, as they stand on the page. */
export const screens = {
  pin1: 'Logga in med ditt kort',
  offer: /kan uppgraderas$/,
  terms: 'Läs och godkänn villkoren',
  pin2: 'Skriv koden för underskrift',
  done: 'Klart! Ditt kort är uppgraderat',
  restored: 'Klart! Dina certifikat är hämtade',
  pickCard: 'Vilket kort ska uppgraderas?',
  pinLocked: /^Säkerhetskoden för (legitimering|underskrift) \(PIN[12]\) är låst$/,
  unlock: /^Lås upp koden för/,
  changePin: /^Byt kod för/,
  makeRoom: /^Får (ett utgånget|utgångna) certifikat tas bort\?$/,
} as const;

/** The agent's local page, used as a cardholder uses it: by what can be read and pressed. */
export class CardholderPage {
  constructor(readonly page: Page) {}

  async open(address: string): Promise<void> {
    await this.page.goto('about:blank');
    await this.page.goto(address);
  }

  heading(title: string | RegExp): Locator {
    return this.page.getByRole('heading', { name: title, level: 1 });
  }

  watcher(name: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: name });
  }

  async sees(title: string | RegExp): Promise<void> {
    await expect(this.heading(title)).toBeVisible({ timeout: 30_000 });
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  async typePin(pin: string): Promise<void> {
    const field = this.page.getByLabel(/^Säkerhetskod för/);
    await field.fill(pin);
    await this.press('OK');
  }

  /** The button of the card with this in its name, number or reader. */
  async pickCard(text: string): Promise<void> {
    await this.page.getByRole('listitem').getByRole('button', { name: text }).click();
  }

  /** On the page where a locked PIN is opened. */
  async typePuk(puk: string, newPin: string): Promise<void> {
    await this.page.getByLabel('PUK-kod', { exact: true }).fill(puk);
    await this.#typeNewPin(newPin);
    await this.press('Lås upp');
  }

  async changePin(oldPin: string, newPin: string): Promise<void> {
    await this.page.getByLabel(/^Nuvarande säkerhetskod/).fill(oldPin);
    await this.#typeNewPin(newPin);
    await this.press('Byt kod');
  }

  async #typeNewPin(pin: string): Promise<void> {
    await this.page.getByLabel(/^Ny säkerhetskod för/).fill(pin);
    await this.page.getByLabel(/^Ny säkerhetskod .* en gång till$/).fill(pin);
  }

  async acceptTerms(): Promise<void> {
    await this.page.getByRole('checkbox', { name: 'Jag godkänner villkoren' }).check();
    await this.press('STARTA NEDLADDNING');
  }

  /** As it is read aloud, without separators. */
  async pairingCode(): Promise<string> {
    const code = this.page.getByLabel('Kopplingskod', { exact: true });
    await expect(code).toHaveText(/[2-9B-Z]{4}\s*[2-9B-Z]{4}/, { timeout: 30_000 });
    return (await code.innerText()).replaceAll(/\s/g, '');
  }

  async signIn(card: StageCard): Promise<void> {
    await this.sees(screens.pin1);
    await this.typePin(card.pin1);
    await this.sees(screens.offer);
  }

  /** From the sign-in to the end. */
  async upgrade(card: StageCard): Promise<void> {
    await this.signIn(card);
    await this.upgradeFromOffer(card);
  }

  async upgradeFromOffer(card: StageCard): Promise<void> {
    await this.press('Uppgradera kort');
    await this.sees(screens.terms);
    await this.acceptTerms();
    await this.finish(card);
  }

  /** From PIN2 to the end. */
  async finish(card: StageCard): Promise<void> {
    await this.sees(screens.pin2);
    await this.typePin(card.pin2);
    await this.sees(screens.done);
  }
}
