import { inFence } from '../../core/fence.js';
import type { Fingerprint } from '../../core/fingerprint.js';
import type { Project } from '../../source/project.js';
import { moduleTree } from './module-tree.js';
import { numberedLines } from './numbered-lines.js';
import { outlineOf } from './outline.js';

/** What all trials of a study share: the versions that run it, the files, and what was measured. */
export interface StudyContext {
  readonly project: Project;
  /** Paths of files that are shown whole; of the others only what they define. */
  readonly wholeFiles: ReadonlySet<string>;
  /** `python train.py --epochs 5` */
  readonly command: string;
  readonly pythonVersion: string;
  /** Versions of the third-party packages the sources import. */
  readonly packages: Readonly<Record<string, string>>;
  /** Absent where the baseline's first steps were not seen. */
  readonly baseline?: Pick<Fingerprint, 'models' | 'fits'>;
}

/** The part of the request that is the same for all trials; the more stable comes first. */
export function studyContext(context: StudyContext): string {
  const { project, wholeFiles, baseline } = context;
  const packages = Object.entries(context.packages).map(([name, version]) => `${name} ${version}`);
  const files = [...project.pythonFiles.values()].map(({ path, text }) =>
    wholeFiles.has(path)
      ? `File ${path}\n${inFence('python', numberedLines(text))}`
      : `File ${path} (only what it defines; it cannot be changed)\n${inFence('python', outlineOf(text))}`,
  );
  const configFiles = [...project.configFiles.values()].map(
    ({ path, text, format }) => `File ${path}\n${inFence(format, numberedLines(text))}`,
  );
  const tree = baseline === undefined ? '' : moduleTree(baseline);
  return [
    '## The study',
    `Started as: ${context.command}`,
    `Python ${context.pythonVersion}${packages.length === 0 ? '' : `; ${packages.join(', ')}`}`,
    '## Its files (line numbers are for reading only)',
    ...files,
    ...configFiles,
    ...(tree === ''
      ? []
      : ['## What ran in the first steps of the unchanged script: modules with settings, input -> output', tree]),
  ].join('\n\n');
}
