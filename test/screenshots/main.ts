/** `npm run screenshots`: the pictures of the documentation, from the real pages in real upgrades. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { ProgramError } from '../../scripts/stage/programs.js';
import { Stage } from '../../scripts/stage/stage.js';
import { chromiumOptions } from '../browser/chromium.js';
import { CardholderPage, screens } from '../browser/cardholder-page.js';
import { wrongPin } from '../browser/pins.js';
import { StaffPage } from '../browser/staff-page.js';
import { Caller, environmentForCards, type Journey } from './callers.js';
import { HardCard } from './hard-card.js';
import { readOptions, usage, UsageError } from './options.js';
import { openPage, Photographer, type Window } from './photographer.js';

/** Sharp on the screens that people read documentation on, and no larger: every clone carries the pictures. */
const guideWindow: Window = { width: 1080, height: 760, deviceScaleFactor: 1.75 };
const consoleWindow: Window = { width: 1240, height: 800, deviceScaleFactor: 1.25 };
const heights = { board: 660, session: 1000, guideUnlock: 1110, guideDone: 900 } as const;

/** Who else is on the board, and which of them a colleague helps already. */
const others: readonly { readonly journey: Journey; readonly helped: boolean }[] = [
  { journey: 'done', helped: false },
  { journey: 'terms', helped: false },
  { journey: 'pin2', helped: true },
  { journey: 'wrongPin', helped: false },
  { journey: 'offer', helped: false },
  { journey: 'wrongPin2', helped: true },
];

const setHeight = (page: Page, height: number) =>
  page.setViewportSize({ width: page.viewportSize()?.width ?? consoleWindow.width, height });

async function takeCase(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ta ärendet' }).click();
  await page.getByRole('button', { name: 'Släpp ärendet' }).waitFor();
}

async function bringOthers(stage: Stage, browser: Browser, callers: readonly Caller[]): Promise<void> {
  const account = await stage.addStaff('erik', 'Erik Testberg');
  const colleague = new StaffPage(await openPage(browser, consoleWindow), stage.url);
  await colleague.signIn(account);
  for (const [index, caller] of callers.entries()) {
    const cardholder = new CardholderPage(await openPage(browser, guideWindow));
    await caller.go(stage.url, cardholder);
    if (!others[index]?.helped) continue;
    await colleague.openByCode(await cardholder.pairingCode());
    await takeCase(colleague.page);
  }
  await colleague.page.context().close();
}

async function photograph(
  stage: Stage,
  browser: Browser,
  callers: readonly Caller[],
  photographer: Photographer,
): Promise<StaffPage> {
  const account = await stage.addStaff('anna', 'Anna Exempelsson');
  const staff = new StaffPage(await openPage(browser, consoleWindow), stage.url);
  const cardholder = new CardholderPage(await openPage(browser, guideWindow));
  await staff.page.goto(stage.url);
  await staff.page.getByLabel('Användarnamn').waitFor();
  await photographer.take(staff.page, 'sign-in');
  await staff.signIn(account);
  await bringOthers(stage, browser, callers);
  await stage.startAgent(['--no-browser']);
  await cardholder.open(stage.guideUrl);
  await cardholder.sees(screens.pin1);
  const code = await cardholder.pairingCode();
  await staff.page.getByRole('row', { name: new RegExp(code.replace(/(.{4})/, '$1.')) }).waitFor();
  await setHeight(staff.page, heights.board);
  await photographer.take(staff.page, 'board');
  await setHeight(staff.page, consoleWindow.height);
  await staff.openByCode(code);
  await cardholder.watcher('Anna Exempelsson').waitFor();
  await takeCase(staff.page);
  await photographer.take(cardholder.page, 'guide');
  await photographUpgrade(stage, staff, cardholder, photographer);
  return staff;
}

async function photographUpgrade(
  { card }: Stage,
  staff: StaffPage,
  cardholder: CardholderPage,
  photographer: Photographer,
): Promise<void> {
  await cardholder.typePin(wrongPin(card));
  await staff.event('Fel säkerhetskod').waitFor();
  await photographer.take(staff.page, 'session-fault');
  await photographer.take(cardholder.page, 'guide-fault');
  await cardholder.signIn(card);
  await cardholder.press('Uppgradera kort');
  await cardholder.sees(screens.terms);
  await photographer.take(cardholder.page, 'guide-terms');
  await cardholder.acceptTerms();
  await cardholder.sees(screens.pin2);
  await staff.step(6).waitFor();
  await photographer.take(cardholder.page, 'guide-pin2');
  await setHeight(staff.page, heights.session);
  await photographer.take(staff.page, 'session');
  await cardholder.finish(card);
  await staff.event('Uppgraderingen är klar').waitFor();
  await setHeight(cardholder.page, heights.guideDone);
  await photographer.take(cardholder.page, 'guide-done');
  await photographer.take(staff.page, 'session-done');
  await photographer.take(staff.page, 'session-mirror', staff.mirror);
  await photographer.take(staff.page, 'session-card', staff.panel('Kortet'));
}

/** After the others, so that the board shows them and not this one. */
async function photographHardCard(
  url: string,
  hard: HardCard,
  staff: StaffPage,
  browser: Browser,
  photographer: Photographer,
): Promise<void> {
  const cardholder = new CardholderPage(await openPage(browser, guideWindow));
  await hard.start(url, cardholder);
  await staff.openByCode(await cardholder.pairingCode());
  await cardholder.watcher('Anna Exempelsson').waitFor();
  await photographer.take(cardholder.page, 'guide-pick');
  await hard.lock(cardholder);
  await setHeight(cardholder.page, heights.guideUnlock);
  await photographer.take(cardholder.page, 'guide-unlock');
  await staff.mirror.getByText('PUK-kod', { exact: true }).waitFor();
  await photographer.take(staff.page, 'session-unlock', staff.mirror);
}

async function run(out: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kortlots-screenshots-'));
  const environment: Record<string, string> = {};
  const stage = new Stage(folder, { port: null, keyPolicy: 'REUSE', environment });
  const callers = others.map(({ journey }, index) => new Caller(join(folder, `caller-${index + 1}`), journey));
  const hardCard = new HardCard(join(folder, 'hard-card'));
  const browser = await chromium.launch(chromiumOptions);
  try {
    await stage.choosePort();
    const stages = [stage, ...callers.map((caller) => caller.stage), ...hardCard.stages];
    for (const each of stages) await each.makeCard();
    Object.assign(environment, environmentForCards(folder, stages));
    await stage.startServer();
    const photographer = new Photographer(out);
    const staff = await photograph(stage, browser, callers, photographer);
    await photographHardCard(stage.url, hardCard, staff, browser, photographer);
  } finally {
    await browser.close();
    await hardCard.clear();
    for (const caller of callers) await caller.stage.clear();
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
