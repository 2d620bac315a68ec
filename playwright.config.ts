import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './test/browser/chromium.js';

/** Each test starts server, card and agent of its own, so one worker is enough for two cores. */
export default defineConfig({
  testDir: 'test/browser',
  testMatch: '**/*.browser-spec.ts',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    launchOptions: chromiumOptions,
    locale: 'sv-SE',
    timezoneId: 'Europe/Stockholm',
    video: 'off',
    trace: 'off',
  },
});
