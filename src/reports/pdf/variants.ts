import type { Report, TrialReport } from '../../core/report.js';
import { unreachable } from '../../core/unreachable.js';
import type { Evidence, Verdict, VerdictKind } from '../../core/verdict.js';
import { verdictInWords } from '../../core/verdict-in-words.js';
import { confoundCell, confoundColumns, confoundHeading } from '../formats/format-confounds.js';
import { modelCostInWords } from '../formats/model-cost-in-words.js';
import { diffBlock } from './diff-block.js';
import { typstFacts, type Fact } from './typst-facts.js';
import { typstList } from './typst-list.js';
import { typstCode, typstProse, typstText } from './typst-text.js';
import { describedTrials, variantAnchor } from './variant-anchor.js';

/** What each trial ran instead of the user's files: where it comes from, how it was judged, its diff. */
export function variants(report: Report): string[] {
  const described = describedTrials(report);
  if (described.length === 0) return [];
  const left = report.trials.filter(({ change }) => change !== 'none').length - described.length;
  return [
    '= Variants',
    ...described.map((trial) => variant(report, trial)),
    ...(left === 0 ? [] : [`#small[${typstText(`${left} more variants: report.md, and variants/ for their diffs.`)}]`]),
  ];
}

function variant(report: Report, trial: TrialReport): string {
  const { verdict } = trial;
  const title = `[${typstText(trial.label)}]`;
  const anchor = `<${variantAnchor(report, trial)}>`;
  const parts = [
    typstFacts(factsOf(report, trial)),
    ...remarks(trial),
    ...(trial.diff === '' ? [] : [diffBlock(trial.diff, `variants/${trial.id}.diff`)]),
  ];
  return [
    verdict === undefined ? `#heading(level: 2, ${title}) ${anchor}` : `#judged(${title}, ${badge(verdict)}) ${anchor}`,
    ...parts.slice(0, -1).map((part) => `#kept-with-next[${part}]`),
    ...parts.slice(-1),
  ].join('\n');
}

function factsOf(report: Report, trial: TrialReport): Fact[] {
  const { finding, model } = trial;
  const sizes = confoundColumns(report).map((column) => ({
    name: confoundHeading(column),
    content: typstText(confoundCell(trial, column)),
  }));
  return [
    ...(finding === undefined ? [] : [{ name: 'Finding', content: typstProse(finding.inWords) }]),
    { name: 'Origin', content: typstProse(trial.origin) },
    { name: 'Components', content: trial.componentIds.map((id) => typstCode(id)).join(', ') },
    ...(trial.arguments.length === 0
      ? []
      : [{ name: 'Added arguments', content: typstCode(trial.arguments.join(' ')) }]),
    ...(model === undefined ? [] : [{ name: 'Model', content: typstText(modelInWords(model)) }]),
    ...sizes,
  ].filter(({ content }) => content !== '');
}

function modelInWords({ modelId, repairs, cost }: NonNullable<TrialReport['model']>): string {
  const repaired = repairs === 0 ? [] : [`${repairs} ${repairs === 1 ? 'repair' : 'repairs'}`];
  return [modelId, ...repaired, ...(cost === undefined ? [] : [modelCostInWords(cost)])].join(', ');
}

/** The notes of the trial, and all that the verdict rests on, what speaks against the variant first. */
function remarks({ notes, verdict }: TrialReport): string[] {
  const items = [
    ...notes.map(typstProse),
    ...(verdict?.reasons ?? []).map((reason) => evidenceItem(reason, '')),
    ...(verdict?.notes ?? []).map((note) => evidenceItem(note, 'note, ')),
  ];
  return items.length === 0 ? [] : [typstList(items)];
}

function evidenceItem({ aspect, message, place }: Evidence, lead: string): string {
  const where = place === undefined ? '' : ` (${typstCode(place)})`;
  return `#quiet[${typstText(`${lead}${aspect.replaceAll('-', ' ')}:`)}] ${typstText(message)}${where}`;
}

function badge(verdict: Verdict): string {
  return `badge(${colourOf(verdict.kind)})[${typstText(verdictInWords(verdict))}]`;
}

function colourOf(kind: VerdictKind): string {
  switch (kind) {
    case 'faithful':
      return 'green';
    case 'suspicious':
      return 'amber';
    case 'rejected':
      return 'red';
    case 'unchecked':
      return 'muted';
    default:
      return unreachable(kind);
  }
}
