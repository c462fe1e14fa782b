import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** A file as somebody who reads it sees it, under the name it has. */
export interface ReadFile {
  readonly name: string;
  readonly text: string;
}

/** All files in a folder that `report --format all` wrote. */
export async function readFormats(directory: string, page: Page): Promise<ReadFile[]> {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
    .sort();
  const files: ReadFile[] = [];
  for (const name of names) files.push({ name, text: await readable(path.join(directory, name), page) });
  return files;
}

async function readable(file: string, page: Page): Promise<string> {
  switch (path.extname(file)) {
    case '.pdf':
      return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
    case '.png':
      return pixelsOf(readFileSync(file));
    case '.svg':
      return wordsOf(readFileSync(file, 'utf8'));
    case '.html':
      return pageText(file, page);
    default:
      return readFileSync(file, 'utf8');
  }
}

/** PNG, section 11.2.2: width and height are the first numbers of the first chunk. */
function pixelsOf(png: Buffer): string {
  return `${png.readUInt32BE(16)} × ${png.readUInt32BE(20)} pixels\n`;
}

function wordsOf(svg: string): string {
  const words = [...svg.matchAll(/<text[^>]*>(?<text>.*?)<\/text>/gsu)].map((match) => match.groups?.text ?? '');
  return `${words.map((word) => word.replaceAll(/<[^>]*>/gu, '')).join('\n')}\n`;
}

async function pageText(file: string, page: Page): Promise<string> {
  await page.goto(`file://${file}`);
  const main = page.locator('main');
  await main.locator('h1').waitFor();
  return `${await main.innerText()}\n`;
}
