import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { freePort, ProgramError } from '../../scripts/stage/programs.js';
import { Stage, type StageOptions, type StageStaff } from '../../scripts/stage/stage.js';
import { RecordingProxy } from '../support/recording-proxy.js';
import { CardholderPage } from './cardholder-page.js';
import { StaffPage } from './staff-page.js';

/** The real parts, and two people in two browsers: whoever calls, and whoever helps. */
export interface Theatre {
  readonly stage: Stage;
  readonly proxy: RecordingProxy;
  readonly account: StageStaff;
  readonly cardholder: CardholderPage;
  readonly staff: StaffPage;
  /** The cardholder opens the page that the agent, started again, offers. */
  reopenGuide(): Promise<void>;
}

interface Options {
  readonly stageOptions: Pick<StageOptions, 'keyPolicy' | 'environment'>;
}

export const test = base.extend<{ theatre: Theatre } & Options>({
  stageOptions: [{ keyPolicy: 'REUSE' }, { option: true }],
  theatre: async ({ browser, stageOptions }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'kortlots-browser-'));
    const inner = await freePort(null);
    const stage = new Stage(folder, {
      port: null,
      ...stageOptions,
      environment: { ...stageOptions.environment, PORT: String(inner) },
    });
    const proxy = new RecordingProxy();
    const contexts: BrowserContext[] = [];
    const newPage = async (): Promise<Page> => {
      const context = await browser.newContext();
      contexts.push(context);
      return context.newPage();
    };
    try {
      await stage.choosePort();
      await proxy.listen(Number(new URL(stage.url).port), inner);
      await stage.makeCard();
      await stage.startServer();
      const account = await stage.addStaff('anna', 'Anna Exempelsson');
      await stage.startAgent();
      const cardholder = new CardholderPage(await newPage());
      const staff = new StaffPage(await newPage(), stage.url);
      const reopenGuide = () => cardholder.open(stage.guideUrl);
      await reopenGuide();
      await staff.signIn(account);
      await use({ stage, proxy, account, cardholder, staff, reopenGuide });
    } finally {
      for (const context of contexts) await context.close();
      await stage.clear();
      await proxy.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

/** @throws ProgramError when the program is not running */
export function running<T>(program: T | undefined, name: string): T {
  if (program === undefined) throw new ProgramError(`The ${name} is not running.`);
  return program;
}
