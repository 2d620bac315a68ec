import { expect } from '@playwright/test';
import { killProgram, stopProgram } from '../../scripts/stage/programs.js';
import { screens } from './cardholder-page.js';
import { wrongPin } from './pins.js';
import type { StaffPage } from './staff-page.js';
import { running, test } from './theatre.js';

/** The helpdesk must see what the caller sees while it is said, so each step has a second to arrive. */
const soon = { timeout: 1_000 };
/** A program that was stopped or killed has to start again first. */
const afterRestart = { timeout: 30_000 };

test.describe('a cardholder upgrades the card while staff watch', () => {
  test('staff see each step within a second, the mirror and who watches are true', async ({ theatre }) => {
    const { cardholder, staff, stage } = theatre;
    await cardholder.sees(screens.pin1);
    await staff.openByCode(await cardholder.pairingCode());
    await expect(cardholder.watcher('Anna Exempelsson, Kundservice')).toBeVisible(soon);
    await expect(staff.step(1)).toBeVisible(soon);
    await expect(staff.mirror.getByText(screens.pin1)).toBeVisible(soon);
    await expect(staff.page.getByRole('heading', { level: 1 })).toContainText('Kopplingskod');

    await cardholder.signIn(stage.card);
    await expect(staff.step(2)).toBeVisible(soon);
    await expect(staff.mirror.getByText(screens.offer)).toBeVisible(soon);
    const { name, personnummer } = stage.card.holder;
    await expect(staff.page.getByRole('heading', { level: 1 })).toHaveText(name);
    await expect(staff.page.getByText(`${personnummer.slice(0, 8)}-••••`).first()).toBeVisible();
    await expect(staff.page.getByText(personnummer)).toHaveCount(0);

    await cardholder.press('Uppgradera kort');
    await cardholder.sees(screens.terms);
    await expect(staff.step(3)).toBeVisible(soon);
    await expect(staff.mirror.getByText(screens.terms)).toBeVisible(soon);

    await cardholder.acceptTerms();
    await cardholder.sees(screens.pin2);
    await expect(staff.step(6)).toBeVisible(soon);
    await expect(staff.mirror.getByText(screens.pin2)).toBeVisible(soon);
    await expect(staff.event(/^.*Certifikat kontrollerat/)).toHaveCount(2);
    await expect(cardholder.page.getByText(/^Dra inte ur kortet/).first()).toBeVisible();

    await cardholder.typePin(stage.card.pin2);
    await cardholder.sees(screens.done);
    await expect(staff.event('Uppgraderingen är klar')).toBeVisible(soon);
    await expect(staff.mirror.getByText(screens.done)).toBeVisible(soon);
    await expect(staff.panel('Kortet').getByText('Nytt', { exact: true })).toHaveCount(4);
    await expect(staff.steps.getByText('4 av 4 nya certifikat på kortet')).toBeVisible();
  });

  test('a wrong PIN is seen on both pages, and the next try goes on', async ({ theatre }) => {
    const { cardholder, staff, stage } = theatre;
    await cardholder.sees(screens.pin1);
    await staff.openByCode(await cardholder.pairingCode());
    await cardholder.typePin(wrongPin(stage.card));
    await expect(cardholder.page.getByText(/Fel säkerhetskod/).first()).toBeVisible({ timeout: 10_000 });
    await expect(
      staff
        .panel(/Fel just nu|Just nu/)
        .getByText(/Fel säkerhetskod/)
        .first(),
    ).toBeVisible(soon);
    await cardholder.signIn(stage.card);
    await expect(staff.event('Felet är över')).toBeVisible(soon);
    await cardholder.upgradeFromOffer(stage.card);
    await expect(staff.event('Uppgraderingen är klar')).toBeVisible(soon);
  });

  test('declined terms are seen on both pages, and can be accepted after all', async ({ theatre }) => {
    const { cardholder, staff, stage } = theatre;
    await cardholder.sees(screens.pin1);
    await staff.openByCode(await cardholder.pairingCode());
    await cardholder.signIn(stage.card);
    await cardholder.press('Uppgradera kort');
    await cardholder.sees(screens.terms);
    await cardholder.press('Jag godkänner inte');
    await expect(cardholder.page.getByRole('button', { name: 'Läs villkoren igen' })).toBeVisible({ timeout: 10_000 });
    await expect(staff.event('Villkoren avböjda')).toBeVisible(soon);
    await cardholder.press('Läs villkoren igen');
    await cardholder.sees(screens.terms);
    await cardholder.acceptTerms();
    await cardholder.finish(stage.card);
    await expect(staff.event('Uppgraderingen är klar')).toBeVisible(soon);
  });

  test('the server stops in the middle and comes back: both pages say so, and the upgrade goes on', async ({ theatre }) => {
    const { cardholder, staff, stage } = theatre;
    await cardholder.sees(screens.pin1);
    await staff.openByCode(await cardholder.pairingCode());
    await cardholder.signIn(stage.card);
    await cardholder.press('Uppgradera kort');
    await cardholder.sees(screens.terms);
    await expect(staff.step(3)).toBeVisible(soon);

    await stopProgram(running(stage.server, 'server'));
    await expect(cardholder.page.getByText('Ingen kontakt med servern').first()).toBeVisible({ timeout: 20_000 });
    await expect(staff.page.getByText(/Inte live/).first()).toBeVisible({ timeout: 20_000 });
    await cardholder.acceptTerms();

    await stage.startServer();
    await expect(staff.live).toBeVisible(afterRestart);
    await cardholder.sees(screens.pin2);
    await expect(staff.step(6)).toBeVisible(afterRestart);
    await cardholder.finish(stage.card);
    await expect(staff.event('Uppgraderingen är klar')).toBeVisible(afterRestart);
    await staff.showAllEvents();
    await expect(staff.event('Kortagenten tappade kontakten med servern')).toBeVisible();
    await expectNoGap(staff);
  });

  test('the server is killed in the middle: nothing acknowledged is lost', async ({ theatre }) => {
    const { cardholder, staff, stage } = theatre;
    await cardholder.sees(screens.pin1);
    await staff.openByCode(await cardholder.pairingCode());
    await cardholder.signIn(stage.card);
    await expect(staff.step(2)).toBeVisible(soon);
    await killProgram(running(stage.server, 'server'));
    await cardholder.press('Uppgradera kort');
    await cardholder.sees(screens.terms);
    await stage.startServer();
    await expect(staff.live).toBeVisible(afterRestart);
    await expect(staff.step(3)).toBeVisible(afterRestart);
    await cardholder.acceptTerms();
    await cardholder.finish(stage.card);
    await expect(staff.event('Uppgraderingen är klar')).toBeVisible(afterRestart);
    await expectNoGap(staff);
  });

  test('the agent is killed in the middle and started again: it goes on where it was, with nothing issued twice', async ({
    theatre,
  }) => {
    const { cardholder, staff, stage } = theatre;
    await cardholder.sees(screens.pin1);
    await staff.openByCode(await cardholder.pairingCode());
    await cardholder.signIn(stage.card);
    await cardholder.press('Uppgradera kort');
    await cardholder.sees(screens.terms);
    await cardholder.acceptTerms();
    await cardholder.sees(screens.pin2);

    await killProgram(running(stage.agent, 'agent'));
    await expect(cardholder.page.getByText('Kortagenten har stängts').first()).toBeVisible({ timeout: 20_000 });
    await expect(staff.page.getByText('Ingen kontakt med kortagenten').first()).toBeVisible({ timeout: 60_000 });

    await stage.startAgent();
    await theatre.reopenGuide();
    await cardholder.sees(screens.pin1);
    await expect(staff.event('Kortagenten startade om och fortsatte')).toBeVisible(afterRestart);
    await cardholder.typePin(stage.card.pin1);
    await cardholder.finish(stage.card);
    await expect(staff.event('Uppgraderingen är klar')).toBeVisible(afterRestart);
    await staff.showAllEvents();
    await expect(staff.event('Certifikat utfärdat')).toHaveCount(4);
    await expect(staff.panel('Kortet').getByText('Nytt', { exact: true })).toHaveCount(4);
  });
});

/** Every number from the last event to the first stands on the page, once. */
async function expectNoGap(staff: StaffPage): Promise<void> {
  const numbers = await staff.eventNumbers();
  expect(numbers.length).toBeGreaterThan(30);
  expect(numbers).toEqual(numbers.map((_, index) => numbers.length - index));
}
