import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { resolveInvocation } from '../../../src/config/resolve-invocation.js';
import type { StudyFile } from '../../../src/config/study-file.js';

const here = mkdtempSync(path.join(tmpdir(), 'invocation-'));
writeFileSync(path.join(here, 'train.py'), '');
afterAll(() => {
  rmSync(here, { recursive: true });
});

const script = path.join(here, 'train.py');
const inFile = (content: StudyFile) => ({ content, path: path.join(here, 'ablation.yaml') });

function invocation(positional: string | undefined, after: readonly string[], content?: StudyFile, named?: string) {
  const flags = { afterDashes: after, ...(named === undefined ? {} : { script: named }) };
  return resolveInvocation(positional, flags, content === undefined ? undefined : inFile(content), here);
}

describe('how the script is started', () => {
  it.each([
    ['run train.py', 'train.py', [], undefined, undefined, []],
    ['run train.py -- --epochs 5', 'train.py', ['--epochs', '5'], undefined, undefined, ['--epochs', '5']],
    [
      'run, script and args in the file',
      undefined,
      [],
      { script: 'train.py', args: '--lr "0.1 0.2"' },
      undefined,
      ['--lr', '0.1 0.2'],
    ],
    [
      'run -- --epochs 9, script in the file',
      undefined,
      ['--epochs', '9'],
      { script: 'train.py', args: '--lr 1' },
      undefined,
      ['--epochs', '9'],
    ],
    [
      'run -- model.attn=false, script in the file',
      undefined,
      ['model.attn=false'],
      { script: 'train.py' },
      undefined,
      ['model.attn=false'],
    ],
  ] as const)('%s: the script with its arguments', (_, positional, after, content, named, expected) => {
    expect(invocation(positional, after, content, named)).toEqual({ kind: 'script', script, arguments: expected });
  });

  it.each([
    ['run -- python train.py --x 1', undefined, ['python', 'train.py', '--x', '1'], undefined, undefined],
    [
      'the same with a script in the file',
      undefined,
      ['python', 'train.py', '--x', '1'],
      { script: 'train.py' },
      undefined,
    ],
    ['run --script train.py -- bash run.sh', undefined, ['bash', 'run.sh'], undefined, 'train.py'],
  ] as const)('%s: the whole command', (_, positional, after, content, named) => {
    expect(invocation(positional, after, content, named)).toEqual({ kind: 'command', script, command: after });
  });

  it.each([
    ['run', undefined, [], ['torchrun', 'train.py']],
    ['run train.py', 'train.py', [], ['torchrun', 'train.py']],
    ['run -- --epochs 9', undefined, ['--epochs', '9'], ['torchrun', 'train.py', '--epochs', '9']],
  ] as const)('%s with a command in the file: that command, arguments at its end', (_, positional, after, expected) => {
    const content: StudyFile = { script: 'train.py', command: 'torchrun train.py' };
    expect(invocation(positional, after, content)).toEqual({ kind: 'command', script, command: expected });
  });

  it('says what to do where no script is named', () => {
    expect(() => invocation(undefined, [])).toThrow(/ablationmage run train\.py/);
    expect(() => invocation(undefined, ['bash', 'run.sh'])).toThrow(/--script train\.py -- bash run\.sh/);
  });
});
