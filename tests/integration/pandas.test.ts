import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvWide } from '../../src/reports/formats/csv-wide.js';
import { csv } from '../../src/reports/formats/csv.js';
import { json } from '../../src/reports/formats/json.js';
import { sampleReport } from '../unit/reports/sample-report.js';

const PYTHON = '/usr/bin/python3';
const hasPandas = spawnSync(PYTHON, ['-c', 'import pandas']).status === 0;
const mustRun = process.env.ABLATIONMAGE_TEST_REQUIRE_ALL === '1';

const IMPORTS = 'import json\nimport pandas as pd\n';

describe.skipIf(!hasPandas && !mustRun)('the files load in pandas with one line', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-pandas-'));
    for (const format of [csv, csvWide, json])
      writeFileSync(path.join(folder, format.fileName), format.render(sampleReport));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** What some expressions come to after one line that loads a file. */
  function python(load: string, ...expressions: readonly string[]): unknown[] {
    const program = `${IMPORTS}${load}\nprint(json.dumps([${expressions.join(', ')}], default=str))`;
    return JSON.parse(execFileSync(PYTHON, ['-c', program], { cwd: folder, encoding: 'utf8' })) as unknown[];
  }

  it('results.csv: numbers are numbers, what failed is NaN', () => {
    const columns = ['seed_index', 'value', 'duration_s', 'parameter_difference', 'step_time_ratio'];
    expect(
      python(
        'df = pd.read_csv("results.csv")',
        `[str(df[c].dtype) for c in ${JSON.stringify(columns)}]`,
        'sorted(df[df.value.isna()].state.unique())',
        'df[df.role == "primary"].pivot_table("value", "trial", "seed_index").loc["conv2", 0]',
      ),
    ).toEqual([['int64', 'float64', 'float64', 'float64', 'float64'], ['failed', 'not-run'], 0.9444]);
  });

  it('results-wide.csv: a column of numbers for each metric', () => {
    const mean = sampleReport.trials[1]?.metrics[0]?.summary?.mean;
    expect(
      python(
        'df = pd.read_csv("results-wide.csv")',
        '[str(df[c].dtype) for c in ["accuracy", "val_loss", "parameters", "step_ms"]]',
        'int(df[df.state == "completed"].accuracy.isna().sum())',
        'int(df[df.state != "completed"].accuracy.notna().sum())',
        'df.groupby("trial").accuracy.mean()["conv2"]',
      ),
    ).toEqual([Array(4).fill('float64'), 0, 0, expect.closeTo(mean ?? Number.NaN, 12)]);
  });

  it('report.json: trials, runs and curves as tables', () => {
    expect(
      python(
        'report = json.load(open("report.json", encoding="utf-8"))',
        'pd.json_normalize(report["trials"])[["id", "finding.kind"]].dropna().values.tolist()[0]',
        'pd.json_normalize(report["trials"], "metrics", ["id"]).set_index(["id", "metric"])["effect.meanDifference"]["conv2", "accuracy"]',
        'pd.json_normalize(report["runs"], "metrics", ["trialId", "seedIndex"]).groupby(["trialId", "metric"]).value.count()["bn", "accuracy"].item()',
        'pd.json_normalize(report["curves"], "points", ["trialId", "metric"]).query("trialId == \'conv2\'")["mean"].tolist()',
      ),
    ).toEqual([['conv2', 'hurts'], expect.closeTo(-0.0239, 4), 4, [0.72, 0.86, 0.9, 0.9312]]);
  });
});
