import type { ExportedMetric } from './exported-metric.js';
import type { ExportedStudy } from './exported-study.js';
import { librarySeeds } from './library-seeds.js';
import { recordedFunction } from './recorded-function.js';
import type { SwitchVariables } from './switched-files.js';

/** Lines that run before the training of a trial, and never without one. */
export function beforeTraining(
  study: ExportedStudy,
  metric: ExportedMetric,
  { trial, seed }: SwitchVariables,
): string[] {
  const recording = metric.printedFunction === undefined ? [] : recordedFunction(metric.printedFunction, metric.name);
  return [`if ${trial} is not None:`, ...librarySeeds(study.subject.project, seed), ...recording];
}
