import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { median } from './measure.js';
import { writeBigStudy } from './viewer/big-study.js';
import { loadTimes, responseMs } from './viewer/measure-pages.js';

const MAIN = path.resolve('dist/cli/main.js');
const CHROMIUM = process.env.ABLATIONMAGE_TEST_CHROMIUM ?? '/usr/bin/chromium';
const ROUNDS = 5;

/** The pages of 2,000 trials x 5 seeds with curves of 1,000 epochs, in Chromium on this machine. */
export async function benchViewer() {
  if (!existsSync(CHROMIUM)) {
    console.log(`Viewer: left out, there is no ${CHROMIUM}\n`);
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-bench-'));
  writeBigStudy(path.join(folder, 'big'), { trials: 2000, seeds: 5, epochs: 1000 });
  const viewer = spawn(process.execPath, [MAIN, 'view', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise((resolve) => viewer.stdout.once('data', (chunk) => resolve(String(chunk).trim())));
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    await measurePages(browser, url);
  } finally {
    await browser.close();
    viewer.kill();
    rmSync(folder, { recursive: true });
  }
}

async function measurePages(browser, url) {
  const cold = await loadTimes(browser, url);
  const warm = [];
  for (let round = 0; round < ROUNDS; round += 1) warm.push(await loadTimes(browser, url));
  const of = (key) => median(warm.map((times) => times[key])).toFixed(0);
  console.log(`Viewer: 10,000 runs with 1,000 epochs each, in Chromium; medians of ${ROUNDS}`);
  console.log(
    `  first paint                 ${of('firstPaintMs')} ms (aim: 1,000 ms); of the first page ${cold.firstPaintMs.toFixed(0)} ms`,
  );
  console.log(
    `  the table is there          ${of('tableMs')} ms; of the first page, which waits for the analysis, ${cold.tableMs.toFixed(0)} ms`,
  );
  for (const { name, act, undo } of ACTS) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(url);
    await page.waitForSelector('.results tbody tr');
    const times = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      times.push(await responseMs(page, () => act(page)));
      await undo(page);
    }
    await page.close();
    console.log(`  ${name.padEnd(28)}${median(times).toFixed(0)} ms (aim: 100 ms)`);
  }
  console.log('');
}

const backToTable = async (page) => {
  await page.goBack();
  await page.waitForSelector('.results tbody tr');
};

const ACTS = [
  { name: 'sort', act: (page) => page.click('.results .column-effect button'), undo: () => undefined },
  { name: 'type into the filter', act: (page) => page.type('input[type=search]', '1'), undo: () => undefined },
  {
    name: 'open a trial',
    act: async (page) => {
      await page.click('.results tbody tr:nth-child(3) a');
      await page.waitForSelector('.diff');
    },
    undo: backToTable,
  },
  {
    name: 'open the list of runs',
    act: async (page) => {
      await page.click('.tabs a:nth-child(2)');
      await page.waitForSelector('.runs tbody tr');
    },
    undo: backToTable,
  },
];
