import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';

const chromium =
  ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'].find((path) => existsSync(path)) ?? 'chromium';

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
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    locale: 'sv-SE',
    timezoneId: 'Europe/Stockholm',
    video: 'off',
    trace: 'off',
  },
});
