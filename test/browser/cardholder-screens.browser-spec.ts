import { expect, test as base, type Page } from '@playwright/test';
import { Desk } from '../../agent/guide/desk.js';
import { startGuide } from '../../agent/guide/server.js';
import { changePinView, gallery, pickView, unlockView } from '../../agent/guide/views.spec-support.js';
import { expectAccessible } from './accessibility.js';
import { CardholderPage } from './cardholder-page.js';

/** The page on a desk that the test lays out: no card, no server, each screen that there is. */
const test = base.extend<{ desk: Desk; opened: Page }>({
  desk: async ({ page: _ }, use) => {
    const desk = new Desk({ language: 'SV', onScreen: () => undefined });
    desk.setLink('ONLINE');
    await use(desk);
  },
  opened: async ({ desk, page }, use) => {
    const guide = await startGuide(desk, { port: null });
    try {
      await page.goto(guide.url);
      await expect(page.getByRole('heading', { name: 'Förbereder uppgraderingen' })).toBeVisible();
      await use(page);
    } finally {
      await guide.close();
    }
  },
});

const puk = '83746152';
const newPin = '482915';

test.describe('axe finds nothing on any screen, light and dark, at 320 px and at 200 %', () => {
  for (const [name, view] of gallery) {
    test(name, async ({ desk, opened }) => {
      test.setTimeout(120_000);
      void desk.ask(view);
      await expect(opened.getByRole('heading', { level: 1 })).toHaveText(desk.state.screen.title);
      await expectAccessible(opened, name);
    });
  }
});

test('no screen scrolls sideways at 320 px in the other language', async ({ desk, opened }) => {
  desk.setLanguage('EN');
  await opened.setViewportSize({ width: 320, height: 640 });
  for (const [name, view] of gallery) {
    desk.show(view);
    await expect(opened.getByRole('heading', { level: 1 })).toHaveText(desk.state.screen.title);
    expect(await opened.evaluate(() => document.documentElement.scrollWidth), name).toBe(320);
  }
});

test('a PUK and a new PIN reach the desk by keyboard alone, and are left nowhere in the page', async ({ desk, opened }) => {
  const asked = desk.ask(unlockView({ pukTries: 'LAST' }));
  await expect(opened.getByRole('heading', { name: 'Lås upp koden för legitimering' })).toBeFocused();
  const { keyboard } = opened;
  await keyboard.press('Tab');
  await keyboard.press('Space');
  for (const code of [puk, newPin, newPin]) {
    await keyboard.press('Tab');
    await keyboard.type(code);
  }
  await keyboard.press('Enter');
  expect(await asked).toEqual({ id: 'submit-codes', codes: { current: puk, new: newPin } });
  const left = await opened.evaluate(() =>
    [document.documentElement.outerHTML, ...[...document.querySelectorAll('input')].map(({ value }) => value)].join(),
  );
  expect(left).not.toMatch(new RegExp(`${puk}|${newPin}`));
});

test('errors are said at their field, in every size, and the focus goes there', async ({ desk, opened }) => {
  test.setTimeout(120_000);
  const cardholder = new CardholderPage(opened);
  void desk.ask(unlockView());
  await cardholder.typePuk('8374', newPin);
  const field = opened.getByLabel('PUK-kod', { exact: true });
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(/åtta siffror.*Inget försök har använts/);
  await expectAccessible(opened, 'unlock with errors');
  desk.show({ kind: 'CANCELLED' });
});

test('a new PIN that is not repeated is typed anew, and the old one is not', async ({ desk, opened }) => {
  const asked = desk.ask(changePinView());
  await opened.getByLabel(/^Nuvarande säkerhetskod/).fill('736251');
  await opened.getByLabel(/^Ny säkerhetskod för/).fill(newPin);
  await opened.getByLabel(/en gång till$/).fill('482951');
  await opened.getByRole('button', { name: 'Byt kod' }).click();
  const field = opened.getByLabel(/^Ny säkerhetskod för/);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('');
  await expect(field).toHaveAccessibleDescription(/var inte lika/);
  await opened.keyboard.type(newPin);
  await opened.getByLabel(/en gång till$/).fill(newPin);
  await opened.keyboard.press('Enter');
  expect(await asked).toEqual({ id: 'submit-codes', codes: { current: '736251', new: newPin } });
});

test('one of several cards is picked by its number', async ({ desk, opened }) => {
  const asked = desk.ask(pickView);
  await new CardholderPage(opened).pickCard('9752269990001234567');
  expect(await asked).toEqual({ id: 'pick', index: 0 });
});
