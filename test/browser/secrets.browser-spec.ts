import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { stopProgram } from '../../scripts/stage/programs.js';
import { findSecrets, type Place } from '../support/secrets.js';
import { screens } from './cardholder-page.js';
import { wrongPin } from './pins.js';
import { running, test } from './theatre.js';

/** Every file below a folder, as bytes. */
function filesBelow(folder: string): Place[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ parentPath, name }) => ({
    name: join(parentPath, name),
    text: readFileSync(join(parentPath, name), 'latin1'),
  }));
}

/** What a page leaves in its browser: storage, cookies, databases, address, title and what is written on it. */
async function leftBehind(page: Page, name: string): Promise<Place[]> {
  const kept = await page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: await indexedDB.databases(),
    caches: await caches.keys().catch(() => []),
    history: JSON.stringify(history.state),
    title: document.title,
    html: document.documentElement.outerHTML,
  }));
  const cookies = await page.context().cookies();
  return [
    { name: `${name}: storage`, text: JSON.stringify(kept) },
    { name: `${name}: cookies`, text: JSON.stringify(cookies) },
    { name: `${name}: address`, text: page.url() },
  ];
}

test('the PINs that were typed are in no message, file, log or page', async ({ theatre }) => {
  const { cardholder, staff, stage, proxy } = theatre;
  const logs: Place[] = [];
  for (const { page } of [cardholder, staff])
    page.on('console', (message) => logs.push({ name: 'console', text: message.text() }));
  const wrong = wrongPin(stage.card);
  const pins = [stage.card.pin1, stage.card.pin2, wrong];

  await cardholder.sees(screens.pin1);
  await staff.openByCode(await cardholder.pairingCode());
  await cardholder.typePin(wrong);
  await expect(cardholder.page.getByText(/Fel säkerhetskod/).first()).toBeVisible({ timeout: 10_000 });
  const afterWrongPin = [...(await leftBehind(cardholder.page, 'cardholder')), ...(await leftBehind(staff.page, 'staff'))];
  await cardholder.upgrade(stage.card);
  await expect(staff.event('Uppgraderingen är klar')).toBeVisible();
  const pages = [...(await leftBehind(cardholder.page, 'cardholder')), ...(await leftBehind(staff.page, 'staff'))];

  const { sent, received } = proxy.texts();
  const traffic = [
    { name: 'sent to the server', text: sent },
    { name: 'sent by the server', text: received },
  ];
  // The recording is worth something only if it holds what did pass, over HTTP and over the WebSocket.
  expect(sent).toContain('CERTIFICATE_VERIFIED');
  expect(sent).toContain('connection_init');
  expect(received).toContain('HSA_SIGNATURE');

  if (stage.agent) await stopProgram(stage.agent);
  await stopProgram(running(stage.server, 'server'));
  const files = [stage.serverFolder, stage.agentFolder].flatMap(filesBelow);
  const outputs = filesBelow(stage.folder).filter(({ name }) => name.endsWith('.log'));
  expect(files.map(({ name }) => name).filter((name) => name.endsWith('.sqlite'))).toHaveLength(1);
  expect(outputs.length).toBeGreaterThanOrEqual(2);

  expect(findSecrets([...traffic, ...afterWrongPin, ...pages, ...logs, ...files, ...outputs], pins)).toEqual([]);
});
