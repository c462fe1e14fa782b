import { quoteCommandLine } from '../core/quote-command-line.js';
import type { RecordedTrial } from '../core/study-record.js';
import { TOOL_VERSION } from '../core/tool-version.js';
import type { Trial } from '../core/trial.js';
import { unreachable } from '../core/unreachable.js';
import type { Variant } from '../core/variant.js';
import { commandRedactorFor } from '../models/redact-command.js';
import { describeSeedStrategy } from '../source/seeds/describe-seed-strategy.js';
import type { StudySketch } from '../store/study-sketch.js';
import { changesLoss } from '../variants/changes-loss.js';
import type { PreparedMachine } from './prepare-machine.js';
import type { StudyPlan } from './plan-study.js';
import type { Subject } from './read-subject.js';
import { trialLabel } from './trial-label.js';
import { variantDiff } from './variant-diff.js';

const ALPHA = 0.05;

/** What the study's folder keeps of the plan. */
export function sketchStudy(
  subject: Subject,
  plan: StudyPlan,
  prepared: PreparedMachine,
  warnings: readonly string[],
): StudySketch {
  const { settings, interpreter } = subject;
  const now = new Date().toISOString();
  // Whatever is kept or shown is made of this; what runs, and what tells runs apart, has the true words.
  const withoutKeys = commandRedactorFor(process.env);
  return {
    study: {
      name: settings.name,
      script: subject.project.script,
      command: quoteCommandLine(withoutKeys(subject.portableCommand)),
      typedWords: withoutKeys(settings.typedWords ?? ['run', '--', ...subject.portableCommand]),
      toolVersion: TOOL_VERSION,
      startedAt: now,
      wallTimeMs: 0,
      environment: {
        python: interpreter.path,
        pythonVersion: interpreter.version,
        packages: interpreter.packages,
        operatingSystem: prepared.machine.operatingSystem,
        processor: prepared.machine.processor,
        cores: prepared.machine.cores,
        gpus: prepared.machine.gpus.map((gpu) => gpu.name),
        ...(prepared.jobs === undefined ? {} : { jobs: prepared.jobs }),
        threadsPerRun: prepared.threadsPerRun,
      },
    },
    seeds: { indices: settings.seedIndices, ...describeSeedStrategy(subject.seedStrategy) },
    trials: plan.trials.map(({ trial, variant }) => ({
      trial,
      label: trialLabel(trial, subject.components),
      origin: originInWords(variant),
      notes: variant.notes,
      diff: variantDiff(subject.project, variant.edits),
      arguments: variant.arguments,
      ...modelOf(variant),
      ...lossChange(subject, trial),
    })),
    runs: plan.runs,
    startedIn: settings.currentDirectory,
    skipped: plan.skipped,
    metrics: settings.metrics,
    alpha: ALPHA,
    strictness: settings.strictness,
    ...(settings.equivalenceMargin === undefined ? {} : { equivalenceMargin: settings.equivalenceMargin }),
    warnings: [...subject.diagnostics.map((diagnostic) => diagnosticInWords(diagnostic)), ...warnings],
  };
}

/** Of the trial's components, the change that reaches furthest. */
function lossChange({ components, project }: Subject, trial: Trial): Pick<RecordedTrial, 'lossChange'> {
  const changes = components
    .filter((component) => trial.componentIds.includes(component.id))
    .map((component) => changesLoss(project, component));
  const furthest = (['in-evaluation', 'somewhere', 'in-training'] as const).find((change) => changes.includes(change));
  return furthest === undefined ? {} : { lossChange: furthest };
}

function modelOf({ origin }: Variant): Pick<RecordedTrial, 'model'> {
  if (origin.kind !== 'model') return {};
  return { model: { modelId: origin.modelId, repairs: origin.repairs } };
}

function originInWords({ origin }: Variant): string {
  switch (origin.kind) {
    case 'none':
      return 'your files, unchanged';
    case 'rule':
      return `rule ${origin.rules.join(', ')}`;
    case 'author':
      return 'as declared';
    case 'model':
      return `model ${origin.modelId}${repairsInWords(origin.repairs)}`;
    default:
      return unreachable(origin);
  }
}

function repairsInWords(repairs: number): string {
  if (repairs === 0) return '';
  return repairs === 1 ? ', repaired once' : `, repaired ${repairs} times`;
}

function diagnosticInWords({ message, place }: Subject['diagnostics'][number]): string {
  return place === undefined ? message : `${place.file}:${place.line}: ${message}`;
}
