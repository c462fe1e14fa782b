import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CliProject } from '../cli/cli-project.js';
import { hasChromium, startBrowser } from '../viewer/in-browser.js';
import { readFormats } from './read-files.js';
import { badStudies, writeBadStudy } from './studies.js';

const isRequired = process.env.ABLATIONMAGE_TEST_REQUIRE_ALL === '1';
const canRead = hasChromium && spawnSync('pdftotext', ['-v']).status === 0;

describe.skipIf(!canRead && !isRequired)('every format of a study that', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  });

  afterAll(async () => {
    await browser.close();
  });

  test.each(Object.entries(badStudies))('is %s', async (name, study) => {
    using project = new CliProject({});
    await writeBadStudy(path.join(project.directory, 'study'), study);
    const shown = await project.run(['report', '--out', 'study']);
    const written = await project.run(['report', '--out', 'study', '--format', 'all', '--output', 'formats']);
    expect([shown.code, written.code]).toEqual([0, 0]);
    const files = await readFormats(path.join(project.directory, 'formats'), page);
    expect(files.map((file) => file.name)).toEqual(
      written.stdout
        .trim()
        .split('\n')
        .map((line) => path.relative('formats', line))
        .sort(),
    );
    for (const { text } of files) expect(text).not.toMatch(/\bundefined\b|\[object /u);
    const told = [
      { name: 'on the terminal', text: shown.stdout + shown.stderr },
      { name: 'while the files were written', text: withoutFontsOfTheMachine(written.stderr) },
      ...files.filter((file) => !/\.vl\.json$|-dark\.svg$/u.test(file.name)),
    ];
    const whole = told.map((file) => `${'='.repeat(20)} ${file.name}\n${excerpt(file.text)}`).join('\n');
    await expect(whole).toMatchFileSnapshot(`snapshots/${name}.txt`);
  });
});

const LONGEST_SHOWN = 400;
const HEAD = 200;
const TAIL = 50;

/** A snapshot that nobody can read to its end is read by nobody: of a long file the ends, and what tells whether the rest changed. */
function excerpt(text: string): string {
  const lines = text.split('\n');
  if (lines.length <= LONGEST_SHOWN) return text;
  const rest = lines.slice(HEAD, -TAIL);
  const digest = createHash('sha256').update(rest.join('\n')).digest('hex').slice(0, 12);
  return [...lines.slice(0, HEAD), `[${rest.length} lines, ${digest}]`, ...lines.slice(-TAIL)].join('\n');
}

/** Which characters a PNG can show is another matter on each machine. */
function withoutFontsOfTheMachine(said: string): string {
  return said.replaceAll(/^.*no font of this machine has.*\n/gmu, '');
}
