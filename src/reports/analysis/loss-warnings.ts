import type { MetricMeaning } from '../../core/report.js';
import type { StudyRecord } from '../../core/study-record.js';
import type { ChosenMetric } from './choose-metric.js';
import { metricMeaning } from './metric-meaning.js';
import { listInWords } from './number-in-words.js';

const REMEDY = 'Report a metric that the change is no part of, with --metric NAME.';

/**
 * A variant without a term of the loss, judged by a loss: the two numbers do not, or may not, measure the same
 * thing, and the smaller one may only be the sum of fewer terms.
 */
export function lossWarnings(record: StudyRecord, { choice: { name } }: ChosenMetric): readonly string[] {
  const changed = trialsWhere(record, name, 'changed');
  const doubtful = trialsWhere(record, name, 'doubtful');
  return [
    ...(changed.length === 0
      ? []
      : [
          `${name} changed its meaning without ${listInWords(changed)}, which ${changed.length === 1 ? 'is' : 'are'} part of ` +
            `what it adds up: its difference from the baseline says nothing of what ${changed.length === 1 ? 'it is' : 'they are'} worth. ${REMEDY}`,
        ]),
    ...(doubtful.length === 0
      ? []
      : [
          `${listInWords(doubtful)} ${doubtful.length === 1 ? 'changes' : 'change'} what the loss is made of: if ${name} is ` +
            `computed from the same loss, it does not measure the same thing as in the baseline. ${REMEDY}`,
        ]),
  ];
}

function trialsWhere(record: StudyRecord, metric: string, meaning: MetricMeaning): string[] {
  return record.trials
    .filter((recorded) => metricMeaning(record, recorded, metric) === meaning)
    .map(({ trial }) => trial.id);
}
