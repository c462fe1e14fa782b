import type { Edit } from '../core/edit.js';
import { applyEdits } from '../core/edit.js';
import type { SeedLayer, SeedStrategy } from '../core/seed-strategy.js';
import { BASELINE_ID } from '../core/trial.js';
import { UserError } from '../core/user-error.js';
import { seedLayer } from '../source/seeds/seed-layer.js';
import { combineSeedLayer } from '../study/combine-seed-layer.js';
import { switchedSource } from '../variants/switched/switched-source.js';
import type { ExportedStudy } from './exported-study.js';
import { SEED_NAME, TRIAL_NAME } from './script-protocol.js';

/** The variables of an exported script. */
export interface SwitchVariables {
  readonly trial: string;
  readonly seed: string;
}

/** The seed at which a script is compared with what the study runs; at 0 a script that never shifts its seeds is as good. */
export const CHECKED_SEED_INDEX = 1;

/** A Python file with its switches, and the versions that it stands for. */
export interface SwitchedFile {
  readonly path: string;
  readonly text: string;
  /** As the user has it. */
  readonly original: string;
  /** By trial, the baseline among them: what the study runs of it at `CHECKED_SEED_INDEX`. */
  readonly versions: ReadonlyMap<string, string>;
  readonly usesSeed: boolean;
}

/** The short names, or longer ones where the project has these. */
export function chooseVariables({ subject, trials }: ExportedStudy): SwitchVariables {
  const texts = [...subject.project.pythonFiles.values()].map(({ text }) => text);
  const inserted = trials.flatMap(({ variant }) => variant.edits.map(({ text }) => text));
  const isTaken = (name: string): boolean =>
    [...texts, ...inserted].some((text) => new RegExp(`\\b${name}\\b`, 'u').test(text));
  const free = (name: string): string =>
    [name, `ABLATION_${name}`, `ABLATIONMAGE_${name}`].find((candidate) => !isTaken(candidate)) ?? `${name}_`;
  return {
    trial: free(TRIAL_NAME),
    seed: free(SEED_NAME),
  };
}

/** Every Python file that a trial or a seed changes. Throws a UserError where both change the same place. */
export function switchedFiles(study: ExportedStudy, variables: SwitchVariables): readonly SwitchedFile[] {
  const { project, seedStrategy } = study.subject;
  const switched = editsOfTrials(study, shiftedSeeds(seedStrategy, variables));
  const isShifted = seedStrategy.kind === 'shift';
  const ran = editsOfTrials(study, isShifted ? seedLayer(seedStrategy, CHECKED_SEED_INDEX, project) : NO_SEEDS);
  const changed = new Set([...switched.values()].flat().map(({ file }) => file));
  return [...project.pythonFiles.values()]
    .filter(({ path }) => changed.has(path))
    .map(({ path, text: original }) => {
      const variants = textsOf(path, original, switched);
      const base = variants.get(BASELINE_ID) ?? original;
      variants.delete(BASELINE_ID);
      const text = withLineEndsOf(original, switchedSource(base, variants, { variable: variables.trial }));
      const usesSeed = new RegExp(`\\b${variables.seed}\\b`, 'u').test(text);
      return { path, text, original, versions: textsOf(path, original, ran), usesSeed };
    });
}

/** A file whose lines all end as on Windows stays one. */
function withLineEndsOf(original: string, text: string): string {
  return /(?<!\r)\n/u.test(original) ? text : text.replaceAll(/\r?\n/gu, '\r\n');
}

function textsOf(path: string, original: string, edits: ReadonlyMap<string, readonly Edit[]>): Map<string, string> {
  const ofFile = (all: readonly Edit[]): Edit[] => all.filter(({ file }) => file === path);
  return new Map([...edits].map(([trial, all]) => [trial, applyEdits(original, ofFile(all))]));
}

/** By trial: its variant's edits with those of the seeds. */
function editsOfTrials({ trials, subject }: ExportedStudy, layer: SeedLayer): ReadonlyMap<string, readonly Edit[]> {
  return new Map(
    trials.map(({ trial, variant }) => {
      const combined = combineSeedLayer(variant.edits, layer, subject.project);
      if (combined.ok) return [trial.id, combined.value] as const;
      throw new UserError(`${trial.id} changes the seed at ${combined.failure}: it has no place in one script.`);
    }),
  );
}

const NO_SEEDS: SeedLayer = { edits: [], arguments: [] };

/** The seeds as they are, plus the number of the study's seed. */
function shiftedSeeds(strategy: SeedStrategy, { seed }: SwitchVariables): SeedLayer {
  if (strategy.kind !== 'shift') return NO_SEEDS;
  return {
    arguments: [],
    edits: strategy.places.map(({ file, start, end, text }) => ({
      file,
      start,
      end,
      text: /^[\w.]+$/u.test(text) ? `${text} + ${seed}` : `(${text}) + ${seed}`,
    })),
  };
}
