import { statSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CliProject } from '../cli/cli-project.js';
import { complaintsOf, describeInBrowser, screenshot, startBrowser } from './in-browser.js';
import { leaveSeenModels } from './seen-models.js';
import { finishedStudy } from './viewed-project.js';

describeInBrowser('the HTML report', () => {
  let project: CliProject;
  let browser: Browser;

  beforeAll(async () => {
    project = await finishedStudy();
    leaveSeenModels(project);
    browser = await startBrowser();
  });

  afterAll(async () => {
    await browser.close();
    project[Symbol.dispose]();
  });

  test('one file from disk, without a request: table, sorting, trial, diff, what ran, log, figures in both themes', async () => {
    const made = await project.run(['report', '--format', 'html', '--output', 'elsewhere']);
    expect(made.stdout).toBe('elsewhere/report.html\n');
    const file = path.join(project.directory, 'elsewhere/report.html');
    expect(statSync(file).size).toBeLessThan(2_000_000);

    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const complaints = complaintsOf(page);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`file://${file}`);
    await page.getByRole('row', { name: /boost .*removing it hurts/ }).waitFor();
    expect(await page.locator('.figures img').count()).toBeGreaterThan(2);
    await screenshot(page, 'file-study');
    await page.getByRole('button', { name: /^score/ }).click();
    expect(await page.locator('.results tbody th').nth(1).innerText()).toContain('boost');
    await page.getByLabel('Metric').selectOption('loss');
    await page.getByText('not corrected for several comparisons; no finding rests on it').waitFor();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await page.getByRole('link', { name: 'boost' }).click();
    await page.getByText('rate = rate * 1.5').first().waitFor();
    expect(await page.locator('.structure .part-changed').count()).toBe(1);
    await screenshot(page, 'file-trial-dark');
    await page.getByRole('link', { name: 'seed index 0' }).click();
    await page.getByRole('log').getByText('epoch 10').waitFor();
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([`file://${file}`]);
  });

  test('from a report alone it says what it does not have; markup in names stays text', async () => {
    const report = project.report();
    const hostile = '</script><script>document.title="taken"</script><!--';
    const trials = report.trials.map((trial) => (trial.id === 'boost' ? { ...trial, label: hostile } : trial));
    project.write({ 'given.json': JSON.stringify({ ...report, trials, warnings: [hostile] }) });
    await project.run(['report', '--from', 'given.json', '--format', 'html']);
    const page = await browser.newPage();
    const complaints = complaintsOf(page);
    await page.goto(`file://${project.directory}/report.html`);
    await page.getByRole('link', { name: hostile }).waitFor();
    expect(await page.title()).not.toBe('taken');
    await page.getByText('This file was made from a report alone').waitFor();
    await page.getByRole('link', { name: 'baseline' }).click();
    await page.getByRole('link', { name: 'seed index 0' }).click();
    await page.getByText('this file does not have the log').waitFor();
    expect(complaints).toEqual([]);
  });
});
