import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { describe } from 'vitest';

const CHROMIUM = process.env.ABLATIONMAGE_TEST_CHROMIUM ?? '/usr/bin/chromium';
const ARTEFACTS = path.resolve('tests/artefacts');

export const hasChromium = existsSync(CHROMIUM);

/** Tests that need a browser: skipped where Debian's Chromium is missing, unless everything is required. */
export const describeInBrowser = describe.skipIf(!hasChromium && process.env.ABLATIONMAGE_TEST_REQUIRE_ALL !== '1');

/** Root may start Chromium only without its sandbox. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** Kept to be looked at: `tests/artefacts/NAME.png`. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTEFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTEFACTS, `${name}.png`), fullPage: true });
}

/** Everything that a page complains about: errors, refused loads, requests that leave the machine. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') complaints.push(`asks ${request.url()}`);
  });
  return complaints;
}
