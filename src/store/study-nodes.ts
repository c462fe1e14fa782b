import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readOneOfMany } from '../core/read-regular-file.js';
import { isObject } from './stored-shapes.js';

/** A machine of a cluster that runs of a study executed on, as it described itself. */
export interface StudyNode {
  readonly name: string;
  readonly operatingSystem: string;
  readonly processor: string;
  readonly cores: number;
  readonly gpus: readonly string[];
}

/** Where a node describes itself. */
export function nodeFile(studyDirectory: string, name: string): string {
  return path.join(studyDirectory, 'slurm', 'nodes', `${name.replaceAll(/[^\w.-]/g, '-')}.json`);
}

/** All nodes that worked for a study, by name; none where it ran on one machine. */
export function readNodes(studyDirectory: string): StudyNode[] {
  const folder = path.dirname(nodeFile(studyDirectory, ''));
  return namesIn(folder)
    .sort()
    .flatMap((name) => {
      const node = parse(readOneOfMany(path.join(folder, name)) ?? '');
      return isNode(node) ? [node] : [];
    });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isNode(value: unknown): value is StudyNode {
  if (!isObject(value)) return false;
  const texts = [value.name, value.operatingSystem, value.processor];
  return (
    texts.every((text) => typeof text === 'string') && typeof value.cores === 'number' && Array.isArray(value.gpus)
  );
}
