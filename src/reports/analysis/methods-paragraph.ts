import type { MetricChoice } from '../../core/metric.js';
import type { EnvironmentDescription, SecondBaselineReport, TrialReport } from '../../core/report.js';
import type { StudyRecord } from '../../core/study-record.js';
import { unreachable } from '../../core/unreachable.js';
import { SIGN_FLIP_LIMIT } from '../../statistics/sign-flip.js';
import { checkSentences } from './check-sentences.js';
import { countInWords, listInWords, numberInWords } from './number-in-words.js';
import { gateInWords } from '../gate-in-words.js';

/** The paragraph of `methods.txt`: what was done, as a paper says it; only what holds for this study. */
export function methodsParagraph(
  record: StudyRecord,
  trials: readonly TrialReport[],
  secondBaseline: SecondBaselineReport | undefined,
  choice: MetricChoice | undefined,
): string {
  return [
    ...designSentences(record, trials),
    ...modelSentences(trials),
    ...checkSentences(trials),
    ...(choice === undefined ? [] : [metricSentence(choice)]),
    ...testSentences(record, trials),
    ...failureSentences(trials),
    ...keptSentences(record),
    reproducibilitySentence(record),
    ...(record.baselineGate === undefined ? [] : [gateInWords(record.baselineGate)]),
    ...secondBaselineSentences(secondBaseline),
    ...environmentSentences(record),
  ].join(' ');
}

function designSentences({ seeds }: StudyRecord, trials: readonly TrialReport[]): string[] {
  const variants = trials.filter(({ change, finding }) => change !== 'none' && finding?.kind !== 'rejected');
  const replaced = variants.filter(({ change }) => change === 'replace').length;
  const done = replaced === 0 ? 'removed' : replaced === variants.length ? 'replaced' : 'removed or replaced';
  const each = variants.length === 1 ? 'The trial' : `Each of the ${variants.length} trials`;
  return [
    ...(variants.length === 0
      ? []
      : [
          `${each} ${done} one component (or one group of components) of the baseline and was retrained, ` +
            'not masked in a trained model; hyperparameters were not re-tuned.',
        ]),
    `The baseline and every trial were planned with ${countInWords(seeds.indices.length, 'seed')}. ${sentence(seeds.how)}`,
  ];
}

/** What ran is then not wholly what the sources say now. */
function keptSentences({ keptResults, runs }: StudyRecord): string[] {
  if (keptResults === undefined) return [];
  const { count, changes } = keptResults;
  const what = changes.length === 0 ? 'the sources' : listInWords(changes);
  return [
    `${count} of the ${runs.length} results were obtained before a change of ${what} and were kept by decision of a person.`,
  ];
}

/** Readers want to know which variants a model wrote; the checks are the same for all. */
function modelSentences(trials: readonly TrialReport[]): string[] {
  const written = trials.filter(({ model }) => model !== undefined);
  const rejected = written.filter(({ finding }) => finding?.kind === 'rejected').length;
  const isAsked = written.some(({ verdict }) => verdict?.notes.some(({ aspect }) => aspect === 'asked-in-words'));
  if (written.length === 0) return [];
  const models = [...new Set(written.flatMap(({ model }) => (model === undefined ? [] : [model.modelId])))];
  const which = written.length === 1 ? 'The variant of one trial' : `The variants of ${written.length} trials`;
  return [
    `${which} (${listInWords(written.map(({ id }) => id))}) ${written.length === 1 ? 'was' : 'were'} written by a language model ` +
      `(${listInWords(models)}) as edits of the original files; it wrote no other code and no number.` +
      (rejected === 0
        ? ''
        : ` ${sentence(`${rejected} of these ${rejected === 1 ? 'was' : 'were'} rejected by the checks and not run`)}`),
    ...(isAsked
      ? ['Which trials a hint in words asks for was proposed by the model and approved by a person before they ran.']
      : []),
  ];
}

function metricSentence({ name, direction, select }: MetricChoice): string {
  const better = direction === 'higher-is-better' ? 'higher' : 'lower';
  const value = select.kind === 'last' ? 'its last value' : `its value at the epoch where ${select.by} was best`;
  return `The primary metric is ${name} (${better} is better), ${value} in each run.`;
}

function testSentences({ alpha, equivalenceMargin }: StudyRecord, trials: readonly TrialReport[]): string[] {
  const inferences = trials.flatMap(({ metrics }) =>
    metrics.flatMap(({ role, effect }) => (role === 'primary' && effect !== undefined ? [effect.inference] : [])),
  );
  const tested = inferences.filter(({ kind }) => kind === 'paired-t' || kind === 'constant-difference').length;
  const exact = inferences.filter(({ kind }) => kind === 'exact').length;
  const beyond = inferences.some(
    (inference) => inference.kind === 'paired-t' && inference.signFlipPValue === undefined,
  );
  return [
    ...(inferences.length > 0
      ? ['Effects are differences from the baseline, paired by seed over the seeds completed in both.']
      : []),
    ...(tested > 0 ? [tTestSentence(tested, alpha)] : []),
    ...(tested > 0 && !beyond ? ['The exact two-sided sign-flip p is given beside it.'] : []),
    ...(tested > 0 && beyond ? [`The exact sign-flip p is given up to ${SIGN_FLIP_LIMIT} pairs.`] : []),
    ...(tested > 0 && equivalenceMargin !== undefined
      ? [
          `Equivalence means that two one-sided t-tests place the difference within ±${numberInWords(equivalenceMargin)} ` +
            `(Holm-adjusted, ${numberInWords(alpha)}).`,
        ]
      : []),
    ...(exact > 0
      ? [
          `The baseline and ${countInWords(exact, 'trial')} did not vary over the seeds; the differences are exact and not tested.`,
        ]
      : []),
  ];
}

function tTestSentence(tested: number, alpha: number): string {
  const level = numberInWords(100 * (1 - alpha));
  const adjusted =
    tested === 1
      ? 'no correction was needed for one comparison'
      : `p-values are adjusted by Holm over the ${tested} tested trials, and adjusted intervals are at the levels of Holm's steps`;
  return `Findings follow two-sided paired t-tests at ${numberInWords(alpha)}, with ${level} % Student-t intervals; ${adjusted}.`;
}

function failureSentences(trials: readonly TrialReport[]): string[] {
  const failed = trials.reduce((total, { failures }) => total + failures.length, 0);
  const ran = trials.filter(({ finding }) => finding?.kind !== 'rejected');
  const planned = ran.reduce((total, { plannedRuns }) => total + plannedRuns, 0);
  return failed === 0 ? [] : [`${failed} of ${countInWords(planned, 'run')} failed and enter no number.`];
}

function reproducibilitySentence({ reproducibility }: StudyRecord): string {
  switch (reproducibility.kind) {
    case 'identical':
      return 'Repeating the baseline at one seed gave identical numbers, as far as it was repeated.';
    case 'differs':
      return 'Repeating the baseline at one seed gave different numbers.';
    case 'not-checked':
      return `Whether one seed gives the same numbers again was not checked (${reproducibility.reason}).`;
    default:
      return unreachable(reproducibility);
  }
}

function secondBaselineSentences(secondBaseline: SecondBaselineReport | undefined): string[] {
  if (secondBaseline === undefined) return [];
  const seeds = countInWords(secondBaseline.plannedRuns, 'further seed');
  return [`The baseline was also run at ${seeds} and compared with itself; this comparison is none of the trials.`];
}

function environmentSentences({ study }: StudyRecord): string[] {
  const { environment, toolVersion } = study;
  const packages = Object.entries(environment.packages).map(([name, version]) => `${name} ${version}`);
  return [
    `${environment.slurmNodes === undefined ? 'Runs' : 'Runs, as jobs of Slurm,'} used ${hardware(environment)}, ${countInWords(environment.threadsPerRun, 'thread')} per run, ` +
      `${environment.jobs === undefined ? '' : `${environment.jobs} at a time, `}${environment.operatingSystem}, Python ${environment.pythonVersion}` +
      `${packages.length === 0 ? '' : ` with ${packages.join(', ')}`}.`,
    `The study was run by AblationMage ${toolVersion}.`,
  ];
}

function hardware({ processor, cores, gpus }: EnvironmentDescription): string {
  const processors = `${processor} (${countInWords(cores, 'core')})`;
  return gpus.length === 0 ? processors : `${listInWords(gpus)} and ${processors}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
