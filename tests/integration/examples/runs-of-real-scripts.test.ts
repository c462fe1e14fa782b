import { existsSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findPythonWith } from '../probe/find-pythons.js';
import { expectFormatsAgree } from './expect-formats-agree.js';
import { lastNumber, runByHand, type HandEdit } from './plain-run.js';
import { recordedValue, StudyCopy } from './study-copy.js';

const found = findPythonWith('torch', 'sklearn');
const python = found?.path ?? '';

/** These scripts have marks on lines that no study is about, `loss.backward()` and the like. */
const DONE_BUT_FOR_MEANINGLESS_MARKS = 1;

/** Scripts that cooperate in nothing, really trained. */
describe.skipIf(found === undefined)('a study of', () => {
  test('the MNIST tutorial reads its accuracy, takes its --seed and trains what a person would have trained', async () => {
    using copy = new StudyCopy('tests/fixtures/mnist-tutorial', python);
    const result = await copy.run(['main.py', '--seeds', '2', '--', '--epochs', '1']);
    expect(result.code, result.stderr).toBe(DONE_BUT_FOR_MEANINGLESS_MARKS);
    const report = copy.report('main');
    expect(report.runs.map(({ state }) => state)).toEqual(Array(5 * 2).fill('completed'));
    expect(report.primaryMetric?.name).toMatch(/accuracy/);
    expect(report.primaryMetric?.direction).toBe('higher-is-better');
    expect(report.primaryMetric?.name).toMatch(/accuracy/);
    const byHand: Record<string, HandEdit[]> = {
      baseline: [],
      dropout1: [['        x = self.dropout1(x)\n', '']],
      first_relu: [['x = F.relu(x)  #ABLATABLE_COMPONENT(name=first_relu)', 'pass']],
      second_dropout: [['nn.Dropout(0.5)', 'nn.Dropout(0.0)']],
      scheduler: [['scheduler.step()', 'pass']],
    };
    expect(report.trials.map(({ id }) => id)).toEqual(Object.keys(byHand));
    for (const [id, edits] of Object.entries(byHand)) {
      const seed = id === 'baseline' ? 1 : 0;
      const words = ['--epochs', '1', '--seed', String(1 + seed)];
      const output = await runByHand('tests/fixtures/mnist-tutorial/main.py', python, edits, words);
      const [right, of] = [lastNumber(output, /Accuracy: (\d+)\//g), lastNumber(output, /Accuracy: \d+\/(\d+)/g)];
      const recorded = recordedValue(report, id, seed, report.primaryMetric?.name ?? '');
      expect([right / of, (100 * right) / of, Math.round((100 * right) / of)], id).toContainEqual(recorded);
    }
    expectFormatsAgree(copy, 'main');
  });

  test('a VAE says that its loss is no fair metric of a variant without one of its terms', async () => {
    using copy = new StudyCopy('tests/fixtures/vae', python);
    const result = await copy.run(['vae.py', '--seeds', '2']);
    expect(result.code, result.stderr).toBe(DONE_BUT_FOR_MEANINGLESS_MARKS);
    const report = copy.report('vae');
    expect(report.seeds.places).toEqual(['vae.py:12 SEED → (SEED) + seed index']);
    expect(report.warnings.join('\n')).toContain('changed its meaning without beta, kld_term and sparsity');
    // The coefficient at 0 and the term gone are the same training.
    const metrics = report.runs[0]?.metrics.map(({ metric }) => metric) ?? [];
    expect(metrics).toContain('test_set_loss_recon');
    for (const metric of metrics) {
      expect(recordedValue(report, 'beta', 0, metric)).toBe(recordedValue(report, 'kld_term', 0, metric));
    }
    const script = 'tests/fixtures/vae/vae.py';
    const output = await runByHand(script, python, [['    loss = loss + gamma * sparsity', '    pass']], []);
    expect(recordedValue(report, 'sparsity', 0, 'test_set_loss_recon')).toBe(lastNumber(output, /recon: ([\d.]+)/g));
    await copy.command(['report', '--metric', 'test_set_loss_recon']);
    expect(copy.report('vae').primaryMetric?.name).toBe('test_set_loss_recon');
    expect(copy.report('vae').warnings.join('\n')).not.toContain('changed its meaning');
  });

  test('a repository finds ../data, never resumes from a checkpoint and leaves it as it was', async () => {
    using copy = new StudyCopy('tests/fixtures/repository', python, 'code');
    const printed = execFileSync(python, ['main.py'], {
      cwd: copy.directory,
      encoding: 'utf8',
      stdio: 'pipe',
      env: { ...process.env, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' },
    });
    const checkpoint = path.join(copy.directory, 'outputs', 'last.pt');
    const before = readFileSync(checkpoint);
    const result = await copy.run(['main.py', '--seeds', '2', '--metric', 'final_val_acc']);
    expect(result.code, result.stderr).toBe(DONE_BUT_FOR_MEANINGLESS_MARKS);
    const report = copy.report('main');
    expect(report.runs.every(({ state }) => state === 'completed')).toBe(true);
    expect(recordedValue(report, 'baseline', 0, 'final_val_acc')).toBe(lastNumber(printed, /final val_acc (\S+)/g));
    expect(report.trials.map(({ id }) => id)).toEqual([
      'baseline',
      'group_decay',
      'smooth_term',
      'layer_norm',
      'dropout_layer',
      'gate_linear',
    ]);
    // argparse gives the field its value again, so the default in the dataclass decides nothing.
    expect(report.skipped.find(({ id }) => id === 'fourier')?.reason).toContain('this value does not decide');
    expect(readFileSync(checkpoint).equals(before)).toBe(true);
    expect(existsSync(path.join(copy.directory, 'tinyseg', '__pycache__'))).toBe(false);
  });

  test('a cross-validation keeps its folds and gives every variant a number', async () => {
    using copy = new StudyCopy('tests/fixtures/cross-validation', python);
    const only = ['ratio_feature', 'polynomial', 'class_weight', 'bootstrap', 'forest'];
    const result = await copy.run(['evaluate.py', '--seeds', '2', ...only.flatMap((id) => ['--only', id])]);
    expect(result.code, result.stderr).toBe(0);
    const report = copy.report('evaluate');
    expect(report.trials.map(({ id }) => id)).toEqual(['baseline', ...only]);
    expect(report.runs.every(({ state }) => state === 'completed')).toBe(true);
    expect(report.seeds.how).toContain('KFold(n_splits=4, shuffle=True, random_state=RANDOM_STATE)` keeps its seed');
    // Not the accuracy of the last fold.
    expect(report.primaryMetric).toMatchObject({ name: 'mean_accuracy', origin: 'guess' });
    const edit: HandEdit = ['class_weight="balanced", ', ''];
    const output = await runByHand('tests/fixtures/cross-validation/evaluate.py', python, [edit], []);
    expect(recordedValue(report, 'class_weight', 0, 'mean_f1')).toBe(lastNumber(output, /Mean F1: (\S+)/g));
  });
});
