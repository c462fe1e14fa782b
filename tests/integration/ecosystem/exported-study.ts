import type { Report, RunReport } from '../../../src/core/report.js';
import { CliProject } from '../cli/cli-project.js';

/** Three epochs, two metrics; one variant changes the numbers, one crashes. */
const TRAIN = `import random
random.seed(0)
noise = random.gauss(0, 0.01)
a, b = 1, 2
score = a + b  #ABLATABLE_COMPONENT(name=b, term=b)
divisor = 3  #ABLATABLE_COMPONENT(name=divisor, replace=0)
for epoch in range(3):
    print(f"METRIC val_loss={(score + noise) / (epoch + 1)} step={epoch}")
print(f"METRIC third={score / divisor}")
`;

/** A finished study at two seeds. */
export async function finishedStudy(): Promise<CliProject> {
  const project = new CliProject({ 'train.py': TRAIN });
  const words = ['run', 'train.py', '--quiet', '--seeds', '2', '--metric', 'val_loss'];
  const { code, stderr } = await project.run(words);
  if (code !== 1) throw new Error(`one trial should have failed: ${stderr}`);
  return project;
}

export const STUDY_FOLDER = 'ablationmage_outputs/train';

/** A run as every tracker is to have it. */
export interface ExpectedRun {
  readonly name: string;
  readonly failed: boolean;
  /** Steps and values, of the reported metrics. */
  readonly series: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly values: Readonly<Record<string, number>>;
}

export function expectedRuns(report: Report): ExpectedRun[] {
  return report.runs.filter(({ state }) => state !== 'not-run').map(expectedRun);
}

function expectedRun({ trialId, seedIndex, state, metrics, durationMs = 0 }: RunReport): ExpectedRun {
  const kept = state === 'completed' ? metrics : [];
  const withSeries = kept.filter(({ series }) => series.length > 0);
  return {
    name: `${trialId} seed ${seedIndex}`,
    failed: state === 'failed',
    series: Object.fromEntries(
      withSeries.map(({ metric, series }) => [
        metric,
        series.map(({ step, value }, index) => [step ?? index + 1, value] as const),
      ]),
    ),
    values: {
      ...Object.fromEntries(
        kept.map(({ metric, value, selectedValue }) => [`result/${metric}`, selectedValue ?? value]),
      ),
      duration_s: durationMs / 1000,
    },
  };
}

export function byName<Named extends { readonly name: string }>(runs: readonly Named[]): readonly Named[] {
  return runs.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
