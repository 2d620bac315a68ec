import { expect } from '@playwright/test';
import { killProgram, stopProgram } from '../../scripts/stage/programs.js';
import { expectAccessible } from './accessibility.js';
import { screens } from './cardholder-page.js';
import { wrongPin } from './pins.js';
import { running, test } from './theatre.js';

test.describe('axe finds nothing, light and dark, at 320 px and at 200 %', () => {
  test.setTimeout(300_000);

  test('sign-in, board and what opens from them', async ({ theatre }) => {
    const { staff, cardholder, stage } = theatre;
    const { page } = staff;
    await cardholder.sees(screens.pin1);
    await expect(page.getByRole('rowheader')).toBeVisible();
    await expectAccessible(page, 'board');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'shortcuts');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Konto och inställningar/ }).click();
    await expectAccessible(page, 'account menu');
    await page.goto(`${stage.url}/no-such-page`);
    await expect(page.getByRole('heading', { name: 'Sidan finns inte' })).toBeVisible();
    await expectAccessible(page, 'missing page');
    await page.context().clearCookies();
    await page.goto(stage.url);
    await expect(page.getByRole('heading', { name: 'Logga in' })).toBeVisible();
    await page.getByRole('button', { name: 'Logga in', exact: true }).click();
    await expectAccessible(page, 'sign-in with errors');
  });

  test('every screen of an upgrade, on both pages', async ({ theatre }) => {
    const { staff, cardholder, stage } = theatre;
    const both = async (what: string) => {
      await expectAccessible(cardholder.page, `cardholder: ${what}`);
      await expectAccessible(staff.page, `staff: ${what}`);
    };
    await cardholder.sees(screens.pin1);
    await staff.openByCode(await cardholder.pairingCode());
    await both('PIN1');
    await cardholder.typePin(wrongPin(stage.card));
    await expect(cardholder.page.getByText(/Fel säkerhetskod/).first()).toBeVisible({ timeout: 10_000 });
    await both('wrong PIN');
    await cardholder.signIn(stage.card);
    await both('offer');
    await cardholder.press('Uppgradera kort');
    await cardholder.sees(screens.terms);
    await both('terms');
    await cardholder.press('Jag godkänner inte');
    await expect(cardholder.page.getByRole('button', { name: 'Läs villkoren igen' })).toBeVisible({ timeout: 10_000 });
    await both('declined terms');
    await cardholder.press('Läs villkoren igen');
    await cardholder.sees(screens.terms);
    await cardholder.acceptTerms();
    await cardholder.sees(screens.pin2);
    await both('PIN2');
    await cardholder.finish(stage.card);
    await both('done');
  });

  test('what the pages show when a program is gone', async ({ theatre }) => {
    const { staff, cardholder, stage } = theatre;
    await cardholder.sees(screens.pin1);
    await staff.openByCode(await cardholder.pairingCode());
    await stopProgram(running(stage.server, 'server'));
    await expect(cardholder.page.getByText('Ingen kontakt med servern').first()).toBeVisible({ timeout: 20_000 });
    await expect(staff.page.getByText(/Inte live/).first()).toBeVisible({ timeout: 20_000 });
    await expectAccessible(cardholder.page, 'cardholder: server away');
    await expectAccessible(staff.page, 'staff: not live');
    await killProgram(running(stage.agent, 'agent'));
    await expect(cardholder.page.getByText('Kortagenten har stängts').first()).toBeVisible({ timeout: 20_000 });
    await expectAccessible(cardholder.page, 'cardholder: agent gone');
  });
});
