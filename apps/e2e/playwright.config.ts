import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { LAUNCH } from './src/support/launch.js';

const root = path.resolve(import.meta.dirname, '../..');

/** Browser journeys over the whole running system. */
export default defineConfig({
  testDir: path.join(import.meta.dirname, 'src/journeys'),
  outputDir: path.join(root, 'test-results/e2e'),
  globalSetup: path.join(import.meta.dirname, 'src/global-setup.ts'),
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  globalTimeout: 20 * 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: path.join(root, 'test-results/playwright.json') }]],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 30_000,
    trace: 'retain-on-failure',
    launchOptions: LAUNCH,
  },
});
