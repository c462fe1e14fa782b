import type { FitPrint } from '../../../core/fingerprint.js';
import { isAnything, type ComparisonTarget } from '../comparison-target.js';
import { differs, observed, type Finding } from '../findings.js';
import { countInWords, namesInWords, withThousands } from '../in-words.js';

/**
 * Compares what an estimator was fitted to. Rows and targets do not change; columns and values may where
 * the component is data, or a transformer or a network that stood before this fit.
 */
export function compareFitData(
  of: FitPrint,
  to: FitPrint,
  target: ComparisonTarget,
  position: 'downstream' | 'elsewhere',
): Finding[] {
  const name = `the data of ${of.type}`;
  const mayChange = target.kinds.has('data') || position === 'downstream';
  const findings: Finding[] = [];
  const [rows, columns] = of.shape;
  const [rowsNow, columnsNow] = to.shape;
  if (rows !== rowsNow) {
    findings.push(
      observed(
        rowsSeverity(rows, rowsNow, target),
        `${name} have ${rowsInWords(rowsNow)} where the baseline has ${rowsInWords(rows)}`,
        to.place,
      ),
    );
  }
  if (targetsPerRow(of) !== targetsPerRow(to)) {
    findings.push(differs(`what ${of.type} learns (the targets)`, to.targets ?? 'none', of.targets ?? 'none'));
  }
  const columnFindings = compareColumns(of, to, target, mayChange);
  findings.push(...columnFindings);
  if (columns !== columnsNow && columnFindings.length === 0) {
    const clause = `${name} have ${columnsInWords(columnsNow)} where the baseline has ${columnsInWords(columns)}`;
    const grows = (columnsNow ?? 0) > (columns ?? 0) && position === 'elsewhere';
    findings.push(observed(mayChange && !grows ? 'note' : 'rejected', clause, to.place));
  }
  if (
    findings.length === 0 &&
    of.sha256 !== undefined &&
    to.sha256 !== undefined &&
    of.sha256 !== to.sha256 &&
    !mayChange
  ) {
    const severity = target.kinds.has('other') ? 'suspicious' : 'rejected';
    findings.push(
      observed(severity, `${name} differ from the baseline's, in the same number of rows and columns`, to.place),
    );
  }
  return findings;
}

/**
 * Other rows are another experiment, unless the component makes them: a filter that is gone leaves more, a repetition
 * of rare classes that is gone leaves fewer, which could as well be a sample taken on the way.
 */
function rowsSeverity(
  rows: number | undefined,
  now: number | undefined,
  target: ComparisonTarget,
): Finding['severity'] {
  const isMore = (now ?? 0) > (rows ?? 0);
  const isOnlyData = [...target.kinds].every((kind) => kind === 'data') && target.kinds.has('data');
  if (isOnlyData) return isMore ? 'note' : 'suspicious';
  return isAnything(target) || (isMore && target.kinds.has('data')) ? 'suspicious' : 'rejected';
}

/** The targets' print apart from their number, which is that of the rows. */
function targetsPerRow({ targets, shape }: FitPrint): string {
  return (targets ?? 'none').replace(`[${shape[0] ?? ''}`, '[rows').replace(/ #[0-9a-f]+$/, '');
}

function compareColumns(of: FitPrint, to: FitPrint, target: ComparisonTarget, mayChange: boolean): Finding[] {
  if (of.columns === undefined || to.columns === undefined) return [];
  const [before, after] = [new Set(of.columns), new Set(to.columns)];
  const gone = of.columns.filter((column) => !after.has(column));
  const added = to.columns.filter((column) => !before.has(column));
  const named = of.columns.filter((column) => isMeant(column, target));
  const meant = named.length === 0 ? gone : gone.filter((column) => isMeant(column, target));
  const others = gone.filter((column) => !meant.includes(column));
  // Where columns are chosen inside the estimator, those that are not chosen may stay in its data.
  const isChosenInside = Object.values(of.estimators).includes('ColumnTransformer') || of.type === 'ColumnTransformer';
  const staying = target.kinds.has('data') && !isChosenInside ? named.filter((column) => after.has(column)) : [];
  const isOrderOnly = gone.length + added.length === 0 && of.columns.join('\n') !== to.columns.join('\n');
  return [
    ...columns(
      staying,
      'completeness',
      'rejected',
      'is still a column of the data',
      'are still columns of the data',
      to,
    ),
    ...columns(
      others,
      'observed-settings',
      mayChange && !target.kinds.has('data') ? 'note' : 'rejected',
      'is no column any more',
      'are no columns any more',
      to,
    ),
    ...columns(
      meant,
      'observed-settings',
      mayChange ? 'note' : isAnything(target) ? 'suspicious' : 'rejected',
      'is no column any more',
      'are no columns any more',
      to,
    ),
    ...columns(
      added,
      'observed-settings',
      mayChange && !target.kinds.has('data') ? 'note' : 'rejected',
      'is a new column',
      'are new columns',
      to,
    ),
    ...(isOrderOnly
      ? [
          observed(
            'suspicious',
            `the columns of ${of.type} come in another order: ${namesInWords(to.columns)}`,
            to.place,
          ),
        ]
      : []),
  ];
}

function columns(
  names: readonly string[],
  aspect: Finding['aspect'],
  severity: Finding['severity'],
  one: string,
  many: string,
  { place }: FitPrint,
): Finding[] {
  return names.map((subject) => ({ severity, aspect, subject, one, many, place }));
}

/** A column of that name, or one that was derived from it: `city` and `city_Paris`. */
function isMeant(column: string, { moduleNames, settingNames }: ComparisonTarget): boolean {
  return [...moduleNames, ...settingNames].some((name) => column === name || column.startsWith(`${name}_`));
}

function rowsInWords(count: number | undefined): string {
  return count === undefined ? 'no rows' : countInWords(count, 'row');
}

function columnsInWords(count: number | undefined): string {
  return count === undefined ? 'no columns' : count === 1 ? '1 column' : `${withThousands(count)} columns`;
}
