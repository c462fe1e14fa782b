import path from 'node:path';
import type { Fingerprint } from '../core/fingerprint.js';
import type { Structure } from '../core/study-view.js';
import { BASELINE_ID, type Trial } from '../core/trial.js';
import { readFingerprint } from '../execution/probe/read-fingerprint.js';
import { runFiles } from '../execution/run-files.js';
import { attemptDirectoryName, smokeDirectoryName } from '../store/study-folder.js';
import { moduleTrees } from './module-rows.js';
import { fitTrees, otherTrees } from './named-rows.js';
import type { StudyFacts } from './study-facts.js';

/** What the first steps of baseline and variant showed, part by part. */
export async function trialStructure(
  directory: string,
  facts: StudyFacts,
  trial: Trial,
  baseline: Fingerprint | undefined,
): Promise<Structure> {
  const variant = await fingerprintOf(directory, facts, trial.id);
  if (baseline === undefined) return notSeen('the first steps of the baseline were not seen');
  if (variant === undefined) return notSeen('the first steps of this variant were not seen');
  const models = [
    ...moduleTrees(baseline, variant, trial.componentIds),
    ...fitTrees(baseline.fits, variant.fits),
    ...otherTrees(baseline.others, variant.others),
  ];
  return models.length === 0 ? notSeen('no model of a known library was seen') : { kind: 'seen', models };
}

export function baselineFingerprint(directory: string, facts: StudyFacts): Promise<Fingerprint | undefined> {
  return fingerprintOf(directory, facts, BASELINE_ID);
}

function notSeen(reason: string): Structure {
  return { kind: 'not-seen', reason };
}

/** Of the smoke run, where there was one; else of the first full run, whose first steps were watched. */
async function fingerprintOf(
  directory: string,
  { sketch, finished }: StudyFacts,
  trialId: string,
): Promise<Fingerprint | undefined> {
  const [firstSeed] = sketch.seeds.indices;
  const run = sketch.runs.find((candidate) => candidate.trialId === trialId && candidate.seedIndex === firstSeed);
  if (run === undefined) return undefined;
  const work = finished.get(run.identity);
  const places = [
    smokeDirectoryName(run),
    ...(work === undefined ? [] : [attemptDirectoryName(work.run, work.outcome.attempt)]),
  ];
  for (const place of places) {
    const found = await readFingerprint(runFiles(path.join(directory, place)).probeDirectory);
    if (found !== undefined) return found;
  }
  return undefined;
}
