import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CliProject } from '../cli/cli-project.js';
import { complaintsOf, describeInBrowser, screenshot, startBrowser } from './in-browser.js';
import { leaveSeenModels } from './seen-models.js';
import { finishedStudy, startViewer, type RunningViewer } from './viewed-project.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

describeInBrowser('the pages of a finished study', () => {
  let project: CliProject;
  let viewer: RunningViewer;
  let browser: Browser;

  beforeAll(async () => {
    project = await finishedStudy();
    leaveSeenModels(project);
    project.write({ 'ablationmage_outputs/damaged/study.json': '{"study":' });
    viewer = await startViewer(project);
    browser = await startBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await viewer[Symbol.asyncDispose]();
    project[Symbol.dispose]();
  });

  async function opened(hash: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
    await page.goto(viewer.url + hash);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  /** Everything that is asked for has come. */
  async function settled(page: Page): Promise<void> {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText(/^(Drawing|Reading|reading) /).waitFor({ state: 'detached' });
  }

  async function rowsOf(page: Page): Promise<string[]> {
    return page.locator('.results tbody th').allInnerTexts();
  }

  test('the latest study is there at once, with the numbers and words of the terminal, and complains of nothing', async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const complaints = complaintsOf(page);
    await page.goto(viewer.url);
    await page.getByRole('row', { name: /boost/ }).waitFor();
    const { stdout } = await project.run(['report', '--name', 'train']);
    const words = await page.locator('.results').innerText();
    for (const text of ['removing it hurts', 'all 2 runs failed: crashed: RuntimeError']) {
      expect(words).toContain(text);
      expect(stdout.replace(/\s+/g, ' ')).toContain(text);
    }
    const difference = /boost .*?([+−][\d.]+) +\[/.exec(stdout)?.[1] ?? 'no difference in the terminal';
    expect(words).toContain(difference);
    await page.locator('.figures img').last().waitFor();
    expect(await page.locator('.figures h3').count()).toBeGreaterThan(2);
    await screenshot(page, 'study-light');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('nothing moves while the page comes to be', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.addInitScript(`
      window.shifts = 0;
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts += entry.value; })
        .observe({ type: 'layout-shift', buffered: true });
    `);
    await page.goto(viewer.url);
    await page.locator('.figures img').last().waitFor();
    expect(await page.evaluate('window.shifts')).toBeLessThan(0.05);
    await page.close();
  });

  test('a heading sorts up, then down, then as the source has it; the baseline stays first, who has no number last', async () => {
    const page = await opened('#/study/train');
    const original = await rowsOf(page);
    const heading = page.getByRole('columnheader', { name: /^score/ });
    await heading.getByRole('button').click();
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('ascending');
    await expect
      .poll(() => rowsOf(page))
      .toEqual(['baseline', '−\u00A0boost', '−\u00A0drift', '−\u00A0stability\u00A0°']);
    await heading.getByRole('button').press('Enter');
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('descending');
    await expect
      .poll(() => rowsOf(page))
      .toEqual(['baseline', '−\u00A0drift', '−\u00A0boost', '−\u00A0stability\u00A0°']);
    await heading.getByRole('button').click();
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('none');
    await expect.poll(() => rowsOf(page)).toEqual(original);
    await page.close();
  });

  test('the filter keeps the rows with its words, and says how many', async () => {
    const page = await opened('#/study/train');
    await page.getByLabel('Filter').fill('crashed');
    await expect.poll(() => rowsOf(page)).toEqual(['baseline', '−\u00A0stability\u00A0°']);
    expect(await page.getByText('2 of 4 rows').count()).toBe(1);
    await page.close();
  });

  test('another metric is analysed anew, and its address can be shared', async () => {
    const page = await opened('#/study/train');
    await page.getByLabel('Metric').selectOption('loss');
    await page.getByRole('columnheader', { name: 'loss ↓' }).waitFor();
    expect(page.url()).toContain('?metric=loss');
    expect(await page.getByText('The study itself reports score').count()).toBe(1);
    const shared = await opened(new URL(page.url()).hash);
    await shared.getByRole('columnheader', { name: 'loss ↓' }).waitFor();
    await page.close();
    await shared.close();
  });

  test('a trial: effect, verdict, diff side by side and inline, what ran, its runs', async () => {
    const page = await opened('#/study/train');
    await page.getByRole('link', { name: 'boost' }).click();
    await page.getByRole('heading', { level: 1, name: /boost/ }).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    expect(await page.title()).toContain('boost');
    expect(await page.getByRole('heading', { name: 'Verdict faithful' }).count()).toBe(1);
    const removed = page.locator('.diff .line-removed').filter({ hasText: 'rate = rate * 1.5' });
    expect(await page.locator('.diff-side-by-side').count()).toBe(1);
    expect(await removed.count()).toBe(1);
    await page.getByRole('heading', { name: 'What ran' }).waitFor();
    const changed = page.locator('.structure .part-changed');
    expect(await changed.innerText()).toMatch(/boost\s+Linear\(32, 32\)\s+1,024\s+Identity\(\)\s+0/);
    await screenshot(page, 'trial-light');
    await page.getByRole('radio', { name: 'inline' }).check();
    expect(await page.locator('.diff-inline').count()).toBe(1);
    expect(await page.locator('.diff-inline .line-removed').innerText()).toContain('removed');
    await page.getByRole('link', { name: 'seed index 1' }).click();
    await page.getByRole('log').getByText('epoch 10').waitFor();
    await page.getByRole('radio', { name: 'stderr' }).check();
    await page.getByRole('log').getByText('a warning of some library').waitFor();
    await screenshot(page, 'run-light');
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: /boost/ }).waitFor();
    await page.close();
  });

  test('all runs with their state, and how the study was made', async () => {
    const page = await opened('#/study/train/runs');
    await page.getByLabel('State').selectOption('failed');
    expect(await page.locator('.runs tbody tr').count()).toBe(2);
    expect(await page.locator('.runs').innerText()).toContain('failed: crashed: RuntimeError: asked to crash');
    await page.getByRole('link', { name: 'Setup' }).click();
    await page.getByRole('heading', { name: 'Environment and cost' }).waitFor();
    expect(await page.getByLabel('The command that gives this report').innerText()).toContain(
      'ablationmage run train.py',
    );
    await page.close();
  });

  test('by keyboard alone: over the skip link into the content, into the table, to a trial', async () => {
    const page = await opened('#/study/train');
    await page.getByRole('row', { name: /boost/ }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    for (let tab = 0; tab < 30; tab += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate<boolean>('document.activeElement.matches("td a, th a")')) break;
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /boost/ }).waitFor();
    await page.close();
  });

  test('dark as the system says, or as a person chooses; figures go along', async () => {
    const page = await opened('#/study/train', { colorScheme: 'dark' });
    await page.locator('.figures img').last().waitFor();
    const ground = (): Promise<string> => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    const picture = (): Promise<string | null> => page.locator('.figures img').first().getAttribute('src');
    const [dark, darkPicture] = [await ground(), await picture()];
    await screenshot(page, 'study-dark');
    await page.getByRole('button', { name: 'Dark theme' }).click();
    expect(await ground()).toBe('rgb(255, 255, 255)');
    expect(dark).not.toBe('rgb(255, 255, 255)');
    expect(await picture()).not.toBe(darkPicture);
    await page.close();
  });

  test('on a phone nothing but the tables themselves scrolls sideways', async () => {
    for (const [name, hash] of [
      ['study', '#/study/train'],
      ['trial', '#/study/train/trial/boost'],
      ['setup', '#/study/train/setup'],
    ] as const) {
      const page = await opened(hash, { viewport: { width: 360, height: 740 } });
      await settled(page);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      await screenshot(page, `phone-${name}`);
      await page.close();
    }
  });

  test.each([320, 390, 768, 1000])(
    'at a width of %d every finding is in sight, and the number of its row',
    async (width) => {
      const page = await opened('#/study/train', { viewport: { width, height: 740 } });
      await settled(page);
      const box = await page.getByRole('region', { name: 'Table of results' }).boundingBox();
      for (const cell of await page.locator('.results tbody td:not(:empty)').all()) {
        const place = await cell.boundingBox();
        expect((place?.x ?? NaN) + (place?.width ?? NaN)).toBeLessThanOrEqual((box?.x ?? NaN) + (box?.width ?? NaN));
      }
      const row = page.getByRole('row', { name: /boost .*removing it hurts/ });
      expect(await row.getByRole('cell', { name: 'removing it hurts' }).count()).toBe(1);
      await page
        .getByRole('columnheader', { name: /^score/ })
        .getByRole('button')
        .click();
      await expect.poll(() => rowsOf(page).then(([, second]) => second)).toContain('boost');
      await page.close();
    },
  );

  test('on a phone the diff wraps into its box', async () => {
    const page = await opened('#/study/train/trial/boost', { viewport: { width: 390, height: 740 } });
    await page.locator('.diff-inline').waitFor();
    const box = page.locator('.diff-file');
    const table = await box.getByRole('table').boundingBox();
    expect(table?.width).toBeLessThanOrEqual((await box.boundingBox())?.width ?? NaN);
    await page.close();
  });

  test('axe finds nothing wrong on any page, light or dark', async () => {
    // axe itself is a script that the viewer's policy would not let in.
    const page = await opened('', { bypassCSP: true });
    await page.evaluate(AXE);
    const found: string[] = [];
    const places = ['', '/trial/boost', '/trial/stability', '/runs', '/setup', '/trial/boost/seed/0'];
    for (const place of places) {
      await page.evaluate(`location.hash = '#/study/train${place}'`);
      await settled(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await page.evaluate<AxeResult>('axe.run()');
        found.push(...violations.map(({ id, nodes }) => `${colorScheme} ${place} ${id}: ${nodes[0]?.html ?? ''}`));
      }
    }
    expect(found).toEqual([]);
    await page.close();
  });

  test('a damaged study says what is wrong, beside the others', async () => {
    const page = await opened('#/study/train');
    await page.getByRole('link', { name: /^damaged/ }).click();
    await page.getByText('study.json is damaged').waitFor();
    await page.getByRole('link', { name: /^train/ }).click();
    await page.getByRole('row', { name: /boost/ }).waitFor();
    await page.close();
  });

  test('an address of what is not there says so', async () => {
    const page = await opened('#/study/train');
    await page.goto(`${viewer.url}#/study/elsewhere`);
    await page.getByText('There is no study of this name here').waitFor();
    await page.goto(`${viewer.url}#/study/train/trial/nothing`);
    await page.getByText('There is no trial called nothing').waitFor();
    await page.close();
  });
});
