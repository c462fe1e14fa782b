import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { planWorkspace } from '../../../../src/execution/workspace/plan-workspace.js';
import { projectFolder } from './project-folder.js';

const plan = (projectRoot: string, more: { inputs?: string[]; sources?: string[]; excluded?: string[] } = {}) =>
  planWorkspace({ projectRoot, excluded: [], inputs: [], sources: ['train.py'], ...more, words: ['..'] });

const leftOutPaths = (workspace: Awaited<ReturnType<typeof plan>>): string[] =>
  workspace.leftOut.map((entry) => entry.path);

describe('planWorkspace', () => {
  test('copies sources and small texts, links data, with real folders around it', async () => {
    const root = projectFolder({
      'train.py': '',
      'pkg/model.py': '',
      'conf/base.yaml': '',
      'README.md': '',
      Makefile: '',
      'data/x.csv': '1',
      'data/note.txt': 'a',
      'big.json': 1_000_001,
    });
    const workspace = await plan(root);
    expect(workspace.copies).toEqual([
      'Makefile',
      'README.md',
      'conf/base.yaml',
      'data/note.txt',
      'pkg/model.py',
      'train.py',
    ]);
    expect(workspace.links).toEqual(['big.json', 'data/x.csv']);
    expect(workspace.directories).toEqual(['conf', 'data', 'pkg']);
    expect(workspace.leftOut).toEqual([]);
  });

  test('leaves out what an earlier run made, caches, environments and the studies themselves', async () => {
    const root = projectFolder({
      'train.py': '',
      'best.pt': 'w',
      'outputs/metrics.json': '{}',
      'checkpoints/last.ckpt': 'w',
      'runs/exp1/events.out.tfevents.1': 'x',
      'wandb/run-1/files/code/train.py': '',
      'train.log': 'x',
      'env/pyvenv.cfg': '',
      'env/lib/x.py': '',
      '__pycache__/train.cpython-311.pyc': 'x',
      'old.pyc': 'x',
      'ablationmage_outputs/study/report.md': '',
      'elsewhere/study/report.md': '',
      'o2/events.jsonl': '',
      'o2/study.json': '{}',
      'o2/sources-1/train.py': '',
      '.git/config': '',
    });
    const workspace = await plan(root, { excluded: [path.join(root, 'elsewhere')] });
    expect(workspace.copies).toEqual(['train.py']);
    expect(workspace.links).toEqual([]);
    expect(workspace.directories).toEqual([]);
    expect(leftOutPaths(workspace)).toEqual(['best.pt', 'checkpoints', 'env', 'outputs', 'runs', 'train.log', 'wandb']);
  });

  test('an input is given whatever it looks like, and only it', async () => {
    const root = projectFolder({
      'train.py': '',
      'checkpoints/pretrained.pt': 'w',
      'checkpoints/last.pt': 'w',
      'a.pth': 'w',
    });
    const workspace = await plan(root, { inputs: ['checkpoints/pretrained.pt'] });
    // Weights are copied: a script that saves over them must not reach the user's own.
    expect(workspace.copies).toEqual(['checkpoints/pretrained.pt', 'train.py']);
    expect(leftOutPaths(workspace)).toEqual(['a.pth', 'checkpoints']);
    expect((await plan(root, { inputs: ['checkpoints/'] })).copies).toHaveLength(3);
    expect((await plan(root, { inputs: [path.join(root, 'a.pth')] })).copies).toContain('a.pth');
  });

  test('a package named like an output is still a package, and so is one that holds a source', async () => {
    const root = projectFolder({ 'train.py': '', 'results/plot.py': '', 'logs/inner/deep.py': '' });
    const workspace = await plan(root, { sources: ['train.py', 'logs/inner/deep.py'] });
    expect(workspace.copies).toEqual(['logs/inner/deep.py', 'results/plot.py', 'train.py']);
  });

  test('weights in a data folder are data unless they are called a model', async () => {
    const root = projectFolder({ 'train.py': '', 'data/train.pt': 'x', 'data/h.h5': 'x', 'data/best_model.pt': 'x' });
    const workspace = await plan(root);
    expect(workspace.links).toEqual(['data/h.h5', 'data/train.pt']);
    expect(leftOutPaths(workspace)).toEqual(['data/best_model.pt']);
  });

  test.each(['git', 'ignore files only'])(
    'data that git ignores is found, outputs that git ignores are not (%s)',
    async (how) => {
      const root = projectFolder({
        'train.py': '',
        '.gitignore': 'data/\n*.csv\n*.pkl\nexperiment_1/\nhistory.json\nlocal.yaml\n!keep.csv\n',
        'data/train.bin': 'x',
        'features.csv': '1',
        'keep.csv': '1',
        'thing.pkl': 'x',
        'experiment_1/a.npz': 'x',
        'history.json': '{}',
        'local.yaml': '',
        'sub/.gitignore': 'scores.csv\n',
        'sub/scores.csv': 'x',
        'sub/points.csv': 'x',
      });
      if (how === 'git') execFileSync('git', ['init', '-q'], { cwd: root });
      const workspace = await plan(root);
      expect(workspace.links).toEqual(['data/train.bin']);
      expect(workspace.copies).toEqual([
        '.gitignore',
        'features.csv',
        'keep.csv',
        'local.yaml',
        'sub/.gitignore',
        'sub/points.csv',
        'train.py',
      ]);
      expect(leftOutPaths(workspace)).toEqual(['experiment_1', 'history.json', 'sub/scores.csv', 'thing.pkl']);
    },
  );

  test('a pickle that git keeps is linked and noted', async () => {
    const workspace = await plan(projectFolder({ 'train.py': '', 'thing.pkl': 'x' }));
    expect(workspace.links).toEqual(['thing.pkl']);
    expect(workspace.notes).toEqual(['thing.pkl may hold a trained model; runs can read it.']);
  });

  test('a folder of many files is one link, the folder around it is real', async () => {
    const images = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`data/images/${index}.png`, '']));
    const root = projectFolder({ 'train.py': '', 'data/labels.csv': '', ...images });
    const workspace = await plan(root);
    expect(workspace.links).toEqual(['data/images', 'data/labels.csv']);
    expect(workspace.directories).toEqual(['data']);
  });

  test('many files with a source among them, or with weights left out, are never one link', async () => {
    const files = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`data/set/${index}.png`, '']));
    expect((await plan(projectFolder({ 'train.py': '', ...files, 'data/set/read.py': '' }))).links).toHaveLength(201);
    expect((await plan(projectFolder({ 'train.py': '', ...files, 'data/set/model.pt': '' }))).links).toHaveLength(201);
  });

  test('links: sources behind them become real, data stays a link, dead ones are named', async () => {
    const root = projectFolder({ 'train.py': '', '../lib/model.py': '', '../pictures/a.png': '' });
    symlinkSync('../lib', path.join(root, 'lib'));
    symlinkSync('../pictures', path.join(root, 'pictures'));
    symlinkSync('/nowhere/at/all', path.join(root, 'gone'));
    const workspace = await plan(root, { sources: ['train.py', 'lib/model.py'] });
    expect(workspace.copies).toEqual(['lib/model.py', 'train.py']);
    expect(workspace.directories).toEqual(['lib']);
    expect(workspace.links).toEqual(['pictures']);
    expect(leftOutPaths(workspace)).toEqual(['gone']);
  });

  test('lists what lies beside and above the project, without the project and what is excluded', async () => {
    const root = projectFolder({ 'train.py': '', '../data/x.csv': '', '../../y.txt': '' });
    const work = path.join(path.dirname(root), 'work');
    mkdirSync(work);
    writeFileSync(path.join(work, 'x'), '');
    const { surroundings } = await plan(root, { excluded: [work] });
    expect(surroundings.map((surrounding) => surrounding.entries)).toEqual([['data'], ['code', 'y.txt'], ['home']]);
  });
});
