import { describe, expect, test } from 'vitest';
import { finished, until } from './cli-project.js';
import { after, BASE, TRAIN, without, WITHOUT_DECAY } from './decayed-fit.js';
import { FolderPair } from './folder-pair.js';
import { processesNaming } from './processes-naming.js';

describe('what runs', () => {
  const WRITES =
    'import os, sys; open(os.path.join(os.environ["OUTSIDE"], f"ran-{os.getpid()}"), "w").write(str(sys.argv))';

  test('nothing with --static, else both, with the arguments behind the dashes', async () => {
    using pair = new FolderPair(
      { ...BASE, 'train.py': after(WRITES, TRAIN) },
      { ...WITHOUT_DECAY, 'train.py': after(WRITES, WITHOUT_DECAY['train.py']) },
    );
    expect((await pair.check('--component', 'decay', '--static')).code).toBe(0);
    expect(pair.leftOutside()).toEqual([]);
    expect((await pair.check('--component', 'decay', '--', '--epochs', '3')).code).toBe(0);
    const said = pair.leftOutside().map((name) => pair.parent.read(`outside/${name}`));
    expect(said).toHaveLength(2);
    for (const words of said) expect(words).toContain("'--epochs', '3'");
  });

  test('in copies: the folders stay as they are, and nothing stays behind', async () => {
    const writes =
      'import os; os.makedirs("outputs"); open("outputs/model.json", "w").write("{}"); open("parts.py", "a").write("#")';
    using pair = new FolderPair(
      { ...BASE, 'train.py': after(writes, TRAIN), 'values.csv': '1,2\n' },
      { ...WITHOUT_DECAY, 'train.py': after(writes, WITHOUT_DECAY['train.py']), 'values.csv': '1,2\n' },
    );
    const before = pair.listing();
    const result = await pair.check('--component', 'decay');
    expect([result.code, result.stderr]).toEqual([0, '']);
    expect(pair.listing()).toEqual(before);
    expect(pair.leftTemporary()).toEqual([]);
  });

  test('a variant that fails is rejected, though its sources are fine', async () => {
    const script = `scale = {"first": 2}
scale["second"] = 3  #ABLATABLE_COMPONENT(name=second)
score = [scale[name] for name in "first second".split()]
print(f"METRIC score={sum(score)}")
`;
    using pair = new FolderPair({ 'train.py': script }, { 'train.py': without('second', script) });
    expect((await pair.check('--component', 'second', '--static')).code).toBe(0);
    const result = await pair.check('--component', 'second');
    expect(result.code).toBe(1);
    expect(result.stdout).toContain("KeyError: 'second' (train.py:2)");
  });

  test('a baseline that fails proves nothing', async () => {
    const crashes = 'import sys; sys.argv[1:] or sys.exit("usage: train.py DATA")';
    using pair = new FolderPair(
      { ...BASE, 'train.py': after(crashes, TRAIN) },
      { ...WITHOUT_DECAY, 'train.py': after(crashes, WITHOUT_DECAY['train.py']) },
    );
    expect((await pair.check('--component', 'decay', '--', 'values.csv')).code).toBe(0);
    const result = await pair.check('--component', 'decay');
    expect([result.code, result.stdout.split('\n')[0]]).toEqual([3, 'unchecked']);
    expect(result.stdout).toContain('the baseline');
  });
});

describe('a script that gets to no step', () => {
  const WAITS = 'import threading; threading.Event().wait()';

  test('within --timeout is unchecked', async () => {
    using pair = new FolderPair(
      { ...BASE, 'train.py': after(WAITS, TRAIN) },
      { ...WITHOUT_DECAY, 'train.py': after(WAITS, WITHOUT_DECAY['train.py']) },
    );
    const result = await pair.check('--component', 'decay', '--timeout', '1s');
    expect([result.code, result.stderr]).toEqual([3, '']);
    expect(result.stdout).toMatch(/^unchecked\n.*no step within 1 s/);
    expect(processesNaming(`OUTSIDE=${pair.outside}`)).toEqual([]);
    expect(pair.leftTemporary()).toEqual([]);
  });

  test('for want of the component is unchecked too', async () => {
    const script =
      'left = [1, 2]\nwhile left:\n    len(left)\n    left = left[1:]  #ABLATABLE_COMPONENT(name=end)\nprint("METRIC n=1")\n';
    using pair = new FolderPair({ 'train.py': script }, { 'train.py': without('end', script) });
    const result = await pair.check('--component', 'end', '--timeout', '3s');
    expect([result.code, result.stdout]).toEqual([3, expect.stringContaining('no step within 3 s')]);
  });

  test('is ended by Ctrl-C with all that runs', async () => {
    const signals = 'import os; open(os.path.join(os.environ["OUTSIDE"], f"started-{os.getpid()}"), "w").close()';
    const waits = (script: string) => after(signals, after(WAITS, script));
    using pair = new FolderPair(
      { ...BASE, 'train.py': waits(TRAIN) },
      { ...WITHOUT_DECAY, 'train.py': waits(WITHOUT_DECAY['train.py']) },
    );
    const child = pair.parent.start(['check', 'base', 'variant', '--component', 'decay'], pair.environment);
    const ended = finished(child);
    await until(() => pair.leftOutside().length === 2, 'both scripts have started');
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect([stdout, stderr]).toEqual(['', expect.stringContaining('Interrupted')]);
    expect(processesNaming(`OUTSIDE=${pair.outside}`)).toEqual([]);
    expect(pair.leftTemporary()).toEqual([]);
    expect(code).toBe(130);
  });
});
