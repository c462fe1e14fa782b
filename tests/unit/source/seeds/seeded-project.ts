import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { applyEdits } from '../../../../src/core/edit.js';
import type { SeedStrategy, SplitPolicy } from '../../../../src/core/seed-strategy.js';
import type { Project } from '../../../../src/source/project.js';
import { readProject } from '../../../../src/source/read-project.js';
import { findSeedStrategy } from '../../../../src/source/seeds/find-seed-strategy.js';
import { seedLayer } from '../../../../src/source/seeds/seed-layer.js';

export type Files = Readonly<Record<string, string>>;

/** Reads a project of these files; its script is train.py. */
export async function readFiles(files: Files): Promise<Project> {
  const root = await mkdtemp(path.join(tmpdir(), 'ablationmage-seeds-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(root, name)), { recursive: true });
      await writeFile(path.join(root, name), content);
    }
    const read = await readProject({ root, script: path.join(root, 'train.py') });
    if (!read.ok) throw new Error(read.failure.map(({ message }) => message).join('\n'));
    return read.value;
  } finally {
    await rm(root, { recursive: true });
  }
}

export interface Question {
  readonly files: Files;
  readonly scriptArguments?: readonly string[];
  readonly policy?: SplitPolicy;
}

export async function strategyOf({
  files,
  scriptArguments = [],
  policy = 'keep-splits',
}: Question): Promise<SeedStrategy> {
  return findSeedStrategy(await readFiles(files), scriptArguments, policy);
}

/** The files as they are at a seed index. */
export async function shiftedFiles(question: Question, seedIndex: number): Promise<Record<string, string>> {
  const { files, scriptArguments = [], policy = 'keep-splits' } = question;
  const project = await readFiles(files);
  const { edits } = seedLayer(findSeedStrategy(project, scriptArguments, policy), seedIndex, project);
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      applyEdits(
        text,
        edits.filter(({ file }) => file === name),
      ),
    ]),
  );
}

/** The expressions that are shifted. */
export async function shiftedExpressions(question: Question): Promise<string[]> {
  const strategy = await strategyOf(question);
  return strategy.kind === 'shift' ? strategy.places.map(({ text }) => text) : [];
}
