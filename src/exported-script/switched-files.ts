import type { Edit } from '../core/edit.js';
import { applyEdits } from '../core/edit.js';
import type { SeedLayer, SeedStrategy } from '../core/seed-strategy.js';
import { BASELINE_ID } from '../core/trial.js';
import { UserError } from '../core/user-error.js';
import { combineSeedLayer } from '../study/combine-seed-layer.js';
import { switchedSource } from '../variants/switched/switched-source.js';
import type { ExportedStudy } from './exported-study.js';

/** The variables of an exported script. */
export interface SwitchVariables {
  readonly trial: string;
  readonly seed: string;
}

/** A Python file with its switches, and the versions that it stands for. */
export interface SwitchedFile {
  readonly path: string;
  readonly text: string;
  /** As the user has it. */
  readonly original: string;
  /** By trial: what the variant makes of it. */
  readonly versions: ReadonlyMap<string, string>;
  readonly usesSeed: boolean;
}

/** `TRIAL` and `SEED_INDEX`, or longer names where the project has these. */
export function chooseVariables({ subject, trials }: ExportedStudy): SwitchVariables {
  const texts = [...subject.project.pythonFiles.values()].map(({ text }) => text);
  const inserted = trials.flatMap(({ variant }) => variant.edits.map(({ text }) => text));
  const isTaken = (name: string): boolean =>
    [...texts, ...inserted].some((text) => new RegExp(`\\b${name}\\b`, 'u').test(text));
  const free = (names: readonly string[]): string => names.find((name) => !isTaken(name)) ?? `${names[0] ?? ''}_`;
  return {
    trial: free(['TRIAL', 'ABLATION_TRIAL', 'ABLATIONMAGE_TRIAL']),
    seed: free(['SEED_INDEX', 'ABLATION_SEED_INDEX', 'ABLATIONMAGE_SEED_INDEX']),
  };
}

/** Every Python file that a trial or a seed changes. Throws a UserError where both change the same place. */
export function switchedFiles(study: ExportedStudy, variables: SwitchVariables): readonly SwitchedFile[] {
  const { project, seedStrategy } = study.subject;
  const layer = seedLayerOf(seedStrategy, variables);
  const edits = new Map(
    study.trials.map(({ trial, variant }) => {
      const combined = combineSeedLayer(variant.edits, layer, project);
      if (combined.ok) return [trial.id, combined.value] as const;
      throw new UserError(`${trial.id} changes the seed at ${combined.failure}: it has no place in one script.`);
    }),
  );
  const changed = new Set([...edits.values()].flat().map(({ file }) => file));
  return [...project.pythonFiles.values()]
    .filter(({ path }) => changed.has(path))
    .map(({ path, text: original }) => {
      const of = (all: readonly Edit[]): string =>
        applyEdits(
          original,
          all.filter(({ file }) => file === path),
        );
      const base = of(edits.get(BASELINE_ID) ?? layer.edits);
      const variants = study.trials.filter(({ trial }) => trial.id !== BASELINE_ID);
      const versions = new Map(variants.map(({ trial }) => [trial.id, of(edits.get(trial.id) ?? [])]));
      const text = switchedSource(base, versions, { variable: variables.trial });
      return { path, text, original, versions, usesSeed: new RegExp(`\\b${variables.seed}\\b`, 'u').test(text) };
    });
}

/** The seeds as they are, plus the number of the study's seed. */
function seedLayerOf(strategy: SeedStrategy, { seed }: SwitchVariables): SeedLayer {
  if (strategy.kind !== 'shift') return { edits: [], arguments: [] };
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
