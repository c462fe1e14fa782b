import type { Report, TrialReport } from '../../core/report.js';
import type { Evidence, Verdict } from '../../core/verdict.js';
import { verdictInWords } from '../../core/verdict-in-words.js';
import { modelCostInWords } from './model-cost-in-words.js';
import { codeFence, codeSpan, escapeMarkdown } from './markdown-text.js';

/** What each trial ran instead of the user's files: the exact diffs, folded. */
export function markdownVariants(report: Report): string[] {
  const variants = report.trials.filter((trial) => trial.change !== 'none');
  return variants.length === 0 ? [] : ['## Variants', ...variants.map(variant)];
}

function variant(trial: TrialReport): string {
  const facts = [
    `- origin: ${escapeMarkdown(trial.origin)}`,
    ...(trial.model?.cost === undefined ? [] : [`- model: ${escapeMarkdown(modelCostInWords(trial.model.cost))}`]),
    `- components: ${trial.componentIds.map(codeSpan).join(', ')}`,
    ...(trial.arguments.length > 0 ? [`- added arguments: ${codeSpan(trial.arguments.join(' '))}`] : []),
    ...trial.notes.map((note) => `- ${escapeMarkdown(note)}`),
  ];
  const evidence = trial.verdict === undefined ? [] : evidenceSection(trial.verdict);
  const diff = trial.diff === '' ? [] : [folded('diff', codeFence('diff', trial.diff))];
  return [`### ${escapeMarkdown(trial.label)}`, facts.join('\n'), ...evidence, ...diff].join('\n\n');
}

/** The verdict with all that it rests on, what speaks against the variant first. */
function evidenceSection(verdict: Verdict): string[] {
  const items = [
    ...verdict.reasons.map((reason) => evidenceItem(reason, '')),
    ...verdict.notes.map((note) => evidenceItem(note, 'note, ')),
  ];
  return [`Verdict: **${escapeMarkdown(verdictInWords(verdict))}**`, ...(items.length === 0 ? [] : [items.join('\n')])];
}

function evidenceItem({ aspect, message, place }: Evidence, lead: string): string {
  const where = place === undefined ? '' : ` (${codeSpan(place)})`;
  return `- ${lead}${aspect.replace('-', ' ')}: ${escapeMarkdown(message)}${where}`;
}

/** GitHub renders Markdown inside `details` only between blank lines. */
function folded(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}
