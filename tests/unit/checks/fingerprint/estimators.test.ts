import { describe, expect, test } from 'vitest';
import type { Fingerprint, FitPrint, OtherModelPrint } from '../../../../src/core/fingerprint.js';
import { compareFingerprints } from '../../../../src/checks/fingerprint/compare-fingerprints.js';
import { fit, fitted, judge, notesOfFaithful, run, target } from './build-fingerprint.js';

const PIPELINE: Partial<FitPrint> = {
  settings: {
    memory: 'None',
    verbose: 'False',
    steps: "['scaler, ...', 'pca, ...', 'clf, ...']",
    scaler: 'StandardScaler',
    scaler__with_mean: 'True',
    pca: 'PCA',
    pca__n_components: '16',
    clf: 'LogisticRegression',
    clf__C: '1.0',
    clf__max_iter: '200',
  },
  estimators: { scaler: 'StandardScaler', pca: 'PCA', clf: 'LogisticRegression' },
};
const baseline = fitted([fit('Pipeline', PIPELINE)]);

/** Without the entries of some steps, as `get_params` gives them. */
function without(...steps: string[]): Partial<FitPrint> {
  const rest = <T>(record: Readonly<Record<string, T>> = {}): Record<string, T> =>
    Object.fromEntries(
      Object.entries(record).filter(([key]) => !steps.some((step) => key === step || key.startsWith(`${step}__`))),
    );
  return { settings: { ...rest(PIPELINE.settings), steps: 'fewer' }, estimators: rest(PIPELINE.estimators) };
}
const scaler = target(['scaler'], { classNames: ['StandardScaler'], kinds: ['estimator'], definesModules: false });

describe('a step of a pipeline', () => {
  test('gone, or passed through', () => {
    expect(notesOfFaithful(baseline, fitted([fit('Pipeline', without('scaler'))]), scaler)).toEqual([]);
    const passing = without('scaler');
    const settings = { ...passing.settings, scaler: "'passthrough'" };
    expect(notesOfFaithful(baseline, fitted([fit('Pipeline', { ...passing, settings })]), scaler)).toEqual([]);
    expect(
      notesOfFaithful(
        baseline,
        fitted([fit('Pipeline', without('scaler'))]),
        target([], { classNames: ['StandardScaler'], kinds: ['estimator'] }),
      ),
    ).toEqual([]);
  });

  test('unchanged, or another in its place', () => {
    expect(judge(baseline, baseline, scaler).rejected).toEqual(['scaler still takes part (StandardScaler)']);
    const other = {
      settings: { ...PIPELINE.settings, scaler: 'MinMaxScaler' },
      estimators: { ...PIPELINE.estimators, scaler: 'MinMaxScaler' },
    };
    expect(judge(baseline, fitted([fit('Pipeline', other)]), scaler).rejected).toEqual([
      'scaler is a MinMaxScaler where the baseline has a StandardScaler',
    ]);
    expect(
      notesOfFaithful(baseline, fitted([fit('Pipeline', other)]), {
        ...scaler,
        replacementClassNames: ['MinMaxScaler'],
      }),
    ).toEqual([]);
  });

  test('another is gone as well, or new, or changed', () => {
    expect(judge(baseline, fitted([fit('Pipeline', without('scaler', 'pca'))]), scaler).rejected).toEqual([
      'pca is gone too (PCA)',
    ]);
    const rest = without('scaler');
    const more = { ...rest, estimators: { ...rest.estimators, select: 'SelectKBest' } };
    expect(judge(baseline, fitted([fit('Pipeline', more)]), scaler).rejected).toEqual(['select is new (SelectKBest)']);
    const changed = { ...rest, settings: { ...rest.settings, clf__C: '0.1' } };
    expect(judge(baseline, fitted([fit('Pipeline', changed)]), scaler).rejected).toEqual([
      'clf__C of Pipeline is 0.1 where the baseline has 1.0',
    ]);
  });

  test('the classifier alone, once it is the only step', () => {
    const two = fitted([fit('Pipeline', without('pca'))]);
    const alone = fit('LogisticRegression', { settings: { C: '1.0', max_iter: '200' } });
    expect(notesOfFaithful(two, fitted([alone]), scaler)).toEqual([]);
    const other = fit('LogisticRegression', { settings: { C: '10', max_iter: '200' } });
    expect(judge(two, fitted([other]), scaler).rejected).toEqual([
      'clf__C of Pipeline is 10 where the baseline has 1.0',
    ]);
  });
});

describe('a setting of an estimator', () => {
  const penalty = target([], { settingNames: ['C'], kinds: ['estimator'] });
  const withC = (value: string) =>
    fitted([fit('Pipeline', { ...PIPELINE, settings: { ...PIPELINE.settings, clf__C: value } })]);

  test('changed, or unchanged', () => {
    expect(notesOfFaithful(baseline, withC('1000000.0'), penalty)).toEqual([]);
    expect(judge(baseline, baseline, penalty).rejected).toEqual(['C is still 1.0']);
  });
});

describe('fits on their own', () => {
  const scale = fit('StandardScaler', { settings: { with_mean: 'True' }, place: 'train.py:10' });
  const forest = (more: Partial<FitPrint> = {}) =>
    fit('RandomForestClassifier', {
      settings: { n_estimators: '100' },
      sha256: 'scaled',
      place: 'train.py:12',
      ...more,
    });
  const before = fitted([scale, forest()]);
  const alone = target(['scaler'], { classNames: ['StandardScaler'], kinds: ['estimator'] });

  test('its own fit is gone, and what comes after sees other values', () => {
    expect(notesOfFaithful(before, fitted([forest({ sha256: 'raw' })]), alone)).toEqual([]);
    expect(judge(before, before, alone).rejected).toEqual(['StandardScaler is still fitted']);
  });

  test('another fit is gone, or new', () => {
    expect(judge(before, fitted([]), alone).rejected).toEqual(['the fit of RandomForestClassifier is gone']);
    expect(judge(before, fitted([forest(), fit('SVC')]), alone).rejected).toEqual(['a fit of SVC is new']);
    expect(judge(before, fitted([forest({ type: 'SVC' })]), alone).rejected).not.toEqual([]);
  });

  test('other values before the component, or other rows and targets', () => {
    const reduce = fit('PCA', { place: 'train.py:8' });
    const both = fitted([reduce, scale, forest()]);
    const other = fitted([{ ...reduce, sha256: 'other' }, forest({ sha256: 'raw' })]);
    expect(judge(both, other, alone).rejected).toEqual([
      "the data of PCA differ from the baseline's, in the same number of rows and columns",
    ]);
    expect(
      judge(before, fitted([forest({ shape: [100, 64], targets: 'int64[100] 10 classes' })]), alone).rejected,
    ).toEqual(['the data of RandomForestClassifier have 100 rows where the baseline has 1,437 rows']);
    expect(judge(before, fitted([forest({ targets: 'int64[1437] 2 classes' })]), alone).rejected).toEqual([
      'what RandomForestClassifier learns (the targets) is int64[1437] 2 classes where the baseline has int64[1437] 10 classes',
    ]);
  });

  test('evidence says where', () => {
    const { evidence } = compareFingerprints(
      before,
      fitted([forest({ shape: [100, 64], targets: 'int64[100] 10 classes' })]),
      alone,
    );
    expect(evidence[0]?.place).toBe('train.py:12');
  });
});

describe('columns', () => {
  const table = (columns: readonly string[], sha256 = columns.join()) =>
    fitted([fit('RandomForestClassifier', { shape: [500, columns.length], columns, sha256 })]);
  const age = target(['age'], { kinds: ['data'], definesModules: false });
  const before = table(['age', 'city_Paris', 'city_Rome', 'income']);

  test('the column is gone, with all that was derived from it', () => {
    expect(notesOfFaithful(before, table(['city_Paris', 'city_Rome', 'income']), age)).toEqual([
      'age is no column any more',
    ]);
    const city = target(['city'], { kinds: ['data'] });
    expect(notesOfFaithful(before, table(['age', 'income']), city)).toEqual([
      'city_Paris and city_Rome are no columns any more',
    ]);
    expect(judge(before, table(['age', 'city_Rome', 'income']), city).rejected).toEqual([
      'city_Rome is still a column of the data',
    ]);
  });

  test('unchanged, or another is gone as well, or new', () => {
    expect(judge(before, before, age).rejected).toEqual(['age is still a column of the data']);
    expect(judge(before, table(['city_Paris', 'city_Rome']), age).rejected).toEqual(['income is no column any more']);
    expect(judge(before, table(['city_Paris', 'city_Rome', 'income', 'leak']), age).rejected).toEqual([
      'leak is a new column',
    ]);
  });

  test('the same columns with other values', () => {
    const scaler = target(['scaler'], { kinds: ['estimator'] });
    expect(judge(before, table(['age', 'city_Paris', 'city_Rome', 'income'], 'other'), scaler).rejected).toEqual([
      "the data of RandomForestClassifier differ from the baseline's, in the same number of rows and columns",
    ]);
  });
});

describe('members of an ensemble', () => {
  const voting = (members: Record<string, string>, weights: string) =>
    fitted([fit('VotingClassifier', { settings: { voting: "'soft'", weights, ...members }, estimators: members })]);
  const before = voting({ lr: 'LogisticRegression', rf: 'RandomForestClassifier', nb: 'GaussianNB' }, '[1, 1, 2]');
  const rf = target(['rf'], { kinds: ['estimator'] });

  test('one is gone with its weight', () => {
    expect(notesOfFaithful(before, voting({ lr: 'LogisticRegression', nb: 'GaussianNB' }, '[1, 2]'), rf)).toEqual([]);
    expect(judge(before, voting({ lr: 'LogisticRegression' }, '[1]'), rf).rejected).toEqual([
      'nb is gone too (GaussianNB)',
    ]);
  });
});

/** A run in which nothing but one model of another library was seen. */
function seen(other: OtherModelPrint): Fingerprint {
  return run([], { optimizers: [], losses: [], loaders: [], operations: {}, others: [other] });
}

describe('models of Keras and JAX', () => {
  const keras = (parameters: number, layers: Record<string, string>, lr = '0.001') =>
    seen({
      library: 'keras',
      type: 'Sequential',
      parameters,
      layers,
      optimizer: { type: 'Adam', settings: { learning_rate: lr } },
    });
  const before = keras(1000, { dense: 'Dense', dropout: 'Dropout', dense_1: 'Dense' });
  const dropout = target(['dropout'], { classNames: ['Dropout'] });

  test('fewer layers, no other optimizer', () => {
    expect(notesOfFaithful(before, keras(1000, { dense: 'Dense', dense_1: 'Dense' }), dropout)).toEqual([]);
    expect(judge(before, before, dropout).rejected).toEqual(['dropout still takes part']);
    expect(judge(before, keras(1200, { dense: 'Dense', dense_1: 'Dense' }), dropout).rejected).toEqual([
      'Sequential has 1,200 parameters where the baseline has 1,000',
    ]);
    expect(judge(before, keras(1000, { dense: 'Dense', dense_1: 'Dense' }, '0.1'), dropout).rejected).toEqual([
      'learning_rate of Adam is 0.1 where the baseline has 0.001',
    ]);
    const wide = (units: number) => ({ dense: `Dense([8, ${units}], [${units}]) {'units': ${units}}` });
    expect(judge(keras(1000, { ...wide(8), dropout: 'Dropout' }), keras(500, wide(4)), dropout).rejected).toEqual([
      "a layer has other settings than in the baseline: Dense {'units': 4}",
    ]);
    expect(judge(before, keras(500, { dense: 'Dense' }), dropout).suspicious).toEqual([
      'there are only 1 layers of the class Dense where the baseline has 2',
    ]);
  });
});

describe('parameter trees of JAX', () => {
  const tree = (...holders: readonly string[]) =>
    seen({
      library: 'jax',
      type: 'FrozenDict',
      parameters: 100 * holders.length,
      layers: Object.fromEntries(holders.map((holder) => [`${holder}.kernel`, 'float32[4, 4]'])),
    });
  const before = tree('Dense_0', 'Dense_1', 'norm', 'head');
  const norm = target([], { classNames: ['LayerNorm'], kinds: ['modules'], definesModules: false });
  const dense = target([], { classNames: ['Dense'], kinds: ['modules'], definesModules: false });

  test('what is gone is known by its class, or may be the one that has a name of its own', () => {
    expect(notesOfFaithful(before, tree('Dense_0', 'norm', 'head'), dense)).toEqual([]);
    expect(notesOfFaithful(before, tree('Dense_0', 'Dense_1', 'head'), norm)).toEqual([
      'norm is gone from the parameters',
    ]);
  });

  test('more than one is not', () => {
    expect(judge(before, tree('Dense_0', 'Dense_1'), norm).suspicious).toEqual([
      'norm and head are gone from the parameters',
    ]);
    expect(judge(before, tree('Dense_0', 'head'), dense).suspicious).toEqual(['norm is gone from the parameters']);
  });

  test('nor is another one', () => {
    expect(judge(before, tree('Dense_0', 'Dense_1', 'head', 'bias'), norm).rejected).toEqual([
      'bias came into the parameters',
    ]);
  });
});

describe('a union', () => {
  const UNION = { reduce: 'FeatureUnion', reduce__pca: 'PCA', reduce__best: 'SelectKBest', clf: 'SVC' };
  const SETTINGS = { reduce__n_jobs: 'None', reduce__best__k: '8', reduce__pca__n_components: '4', clf__C: '1.0' };
  const union = (estimators: Readonly<Record<string, string>>, settings: Readonly<Record<string, string>>) =>
    fitted([fit('Pipeline', { estimators, settings: { ...settings, ...estimators } })]);
  const before = union(UNION, SETTINGS);
  const pca = target(['pca'], { classNames: ['PCA'], kinds: ['estimator'] });
  const alone = (k: string) => union({ reduce: 'SelectKBest', clf: 'SVC' }, { reduce__k: k, clf__C: '1.0' });

  test('of two, written as the other one alone', () => {
    expect(notesOfFaithful(before, alone('8'), pca)).toEqual([]);
    expect(judge(before, alone('16'), pca).rejected).toEqual([
      'reduce__best__k of Pipeline is 16 where the baseline has 8',
    ]);
  });

  test('that passes all columns on instead', () => {
    const { reduce__pca: _pca, ...rest } = UNION;
    const { reduce__pca__n_components: _components, ...settings } = SETTINGS;
    const passing = fitted([
      fit('Pipeline', { estimators: rest, settings: { ...settings, ...rest, reduce__pca: "'passthrough'" } }),
    ]);
    expect(judge(before, passing, pca)).toMatchObject({
      rejected: [],
      suspicious: ["reduce__pca is 'passthrough', which adds all columns as they are to the union"],
    });
    const dropped = fitted([
      fit('Pipeline', { estimators: rest, settings: { ...settings, ...rest, reduce__pca: "'drop'" } }),
    ]);
    expect(notesOfFaithful(before, dropped, pca)).toEqual([]);
  });
});

describe('fits of a cross-validation', () => {
  const folds = (...rows: number[]) =>
    fitted(
      rows.map((count) => fit('SVC', { shape: [count, 4], targets: `int64[${count}] 2 classes`, sha256: `${count}` })),
    );

  test('one line for all of them', () => {
    const filter = target(['remove_outliers'], { kinds: ['data'] });
    expect(judge(folds(90, 91, 92), folds(100, 100, 99), filter).notes).toEqual([
      'the data of SVC have 100 rows where the baseline has 90 rows, and likewise in 2 more',
    ]);
    expect(judge(folds(100, 100), folds(50, 50), filter).suspicious).toEqual([
      'the data of SVC have 50 rows where the baseline has 100 rows',
    ]);
    const scaler = target(['scaler'], { kinds: ['data', 'estimator'] });
    expect(judge(folds(100, 100), folds(50, 50), scaler).rejected).toEqual([
      'the data of SVC have 50 rows where the baseline has 100 rows',
    ]);
  });

  test('weights of members are the rest of what they were', () => {
    const voting = (weights: string, members: Record<string, string>) =>
      fitted([fit('VotingClassifier', { settings: { weights, ...members }, estimators: members })]);
    const before = voting('[1, 1, 2]', { a: 'SVC', b: 'GaussianNB', c: 'PCA' });
    expect(
      judge(before, voting('[5, 2]', { a: 'SVC', c: 'PCA' }), target(['b'], { kinds: ['estimator'] })).rejected,
    ).toEqual(['weights of VotingClassifier is [5, 2] where the baseline has [1, 1, 2]']);
  });
});
