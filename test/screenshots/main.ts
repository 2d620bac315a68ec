/** `npm run screenshots`: the pictures of the documentation, from the real pages in a real upgrade. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { ProgramError } from '../../scripts/stage/programs.js';
import { Stage } from '../../scripts/stage/stage.js';
import { chromiumOptions } from '../browser/chromium.js';
import { CardholderPage, screens } from '../browser/cardholder-page.js';
import { wrongPin } from '../browser/pins.js';
import { StaffPage } from '../browser/staff-page.js';
import { ReportingAgent } from '../bench/kortlots-load.js';
import { readOptions, usage, UsageError } from './options.js';

const schemes = ['light', 'dark'] as const;
const otherCallers = 6;

class Photographer {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  /** One picture of the window in each colour scheme. */
  async take(page: Page, name: string): Promise<void> {
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: join(this.folder, `${name}-${colorScheme}.png`), animations: 'disabled' });
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  }
}

async function openPage(browser: Browser, width: number, height: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'sv-SE', timezoneId: 'Europe/Stockholm' });
  return context.newPage();
}

/** Others on the board, each somewhere in the seven steps. */
async function openOthers(url: string): Promise<void> {
  for (let caller = 0; caller < otherCallers; caller += 1) {
    const agent = await ReportingAgent.open(url);
    for (let event = 0; event <= caller; event += 1) await agent.report();
  }
}

async function photograph(stage: Stage, browser: Browser, photographer: Photographer): Promise<void> {
  const account = await stage.addStaff('anna', 'Anna Exempelsson');
  await openOthers(stage.url);
  await stage.startAgent(['--no-browser']);
  const staff = new StaffPage(await openPage(browser, 1360, 900), stage.url);
  const cardholder = new CardholderPage(await openPage(browser, 1360, 760));
  await staff.page.goto(stage.url);
  await photographer.take(staff.page, 'sign-in');
  await staff.signIn(account);
  await cardholder.open(stage.guideUrl);
  await cardholder.sees(screens.pin1);
  await photographer.take(staff.page, 'board');
  await staff.openByCode(await cardholder.pairingCode());
  await cardholder.watcher('Anna Exempelsson').waitFor();
  await photographer.take(cardholder.page, 'guide');
  await cardholder.typePin(wrongPin(stage.card));
  await staff.event('Fel säkerhetskod').waitFor();
  await photographer.take(staff.page, 'session-fault');
  await photographer.take(cardholder.page, 'guide-fault');
  await cardholder.signIn(stage.card);
  await cardholder.press('Uppgradera kort');
  await cardholder.sees(screens.terms);
  await cardholder.acceptTerms();
  await cardholder.sees(screens.pin2);
  await staff.step(6).waitFor();
  await photographer.take(cardholder.page, 'guide-pin2');
  await photographer.take(staff.page, 'session');
  await cardholder.finish(stage.card);
  await staff.event('Uppgraderingen är klar').waitFor();
  await photographer.take(cardholder.page, 'guide-done');
  await staff.page.setViewportSize({ width: 1360, height: 1500 });
  await photographer.take(staff.page, 'session-done');
}

async function run(out: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kortlots-screenshots-'));
  const stage = new Stage(folder, { port: null, keyPolicy: 'REUSE' });
  const browser = await chromium.launch(chromiumOptions);
  try {
    await stage.choosePort();
    await stage.makeCard();
    await stage.startServer();
    await photograph(stage, browser, new Photographer(out));
  } finally {
    await browser.close();
    await stage.clear();
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(usage);
  else await run(options.out);
} catch (error) {
  if (!(error instanceof UsageError) && !(error instanceof ProgramError)) throw error;
  process.stderr.write(`kortlots: ${error.message}${error instanceof UsageError ? `\n\n${usage}` : ''}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
