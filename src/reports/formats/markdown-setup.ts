import type { EnvironmentDescription, Report, RunReport } from '../../core/report.js';
import { formatDuration } from './format-duration.js';
import { codeFence, codeSpan, escapeMarkdown, markdownTable } from './markdown-text.js';
import { modelCostInWords } from './model-cost-in-words.js';
import { rerunCommand } from '../rerun-command.js';
import { reportedValue } from './reported-value.js';
import { forkingInWords } from '../forking-in-words.js';
import { gateInWords } from '../gate-in-words.js';
import { reproducibilityInWords } from './reproducibility-in-words.js';

/** How the numbers came about: runs, seeds, reproducibility, methods, environment, how to rerun. */
export function markdownSetup(report: Report): string[] {
  return [
    '## Runs',
    runs(report),
    '## Seeds',
    seeds(report),
    '## Reproducibility',
    reproducibility(report),
    ...(report.baselineGate === undefined ? [] : [gateInWords(report.baselineGate)]),
    ...(report.forking === undefined ? [] : [forkingInWords(report.forking)]),
    '## Methods',
    escapeMarkdown(report.method.paragraph),
    '## Environment',
    environment(report),
    '## Run it again',
    rerun(report),
  ];
}

function runs(report: Report): string {
  const metric = report.primaryMetric?.name;
  const headers = ['trial', 'seed index', 'state', metric === undefined ? 'result' : escapeMarkdown(metric), 'time'];
  const rows = report.runs.map((run) => [
    codeSpan(run.trialId),
    String(run.seedIndex),
    escapeMarkdown(run.failure === undefined ? run.state : `${run.state}: ${run.failure}`),
    runValue(report, run),
    run.durationMs === undefined ? '' : formatDuration(run.durationMs),
  ]);
  return rows.length === 0 ? 'No run has ended yet.' : markdownTable([...headers, 'folder'], withFolders(report, rows));
}

function withFolders(report: Report, rows: readonly (readonly string[])[]): string[][] {
  return rows.map((row, index) => [...row, codeSpan(report.runs[index]?.directory ?? '')]);
}

/** The number behind the table, unrounded. */
function runValue(report: Report, run: RunReport): string {
  const metric = report.primaryMetric?.name;
  return metric === undefined ? '' : String(reportedValue(report, run, metric) ?? '');
}

function seeds(report: Report): string {
  const { indices, how, places } = report.seeds;
  const first = `Seed indices ${indices.join(', ')}; index 0 is the script as it stands. ${escapeMarkdown(how)}`;
  if (places.length === 0) return first;
  const listed = places.map((place) => `- ${codeSpan(place)}`).join('\n');
  return `${first}\n\nThe seed layer changes these places, the baseline included:\n\n${listed}`;
}

function reproducibility(report: Report): string {
  const { sentence, tolerances } = reproducibilityInWords(report.reproducibility, report.baselineGate);
  const items = tolerances.map(({ metric, difference }) => `- ${escapeMarkdown(metric)}: ${difference}`);
  return [escapeMarkdown(sentence), ...(items.length === 0 ? [] : ['', ...items])].join('\n');
}

function environment({ study, modelCost }: Report): string {
  const { environment: machine } = study;
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  return [
    `- Python ${escapeMarkdown(machine.pythonVersion)} (${codeSpan(machine.python)})`,
    ...(packages.length > 0 ? [`- ${escapeMarkdown(packages.join(', '))}`] : []),
    `- ${escapeMarkdown(machine.operatingSystem)}; ${escapeMarkdown(machine.processor)}, ${machine.cores} cores`,
    `- ${machine.gpus.length > 0 ? escapeMarkdown(machine.gpus.join(', ')) : 'no GPU'}`,
    `- ${machine.jobs === undefined ? 'runs with' : `${machine.jobs} runs at a time,`} ${machine.threadsPerRun} ${machine.threadsPerRun === 1 ? 'thread' : 'threads'} each${onNodes(machine)}`,
    `- started ${study.startedAt}, ${formatDuration(study.wallTimeMs)} in all`,
    ...(modelCost === undefined ? [] : [`- models: ${escapeMarkdown(modelCostInWords(modelCost))}`]),
    `- AblationMage ${escapeMarkdown(study.toolVersion)}`,
  ].join('\n');
}

function onNodes({ slurmNodes }: EnvironmentDescription): string {
  return slurmNodes === undefined ? '' : `, as jobs of Slurm on ${escapeMarkdown(slurmNodes.join(', '))}`;
}

function rerun(report: Report): string {
  return codeFence('sh', rerunCommand(report));
}
