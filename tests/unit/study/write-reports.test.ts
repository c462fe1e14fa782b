import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../../src/core/report.js';
import { writeDiffs } from '../../../src/study/write-reports.js';
import { sampleReport } from '../reports/sample-report.js';

function reportWith(id: string): Report {
  const [trial] = sampleReport.trials;
  if (trial === undefined) throw new Error('no trial');
  return { ...sampleReport, trials: [{ ...trial, id, diff: '-x\n+y\n' }] };
}

function folders(): { readonly study: string; readonly outside: string } {
  const root = mkdtempSync(path.join(tmpdir(), 'write-'));
  const study = path.join(root, 'a/b/study');
  const outside = path.join(root, 'outside');
  mkdirSync(study, { recursive: true });
  mkdirSync(outside);
  return { study, outside };
}

test('a diff stays in variants/, whatever its trial is called', async () => {
  const { study } = folders();
  await writeDiffs(study, reportWith('../../../pwn'));
  expect(existsSync(path.join(study, '../../pwn.diff'))).toBe(false);
  expect(existsSync(path.join(study, 'variants/..-..-..-pwn.diff'))).toBe(true);
});

test('nothing is written through a variants/ that is a link out of the folder', async () => {
  const { study, outside } = folders();
  symlinkSync(outside, path.join(study, 'variants'));
  await expect(writeDiffs(study, reportWith('conv2'))).rejects.toThrow(/leads out of/);
  expect(existsSync(path.join(outside, 'conv2.diff'))).toBe(false);
});

test('nor through a link in the place of the file that is written first', async () => {
  const { study, outside } = folders();
  mkdirSync(path.join(study, 'variants'));
  const victim = path.join(outside, 'victim');
  writeFileSync(victim, 'mine');
  symlinkSync(victim, path.join(study, 'variants/conv2.diff.partial'));
  await writeDiffs(study, reportWith('conv2'));
  expect(readFileSync(victim, 'utf8')).toBe('mine');
  expect(readFileSync(path.join(study, 'variants/conv2.diff'), 'utf8')).toBe('-x\n+y\n');
});

test('a study folder that is itself reached through a link is written as ever', async () => {
  const { study, outside } = folders();
  const link = path.join(outside, 'link');
  symlinkSync(study, link);
  await writeDiffs(link, reportWith('conv2'));
  expect(existsSync(path.join(study, 'variants/conv2.diff'))).toBe(true);
});
