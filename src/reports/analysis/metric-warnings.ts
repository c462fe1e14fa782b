import type { StudyRecord } from '../../core/study-record.js';
import { candidateMetrics, completedOutcomes } from './candidates.js';
import type { ChosenMetric } from './choose-metric.js';
import { lossWarnings } from './loss-warnings.js';
import { isTrainingMetric } from './metric-standing.js';
import { metricTokens } from './metric-tokens.js';
import { countInWords, listInWords } from './number-in-words.js';

/** What a reader must know of the choice of the metric, its direction and its selection. */
export function metricWarnings(record: StudyRecord, chosen: ChosenMetric | undefined): readonly string[] {
  if (chosen === undefined) return noMetric(record);
  const { choice, alternatives } = chosen;
  return [
    ...(choice.origin === 'guess'
      ? [
          `metric ${choice.name} is a guess among ${countInWords(alternatives, 'candidate')}; ` +
            '`ablationmage report --metric NAME` decides.',
        ]
      : []),
    ...unknownNames(record, chosen),
    ...(choice.origin !== 'user' && isTrainingMetric(choice.name)
      ? [`${choice.name} is measured on training data, by its name; \`ablationmage report --metric NAME\` decides.`]
      : []),
    ...(choice.directionOrigin === 'assumed'
      ? [
          `${choice.name}: higher is assumed to be better, as its name does not tell; ` +
            '`--direction lower` says otherwise.',
        ]
      : []),
    ...lossWarnings(record, chosen),
    ...selectionWarnings(chosen),
  ];
}

function noMetric(record: StudyRecord): readonly string[] {
  if (completedOutcomes(record).length === 0) return [];
  const names = candidateMetrics(record).map(({ name }) => name);
  const seen = names.length === 0 ? 'The runs gave no number' : `Seen: ${listInWords(names)}`;
  return [`No metric was recognised. ${seen}; \`ablationmage report --metric NAME\` decides.`];
}

/** Names the user asked for that no completed run gave. */
function unknownNames(record: StudyRecord, { choice }: ChosenMetric): readonly string[] {
  const names = candidateMetrics(record).map(({ name }) => name);
  if (names.length === 0) return [];
  const known = new Set(names.map((name) => metricTokens(name).join(' ')));
  const asked = [choice.name, ...record.requestedMetrics.names.slice(1)];
  return asked
    .filter((name) => !known.has(metricTokens(name).join(' ')))
    .map((name) => `No completed run gave a metric named ${name}; there are ${listInWords(names)}.`);
}

function selectionWarnings({ choice }: ChosenMetric): readonly string[] {
  const { select, name } = choice;
  if (select.kind === 'last') return [];
  if (select.by === name) {
    return [
      `The epoch is selected by the reported metric itself (best:${name}): the numbers are optimistic. ` +
        'Select by a validation metric.',
    ];
  }
  return metricTokens(select.by).includes('test')
    ? [`The epoch is selected on test data, by its name (best:${select.by}): the numbers are optimistic.`]
    : [];
}
