import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPythonWith } from '../probe/find-pythons.js';
import { changedLines, StudyCopy, type ListedComponent } from './study-copy.js';

const SCRIPTS = [
  ['mnist-tutorial', '', 'main.py'],
  ['residual-network', '', 'train.py'],
  ['language-model', '', 'train.py'],
  ['vae', '', 'vae.py'],
  ['cross-validation', '', 'evaluate.py'],
  ['repository', 'code', 'main.py'],
] as const;

/** Ids of marks that must never become a variant, whatever else the rules learn. */
const UNTOUCHABLE = new Set(
  (
    'backward zero_grad train_mode eval_mode counting mean_loss seeding loader conv1 fc1 flatten log_softmax causal_mask ' +
    'softmax qkv token_embedding widen stem_conv projection block_conv1 recon sigmoid fit collect select_data model head ' +
    'split data_file parameter_groups best resume logging filter_warnings ema_update reparameterization'
  ).split(' '),
);

/**
 * Scripts as people write them, with marks on lines of every kind. The snapshots say for every mark what a
 * rule does, line by line, or why none does; each was read as a reviewer reads a patch. A new edit in one of
 * them is not an update to accept: read it.
 */
describe.each(SCRIPTS)('tests/fixtures/%s', (folder, inside, script) => {
  const copy = new StudyCopy(`tests/fixtures/${folder}`, findPythonWith()?.path ?? 'python3', inside);
  let components: readonly ListedComponent[];
  let diffs: ReadonlyMap<string, string>;
  beforeAll(async () => {
    [components, diffs] = [await copy.components(script), await copy.diffs(script)];
  });
  afterAll(() => {
    copy[Symbol.dispose]();
  });

  test('every mark has exactly this edit, or abstains for this reason', async () => {
    const decisions = components.map(({ id, place, state, how }) =>
      [`${state} ${id} at ${place}`, `  ${how}`, ...changedLines(diffs.get(id) ?? '').map((line) => `  ${line}`)].join(
        '\n',
      ),
    );
    await expect(`${decisions.join('\n')}\n`).toMatchFileSnapshot(`snapshots/${folder}.txt`);
  });

  test('a component has a variant just when a rule is sure of it', () => {
    const removable = components.filter(({ state }) => state === 'removable').map(({ id }) => id);
    expect([...diffs.keys()]).toEqual(['baseline', ...removable]);
    expect(removable.filter((id) => changedLines(diffs.get(id) ?? '').length === 0)).toEqual([]);
  });

  test('no rule touches what a study can not be about, or what would change shapes', () => {
    const touched = components.filter(({ id, state }) => UNTOUCHABLE.has(id) && state === 'removable');
    expect(touched).toEqual([]);
    expect(components.some(({ id }) => UNTOUCHABLE.has(id))).toBe(true);
  });
});
