import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Observation } from '../../../src/execution/probe/probe-environment.js';
import { findPythonWith } from './find-pythons.js';
import { ProbedRun, type EndedProbedRun } from './probed-run.js';

let run: ProbedRun;
beforeEach(() => {
  run = new ProbedRun();
});
afterEach(() => {
  run.remove();
});

const python = findPythonWith('sklearn', 'pandas')?.path ?? '';
const FULL: Observation = { kind: 'fingerprint', steps: 2 };
const SMOKE: Observation = { kind: 'smoke', steps: 2, traceFunctions: false };

async function observed(script: string, observe: Observation): Promise<EndedProbedRun> {
  run.forgetReport();
  run.write('train.py', script);
  return run.run(python, ['-W', 'ignore', 'train.py'], { OMP_NUM_THREADS: '1' }, { observe });
}

async function unobserved(): Promise<string> {
  const seeded = { OMP_NUM_THREADS: '1', ABLATIONMAGE_PROBE_REPORT: '' };
  return (await run.run(python, ['-W', 'ignore', 'train.py'], seeded)).stdout;
}

const TABULAR = `import numpy as np, pandas as pd
from sklearn.datasets import load_digits
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler, MinMaxScaler
X, y = load_digits(return_X_y=True, as_frame=True)
columns = ColumnTransformer([("left", StandardScaler(), list(X.columns[:32])), ("right", MinMaxScaler(), list(X.columns[32:]))])
pipe = Pipeline([("columns", columns), ("pca", PCA(10, random_state=0)), ("clf", LogisticRegression(C=0.5, max_iter=200))])
pipe.fit(X, y)
print(repr(pipe.score(X, y)))
search = GridSearchCV(pipe, {"clf__C": [0.1, 1.0]}, cv=3).fit(X, y=y)
print(search.best_params_, repr(search.best_score_))
print(cross_val_score(pipe, X, y, cv=3).tolist())
scaled = StandardScaler().fit_transform(X)
print(scaled.shape, repr(float(abs(scaled).sum())))
`;

describe.skipIf(python === '')('fits of scikit-learn', () => {
  test('are described with their parts and data, and give the numbers they give unobserved', async () => {
    const { stdout, stderr, fingerprint, report } = await observed(TABULAR, FULL);
    expect([stderr, report.notes]).toEqual(['', []]);
    expect(stdout).toBe(await unobserved());
    expect(fingerprint).toMatchObject({ steps: 6, ending: 'went-on', models: [], evaluated: false });
    expect(fingerprint?.fits.map(({ type, place, shape }) => [type, place, shape])).toEqual([
      ['Pipeline', 'train.py:12', [1797, 64]],
      ['GridSearchCV', 'train.py:14', [1797, 64]],
      ['Pipeline', 'train.py:16', [1198, 64]],
      ['Pipeline', 'train.py:16', [1198, 64]],
      ['Pipeline', 'train.py:16', [1198, 64]],
      ['StandardScaler', 'train.py:17', [1797, 64]],
    ]);
    const [fit, search] = fingerprint?.fits ?? [];
    expect(fit).toMatchObject({
      estimators: {
        columns: 'ColumnTransformer',
        columns__left: 'StandardScaler',
        columns__right: 'MinMaxScaler',
        pca: 'PCA',
        clf: 'LogisticRegression',
      },
      settings: { clf: 'LogisticRegression', clf__C: '0.5', pca__n_components: '10', memory: 'None' },
      targets: 'int64[1797] 10 classes',
    });
    expect(fit?.settings.steps).toContain('pca');
    expect(fit?.columns?.slice(0, 2)).toEqual(['pixel_0_0', 'pixel_0_1']);
    expect(fit?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(search?.settings).toMatchObject({ estimator: 'Pipeline', estimator__clf__C: '0.5', cv: '3' });
    expect(search?.estimators).toMatchObject({ estimator: 'Pipeline', estimator__pca: 'PCA' });
  });

  test('in a smoke run see a sample of the rows, and the script goes on to its end', async () => {
    const { code, stdout, stderr, fingerprint, report } = await observed(
      `${TABULAR}
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.base import BaseEstimator, ClassifierMixin
from scipy.sparse import csr_matrix
class Recorder(BaseEstimator, ClassifierMixin):
    def fit(self, X, y=None, sample_weight=None):
        self.seen = X.shape[0], None if y is None else (len(y), len(np.unique(y))), None if sample_weight is None else len(sample_weight)
        self.classes_ = None if y is None else np.unique(y)
        return self
print(Recorder().fit(X, y, sample_weight=np.ones(len(X))).seen)
print(Recorder().fit(X.values, y.values.astype(float)).seen, Recorder().fit(csr_matrix(X)).seen)
rare = np.zeros(len(X), dtype=int); rare[7] = 1
print(Recorder().fit(X, rare).seen, Recorder().fit(X, [str(v) for v in y]).seen, Recorder().fit(X[:150], y[:150]).seen)
print(len(KMeans(3, n_init=1, random_state=0).fit(X).labels_))
print(CountVectorizer().fit_transform(["a word %d" % i for i in range(900)]).shape[0])
print(PCA(64).fit(X[:60 * 20]).n_components_, PCA(n_components=60).fit_transform(X).shape, PCA(n_components=300).fit(np.random.rand(500, 310)).n_components_)
`,
      SMOKE,
    );
    expect([code, stderr, report.notes]).toEqual([0, '', []]);
    const lines = stdout.trim().split('\n');
    expect(lines[3]).toMatch(/^\(1797, 64\)/);
    expect(lines.slice(4)).toEqual([
      '(387, (387, 10), 387)',
      '(390, (390, 10), None) (200, None, None)',
      '(392, (392, 2), None) (387, (387, 10), None) (150, (150, 10), None)',
      '1797',
      '900',
      '64 (1797, 60) 300',
    ]);
    expect(fingerprint).toMatchObject({ ending: 'ended' });
    expect(fingerprint?.fits[0]).toMatchObject({ type: 'Pipeline', shape: [1797, 64] });
    expect(fingerprint?.fits.filter(({ type }) => type === 'Recorder')).toHaveLength(6);
  });

  test('in a smoke run know every category, so that the script can go on with all rows', async () => {
    const { code, stdout, stderr, report } = await observed(
      `import numpy as np, pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, OneHotEncoder, OrdinalEncoder, StandardScaler
rows = 3000
table = pd.DataFrame({"city": ["c%d" % (i * i % 700) for i in range(rows)], "age": np.arange(rows) % 90.0, "kind": [i == 1234 for i in range(rows)]})
table.loc[7, "city"] = None
label = LabelEncoder().fit(table["city"].astype(str)).transform(table["city"].astype(str))
encoder = OrdinalEncoder().fit(table[["city", "kind"]].astype(str))
print(encoder.transform(table[["city", "kind"]].astype(str)).shape, len(set(label)))
columns = make_column_transformer((OneHotEncoder(), ["city", "kind"]), (StandardScaler(), ["age"]))
model = make_pipeline(columns, LogisticRegression()).fit(table, np.arange(rows) % 2 == 0)
print(model.predict(table).shape, OneHotEncoder().fit(np.arange(rows)[:, None] % 40).transform(np.arange(40)[:, None]).shape)
`,
      SMOKE,
    );
    expect([code, stderr, report.notes]).toEqual([0, '', []]);
    expect(stdout).toMatch(/^\(3000, 2\) \d+\n\(3000,\) \(40, 40\)\n$/);
  });

  test('leave estimators what they are: signatures, clones, pickles, availability, processes', async () => {
    const { code, stdout, stderr, fingerprint } = await observed(
      `import inspect, pickle
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin, clone
from sklearn.cluster import KMeans, DBSCAN
from sklearn.ensemble import RandomForestClassifier, StackingClassifier
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.model_selection import cross_val_score
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC
from sklearn.utils.validation import has_fit_parameter
class Own(BaseEstimator, ClassifierMixin):
    def __init__(self, shift=0): self.shift = shift
    def fit(self, X, y):
        """Doc."""
        self.inner = LogisticRegression().fit(X, y)
        self.classes_ = self.inner.classes_
        return self
    def predict(self, X): return self.inner.predict(X + self.shift)
class Loud(Own):
    def fit(self, X, y): return super().fit(X, y)
class Custom(TransformerMixin, BaseEstimator, auto_wrap_output_keys=None):
    def fit(self, X, y=None): return self
    def transform(self, X): return X
if __name__ == "__main__":
    rng = np.random.RandomState(0)
    X, y = rng.rand(300, 4), rng.randint(0, 2, 300)
    print(inspect.signature(Own.fit), Own.fit.__doc__, Own.fit.__qualname__, list(inspect.signature(LinearSVC.fit).parameters))
    print(has_fit_parameter(LogisticRegression(), "sample_weight"), has_fit_parameter(LinearSVC, "nothing"))
    print(clone(Own(3)).get_params(), pickle.loads(pickle.dumps(Loud(1).fit(X, y))).predict(X).shape)
    print(hasattr(make_pipeline(StandardScaler(), DBSCAN()), "fit_predict"), hasattr(make_pipeline(StandardScaler()), "fit_predict"))
    print(hasattr(make_pipeline(StandardScaler(), KMeans()), "fit_predict"), make_pipeline(StandardScaler(), KMeans(2, n_init=1)).fit_predict(X).shape)
    print(cross_val_score(Own(), X, y, cv=2, n_jobs=2).shape, cross_val_score(Loud(), X, y, cv=2).shape)
    print(RandomForestClassifier(5, n_jobs=2).fit(X, y).n_features_in_, Custom().set_params().fit_transform(X).shape)
    print(StackingClassifier([("a", GaussianNB()), ("b", Own())]).fit(X, y).predict(X).shape)
    model = SGDClassifier()
    for part in range(2): model.partial_fit(X[part::2], y[part::2], classes=[0, 1])
    print(StandardScaler().set_output(transform="pandas").fit_transform(X).shape)
`,
      FULL,
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(await unobserved());
    expect(stdout).toContain("(self, X, y) Doc. Own.fit ['self', 'X', 'y', 'sample_weight']");
    expect(fingerprint?.fits.map(({ type }) => type)).toEqual([
      'Loud',
      'Pipeline',
      'Loud',
      'Loud',
      'RandomForestClassifier',
      'Custom',
      'StackingClassifier',
      'SGDClassifier',
      'SGDClassifier',
      'StandardScaler',
    ]);
  });

  test('a fit that fails with all rows fails as it would', async () => {
    const { code, report, fingerprint } = await observed(
      `import numpy as np
from sklearn.linear_model import Ridge
Ridge().fit(np.full((400, 2), np.nan), np.arange(400))
`,
      SMOKE,
    );
    expect(code).toBe(1);
    expect(report.exception).toMatchObject({ type: 'ValueError', place: 'train.py:3' });
    expect(fingerprint).toMatchObject({ steps: 1, ending: 'ended', fits: [{ type: 'Ridge', shape: [400, 2] }] });
  });
});
