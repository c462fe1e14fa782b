import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { complaintsOf, describeInBrowser, screenshot, startBrowser } from './in-browser.js';
import { startViewer, viewedProject } from './viewed-project.js';

describeInBrowser('a study while it runs', () => {
  test('it appears, its table grows, logs are followed; it survives the end of the run and says its own', async () => {
    using project = viewedProject(0.1);
    await using viewer = await startViewer(project);
    const browser = await startBrowser();
    onTestFinished(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const complaints = complaintsOf(page);
    await page.goto(viewer.url);
    await page.getByRole('heading', { name: 'No study here yet' }).waitFor();

    const run = project.start(['run', 'train.py', '--seeds', '3', '--jobs', '1', '--metric', 'score']);
    const link = page.getByRole('link', { name: /^train/ });
    await link.getByText('running').waitFor();
    await page.getByRole('row', { name: /^baseline 0\.\d+/ }).waitFor();
    const before = await page.locator('.results').innerText();
    await expect.poll(() => page.locator('.results').innerText(), { timeout: 60_000 }).not.toBe(before);
    await screenshot(page, 'study-running');

    // Not the trial that crashes at once. For a moment a run is listed beside the next one, until its end is in the event log.
    await page
      .locator('.running-now a')
      .filter({ hasText: /baseline|boost|drift/ })
      .first()
      .click();
    const log = page.getByRole('log');
    await log
      .getByText(/epoch [2-8]:/)
      .first()
      .waitFor();
    const seen = await log.innerText();
    await log.getByText('epoch 10:').waitFor();
    expect(await log.innerText()).toContain(seen.trim().split('\n').at(-1));
    await screenshot(page, 'run-followed');

    run.kill('SIGKILL');
    await link.getByText('broken off').waitFor();
    await page.goBack();
    await page.getByRole('row', { name: /boost/ }).waitFor();
    const again = project.start(['run', 'train.py', '--seeds', '3', '--metric', 'score', '--quiet']);
    const againEnded = once(again, 'exit');
    await link.getByText('running').waitFor();
    await againEnded;
    await link.getByText('finished').waitFor();
    await page.getByText('12 of 12 runs').first().waitFor();

    const viewerEnded = once(viewer.process, 'exit');
    viewer.process.kill('SIGINT');
    await page.getByText('The viewer was stopped').waitFor();
    await page.getByRole('link', { name: 'boost' }).click();
    await page.getByRole('heading', { level: 1, name: /boost/ }).waitFor();
    await viewerEnded;
    expect(viewer.process.exitCode).toBe(0);
    expect(complaints.filter((text) => !/ERR_CONNECTION_REFUSED|Failed to fetch/.test(text))).toEqual([]);
  });
});
