import { statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../core/user-error.js';
import { DEFAULT_VARIABLES, FIXED_VARIABLES, THREAD_VARIABLES } from '../execution/environment.js';
import { trialLabel } from '../study/trial-label.js';
import type { ExportedMetric } from './exported-metric.js';
import type { ExportedStudy } from './exported-study.js';
import { asCalled } from './as-called.js';
import { neededPaths } from './left-by-trainings.js';
import type { StudyPlace } from './study-place.js';
import { optionPrefix } from './option-prefix.js';
import { pythonLiteral, type PythonValue } from './python-literal.js';
import { resultsFolder } from './results-folder.js';
import { readsArguments } from './reads-arguments.js';

/** What a script copies in any case: `_MANY_BYTES_OF_DATA` of `working_copy.py`. */
const SMALL_BYTES = 100_000;

/** `TRIALS` and `STUDY` of an exported script: what its functions go by. */
export function studyConstants(study: ExportedStudy, metric: ExportedMetric, place: StudyPlace): string {
  const { subject, report, trials, threadsPerRun } = study;
  const { components } = subject;
  const kind = place.sources.length === 0 ? 'one-file' : 'folder';
  const rows = trials.map(({ trial, variant }): [string, PythonValue] => [
    trial.id,
    [trialLabel(trial, components), variant.arguments],
  ]);
  const constants: PythonValue = {
    metric: metric.name,
    better: metric.better,
    pattern: metric.pattern,
    stream: metric.stream,
    best_by: metric.bestBy === undefined ? null : { ...metric.bestBy },
    alpha: report.method.alpha,
    seeds: subject.settings.seedIndices,
    seed_option: seedOption(study),
    command: portableCommand(study),
    script: place.script,
    // Made where the study is started.
    results: resultsFolder(place.file),
    sources: place.sources,
    trial_files: Object.fromEntries(place.trialFiles),
    levels_above: study.workspace.surroundings.length,
    import_roots: place.importRoots,
    needed: asCalled(study, neededPaths(study.workspace), kind),
    written: asCalled(study, study.written.added, kind),
    replaced: asCalled(study, [...study.written.replaced, ...largeCopies(study)], kind),
    option_prefix: optionPrefix(study),
    reads_arguments: readsArguments(study),
    threads: threadsPerRun,
    thread_variables: THREAD_VARIABLES,
    default_variables: DEFAULT_VARIABLES,
    fixed_variables: FIXED_VARIABLES,
  };
  return [
    '# By name: what the table calls it, and arguments that it adds.',
    `TRIALS = ${pythonLiteral(Object.fromEntries(rows))}`,
    `STUDY = ${pythonLiteral(constants)}`,
  ].join('\n');
}

/** A script by itself would only link them, and the runs of the study had their own (`inputs`, weights). */
function largeCopies({ workspace: { projectRoot, copies } }: ExportedStudy): string[] {
  return copies.filter((file) => {
    const size = statSync(path.join(projectRoot, file), { throwIfNoEntry: false })?.size ?? 0;
    return size > SMALL_BYTES;
  });
}

/** The script's own option for a seed, its first value, and what stands between them. */
function seedOption({ subject: { seedStrategy } }: ExportedStudy): PythonValue {
  if (seedStrategy.kind !== 'option') return null;
  return [seedStrategy.option, seedStrategy.firstSeed, seedStrategy.style === 'separate' ? ' ' : '='];
}

function portableCommand({ subject }: ExportedStudy): readonly string[] {
  const { invocation } = subject.settings;
  const words =
    invocation.kind === 'script' ? ['python', invocation.script, ...invocation.arguments] : invocation.command;
  const portable = words.map((word, index) => {
    if (index === 0 && /^python[\d.]*$/u.test(word)) return '{python}';
    return word === invocation.script || word.endsWith(`/${subject.project.script}`) ? '{script}' : word;
  });
  // What a shell script or `python -m` starts would be the user's own file, without a switch in it.
  if (portable.filter((word) => word === '{script}').length === 1) return portable;
  throw new UserError(
    `The study was started by \`${words.join(' ')}\`, which does not name ${subject.project.script}: an exported script could not put itself in its place. ` +
      `Run the study with \`-- python ${subject.project.script} ...\`.`,
  );
}
