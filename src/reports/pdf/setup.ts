import type { EnvironmentDescription, Report } from '../../core/report.js';
import { formatDuration } from '../formats/format-duration.js';
import { modelCostInWords } from '../formats/model-cost-in-words.js';
import { forkingInWords } from '../forking-in-words.js';
import { gateInWords } from '../gate-in-words.js';
import { reproducibilityInWords } from '../formats/reproducibility-in-words.js';
import { rerunCommand } from '../rerun-command.js';
import { typstFacts, type Fact } from './typst-facts.js';
import { typstList } from './typst-list.js';
import { typstCode, typstProse, typstText } from './typst-text.js';

/** How the numbers came about: methods, seeds, reproducibility, environment, cost, how to run it again. */
export function setup(report: Report): string[] {
  return [
    ...skipped(report),
    '= Methods',
    typstProse(report.method.paragraph),
    '= Seeds',
    ...seeds(report),
    '= Reproducibility',
    ...reproducibility(report),
    '= Environment',
    `#whole[${typstFacts(environment(report))}]`,
    '= Run it again',
    `#block[${typstCode(rerunCommand(report))}]`,
  ];
}

function skipped(report: Report): string[] {
  if (report.skipped.length === 0) return [];
  const items = report.skipped.map(
    ({ id, place, reason }) => `#term[${typstText(id)}] #quiet[(${typstText(place)})]: ${typstProse(reason)}`,
  );
  return ['= Components that were not run', typstList(items)];
}

function seeds({ seeds: { indices, how, places } }: Report): string[] {
  const first = `Seed indices ${indices.join(', ')}; index 0 is the script as it stands. ${how}`;
  if (places.length === 0) return [typstProse(first)];
  return [
    typstProse(first),
    'The seed layer changes these places, the baseline included:',
    typstList(places.map((place) => typstCode(place))),
  ];
}

function reproducibility(report: Report): string[] {
  const { sentence, tolerances } = reproducibilityInWords(report.reproducibility, report.baselineGate);
  const gate = report.baselineGate === undefined ? [] : [typstProse(gateInWords(report.baselineGate))];
  return [
    typstProse(sentence),
    typstList(tolerances.map(({ metric, difference }) => typstText(`${metric}: ${difference}`))),
    ...gate,
    ...(report.forking === undefined ? [] : [typstProse(forkingInWords(report.forking))]),
  ];
}

function environment({ study, modelCost }: Report): Fact[] {
  const { environment: machine } = study;
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  const fact = (name: string, text: string): Fact => ({ name, content: typstProse(text) });
  return [
    { name: 'Python', content: `${typstText(machine.pythonVersion)} (${typstCode(machine.python)})` },
    ...(packages.length === 0 ? [] : [fact('Packages', packages.join(', '))]),
    fact('System', machine.operatingSystem),
    fact('Processor', `${machine.processor}, ${machine.cores} cores`),
    fact('GPU', machine.gpus.length > 0 ? machine.gpus.join(', ') : 'none'),
    fact('Runs at a time', runsAtATime(machine)),
    ...(machine.slurmNodes === undefined ? [] : [fact('Slurm nodes', machine.slurmNodes.join(', '))]),
    fact('Started', study.startedAt),
    fact('Time in all', formatDuration(study.wallTimeMs)),
    ...(modelCost === undefined ? [] : [fact('Models', modelCostInWords(modelCost))]),
    fact('Tool', `AblationMage ${study.toolVersion}`),
  ];
}

function runsAtATime({ jobs, threadsPerRun }: EnvironmentDescription): string {
  return `${jobs ?? 'as many as the cluster gave'}, ${threadsPerRun} ${threadsPerRun === 1 ? 'thread' : 'threads'} each`;
}
