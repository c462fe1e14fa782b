import type { SeedLayer, SeedPlace, SeedStrategy } from '../../core/seed-strategy.js';
import { unreachable } from '../../core/unreachable.js';
import type { Edit } from '../../core/edit.js';
import { UserError } from '../../core/user-error.js';
import { textOf, type Project } from '../project.js';

/**
 * What seed index `seedIndex` adds to every trial, baseline included. Index 0 is the user's own seed and
 * adds nothing. A place that no longer reads as it did when the strategy was found is an error: a shift in
 * the wrong place would be a silent change of the experiment.
 */
export function seedLayer(strategy: SeedStrategy, seedIndex: number, project: Project): SeedLayer {
  if (seedIndex === 0) return { edits: [], arguments: [] };
  switch (strategy.kind) {
    case 'option':
      return { edits: [], arguments: optionArguments(strategy, strategy.firstSeed + seedIndex) };
    case 'config-key':
      return { edits: [edit(strategy.place, String(strategy.firstSeed + seedIndex), project)], arguments: [] };
    case 'shift':
      return {
        edits: strategy.places.map((place) => edit(place, `(${place.text}) + ${seedIndex}`, project)),
        arguments: [],
      };
    case 'environment':
      return { edits: [], arguments: [] };
    default:
      return unreachable(strategy);
  }
}

function optionArguments(strategy: SeedStrategy & { kind: 'option' }, seed: number): string[] {
  switch (strategy.style) {
    case 'separate':
      return [strategy.option, String(seed)];
    case 'equals':
      return [`${strategy.option}=${seed}`];
    default:
      return unreachable(strategy.style);
  }
}

function edit(place: SeedPlace, text: string, project: Project): Edit {
  const pristine = textOf(project, place.file);
  if (pristine?.slice(place.start, place.end) !== place.text) {
    throw new UserError(
      `The seed at ${place.file}:${place.line} no longer reads \`${place.text}\`. ` +
        'The file changed since the study was planned; start the command again.',
    );
  }
  return { file: place.file, start: place.start, end: place.end, text };
}
