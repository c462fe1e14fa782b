import path from 'node:path';
import { pathBelow } from '../core/paths-below.js';
import type { ExportedStudy } from './exported-study.js';

/**
 * Paths of the project, folders with a slash behind them, as an exported script looks for them: relative to where the study was
 * started, and, where its folder has the project's files, to that folder too. In order.
 */
export function asCalled({ subject }: ExportedStudy, paths: readonly string[], kind: 'one-file' | 'folder'): string[] {
  const { project, settings } = subject;
  const isOutside = pathBelow(project.root, settings.currentDirectory) === undefined;
  const called = isOutside
    ? []
    : paths.flatMap((each) => {
        const below = pathBelow(settings.currentDirectory, path.join(project.root, each));
        return below === undefined ? [] : [each.endsWith('/') ? `${below}/` : below];
      });
  return [...new Set([...called, ...(isOutside || kind === 'folder' ? paths : [])])].toSorted();
}
