import { linkSync, symlinkSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/core/verdict.js';
import { BASE, PARTS, TRAIN, without, WITHOUT_DECAY } from './decayed-fit.js';
import { FolderPair } from './folder-pair.js';

async function verdictOf(pair: FolderPair, ...words: readonly string[]): Promise<Verdict> {
  const { stdout, stderr } = await pair.check('--json', ...words);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Verdict;
}

describe('a verdict has an exit code, is read by people and by programs', () => {
  test('faithful', async () => {
    using pair = new FolderPair(BASE, WITHOUT_DECAY);
    const result = await pair.check('--component', 'decay');
    expect([result.code, result.stderr]).toEqual([0, '']);
    expect(result.stdout).toMatch(/^faithful\n/);
    expect(result.stdout).toContain('structure not checked');
    expect(await verdictOf(pair, '--component', 'decay')).toMatchObject({ kind: 'faithful', reasons: [] });
  });

  test('rejected: something else changed, and where', async () => {
    using pair = new FolderPair(BASE, {
      ...WITHOUT_DECAY,
      'train.py': WITHOUT_DECAY['train.py'].replace('rate, weight = 0.1', 'rate, weight = 0.2'),
    });
    const result = await pair.check('--component', 'decay');
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/^rejected\n {2}train\.py:4: .*`0\.1` became `0\.2`/);
    expect(await verdictOf(pair, '--component', 'decay', '--static')).toMatchObject({
      kind: 'rejected',
      reasons: [{ severity: 'rejected', place: 'train.py:4' }],
    });
  });

  test('rejected: the component is still there', async () => {
    using pair = new FolderPair(BASE, BASE);
    const same = await pair.check('--component', 'decay');
    expect([same.code, same.stdout.split('\n')[0]]).toEqual([1, 'rejected']);
    expect(same.stdout).toContain('the variant is the baseline');
  });

  test('suspicious', async () => {
    using pair = new FolderPair({ ...BASE, 'values.csv': '1,2\n' }, WITHOUT_DECAY);
    const result = await pair.check('--component', 'decay');
    expect([result.code, result.stderr]).toEqual([3, '']);
    expect(result.stdout).toMatch(/^suspicious\n {2}values\.csv: .*missing/);
    expect((await verdictOf(pair, '--component', 'decay')).kind).toBe('suspicious');
  });
});

test('a component is meant by its id, its group or the place of its mark', async () => {
  const grouped = TRAIN.replaceAll(/(name=\w+)/g, '$1, group=both');
  using pair = new FolderPair({ ...BASE, 'train.py': grouped }, WITHOUT_DECAY);
  expect((await pair.check('--static', '--component', 'train.py:9')).code).toBe(0);
  const other = await pair.check('--static', '--component', 'train.py:7');
  expect([other.code, other.stdout]).toEqual([1, expect.stringContaining('`step = smooth(step)` is still there')]);
  expect((await pair.check('--static', '--component', 'both')).code).toBe(1);
  pair.parent.write({ 'variant/train.py': without('smoothing', WITHOUT_DECAY['train.py']) });
  expect((await pair.check('--static', '--component', 'both')).code).toBe(0);
});

test('a mark alone on its line is meant by that line, and by the line of its code', async () => {
  const script = 'score = 1\n#ABLATABLE_COMPONENT(name=bonus)\nscore += 2 * score\nprint(f"METRIC score={score}")\n';
  using pair = new FolderPair({ 'train.py': script }, { 'train.py': script.replace(/score \+=.*\n/, '') });
  expect((await pair.check('--static', '--component', 'train.py:3')).stderr).toBe('');
  expect((await pair.check('--static', '--component', 'train.py:2')).stderr).toBe('');
});

describe('what cannot be asked is an error with what to do, and no verdict', () => {
  const PAIR = ['base', 'variant', '--component', 'decay'];
  test.each([
    ['an unknown component', ['base', 'variant', '--component', 'ema'], ['--component ema', 'smoothing', 'decay']],
    ['a slip in a component', ['base', 'variant', '--component', 'decya'], ['Did you mean decay?']],
    ['a line without a mark', ['base', 'variant', '--component', 'train.py:4'], ['smoothing', 'decay']],
    ['no component', ['base', 'variant'], ['--component']],
    ['a missing base', ['nowhere', 'variant', '--component', 'decay'], ['no folder', 'nowhere']],
    ['a missing variant', ['base', 'nowhere', '--component', 'decay'], ['no folder', 'nowhere']],
    ['a file for a folder', ['base/train.py', 'variant', '--component', 'decay'], ['train.py']],
    ['a missing script', [...PAIR, '--script', 'trian.py'], ['trian.py', '--script']],
    ['a script outside of the folders', [...PAIR, '--script', '../train.py'], ['--script']],
    ['no duration', [...PAIR, '--timeout', 'soon'], ['--timeout', '30m']],
    ['no interpreter', [...PAIR, '--python', '/nowhere/python'], ['/nowhere/python']],
    ['no interpreter, by the sources alone', [...PAIR, '--static', '--python', '/nowhere/python'], ['/nowhere/python']],
  ])('%s', async (_what, words, expected) => {
    using pair = new FolderPair(BASE, WITHOUT_DECAY);
    const { code, stdout, stderr } = await pair.parent.run(['check', ...words], pair.environment);
    for (const text of expected) expect(stderr).toContain(text);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toContain('--project');
  });

  test('a base without a mark', async () => {
    using pair = new FolderPair(WITHOUT_DECAY, WITHOUT_DECAY);
    pair.parent.write({ 'base/train.py': 'print("METRIC error=1")\n' });
    const result = await pair.check('--component', 'decay');
    expect([result.code, result.stdout]).toEqual([2, '']);
    expect(result.stderr).toContain('No components are marked in train.py');
  });

  test('the folders the wrong way round', async () => {
    using pair = new FolderPair(WITHOUT_DECAY, BASE);
    const result = await pair.check('--component', 'decay');
    expect([result.code, result.stdout]).toEqual([2, '']);
    expect(result.stderr).toContain('Say the baseline first');
  });

  test('a syntax error of the base, said once and where it is', async () => {
    using pair = new FolderPair({ ...BASE, 'train.py': `${TRAIN}\nlast = (1,\n` }, WITHOUT_DECAY);
    const result = await pair.check('--component', 'decay');
    expect([result.code, result.stdout]).toEqual([2, '']);
    expect(result.stderr.match(/train\.py:\d+/g)).toHaveLength(1);
    expect(result.stderr).toContain(`train.py:${TRAIN.split('\n').length + 1}:8 error: Syntax error: "("`);
  });

  test('a Python that was named and has not what the script imports', async () => {
    const wants = (script: string): string => `import no_such_library_at_all\n${script}`;
    using pair = new FolderPair(
      { ...BASE, 'train.py': wants(TRAIN) },
      { ...WITHOUT_DECAY, 'train.py': wants(WITHOUT_DECAY['train.py']) },
    );
    const result = await pair.check('--component', 'decay', '--python', 'python3');
    expect([result.code, result.stdout]).toEqual([2, '']);
    expect(result.stderr).toMatch(/has no no_such_library_at_all\. .*--python PATH/);
  });

  test('which of two scripts; a folder without one', async () => {
    const files = { 'fit.py': TRAIN, 'score.py': TRAIN, 'parts.py': PARTS };
    using pair = new FolderPair(files, { ...files, 'fit.py': WITHOUT_DECAY['train.py'] });
    const unclear = await pair.check('--component', 'decay');
    expect([unclear.code, unclear.stderr]).toEqual([2, expect.stringContaining('--script')]);
    expect((await pair.check('--component', 'decay', '--static', '--script', 'fit.py')).code).toBe(0);
    expect((await pair.check('--component', 'fit.py:9', '--static')).code).toBe(0);
    const none = await pair.parent.run(['check', 'outside', 'variant', '--component', 'decay'], pair.environment);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('--script')]);
  });
});

describe('a variant that is no project is rejected', () => {
  test.each([
    [
      'a bracket that stays open',
      { 'train.py': WITHOUT_DECAY['train.py'].replace('weight += step', 'weight += (') },
      8,
    ],
    ['a `return` outside of a function', { 'parts.py': `${PARTS}return 5\n` }, 3],
  ])('%s, with its place', async (_what, files, line) => {
    using pair = new FolderPair(BASE, { ...WITHOUT_DECAY, ...files });
    const verdict = await verdictOf(pair, '--component', 'decay');
    expect(verdict.kind).toBe('rejected');
    expect(verdict.reasons[0]?.message).toMatch(/^Python cannot read it: /);
    expect(verdict.reasons[0]?.place).toBe(`${Object.keys(files)[0]}:${line}`);
    expect((await pair.check('--component', 'decay', '--static')).code).toBe(1);
  });

  test('its script is missing', async () => {
    using pair = new FolderPair(BASE, { 'parts.py': PARTS });
    const result = await pair.check('--component', 'decay');
    expect([result.code, result.stdout]).toEqual([1, expect.stringContaining('train.py does not exist')]);
  });
});

test('a new file that the variant imports is held against it, an old one that it does not import is not new', async () => {
  const script = WITHOUT_DECAY['train.py'].replace('from parts', 'from other');
  using pair = new FolderPair(BASE, { 'train.py': script, 'parts.py': PARTS, 'other.py': PARTS });
  const verdict = await verdictOf(pair, '--component', 'decay');
  expect(verdict.kind).toBe('rejected');
  const messages = verdict.reasons.map(({ message }) => message);
  expect(messages.join('\n')).toMatch(/other\.py is a new file/);
  expect(messages.filter((message) => message.startsWith('parts.py is new'))).toEqual([]);
});

describe('data of the folders is compared', () => {
  test('behind links, too', async () => {
    using pair = new FolderPair(BASE, WITHOUT_DECAY);
    pair.parent.write({ 'outside/of-base/x.csv': '1\n', 'outside/of-variant/x.csv': '2\n' });
    for (const folder of ['base', 'variant']) {
      symlinkSync(`../outside/of-${folder}`, path.join(pair.parent.directory, folder, 'data'));
    }
    const result = await pair.check('--component', 'decay', '--static');
    expect([result.code, result.stdout]).toEqual([1, expect.stringContaining('data')]);
  });

  test('and may be large', async () => {
    using pair = new FolderPair({ ...BASE, 'values.bin': '' }, WITHOUT_DECAY);
    const [ofBase = '', ofVariant = ''] = ['base', 'variant'].map((name) =>
      path.join(pair.parent.directory, name, 'values.bin'),
    );
    truncateSync(ofBase, 2 ** 31 + 1);
    linkSync(ofBase, ofVariant);
    const result = await pair.check('--component', 'decay', '--static');
    expect([result.code, result.stderr]).toEqual([0, '']);
  });
});

test('the folders may be absolute, or relative to where one stands', async () => {
  using pair = new FolderPair(BASE, WITHOUT_DECAY);
  const base = path.join(pair.parent.directory, 'base');
  const words = ['check', base, 'outside/../variant', '--component', 'decay', '--static'];
  expect((await pair.parent.run(words, pair.environment)).code).toBe(0);
});
