import { beforeAll, describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/core/edit.js';
import { loadPythonParser } from '../../../src/source/python-parser.js';
import { readMarkedComponents } from '../../../src/source/read-marks.js';
import { decideTrial } from '../../../src/variants/decide-trial.js';
import { projectOf } from './rules/marked-project.js';

beforeAll(loadPythonParser);

const MARK = '  #ABLATABLE_COMPONENT';

function decideAll(text: string) {
  const project = projectOf({ 'train.py': text });
  const file = project.pythonFiles.get('train.py');
  if (file === undefined) throw new Error('no file');
  const { components, diagnostics } = readMarkedComponents(file);
  expect(diagnostics).toEqual([]);
  const code = components.filter((component) => component.kind === 'code');
  const decision = decideTrial(code, project);
  return { decision, after: decision.kind === 'edits' ? applyEdits(text, decision.edits) : text };
}

describe('decideTrial', () => {
  it('leaves the bytes of the baseline alone', () => {
    const text = 'a = 1\r\n';
    const decision = decideTrial([], projectOf({ 'train.py': text }));
    expect(decision).toEqual({ kind: 'edits', edits: [], rules: [], notes: [] });
  });

  it('removes neighbours of a list with the right commas', () => {
    const { decision, after } = decideAll(
      `import torch.nn as nn\nnet = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2), nn.ReLU())  #ABLATABLE_COMPONENT(term=nn.ReLU())\n#ABLATABLE_COMPONENT(term=nn.BatchNorm1d(2))\nnet2 = nn.Sequential(nn.BatchNorm1d(2), nn.ReLU(), nn.Linear(2, 2))\n`,
    );
    expect(decision.kind).toBe('edits');
    expect(after).toContain('net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))');
    expect(after).toContain('net2 = nn.Sequential(nn.ReLU(), nn.Linear(2, 2))');
  });

  it('removes each element of a list that is marked with each, but never all at once', () => {
    const features = `df = f()\nFEATURES = ["age", "fare", "sex"]  #ABLATABLE_COMPONENT(each)\nX = df[FEATURES]\n`;
    expect(decideAll(features).decision).toMatchObject({ kind: 'impossible' });
    const two = `df = f()\nFEATURES = [\n    "age",${MARK}\n    "fare",\n    "sex",${MARK}\n]\nX = df[FEATURES]\n`;
    expect(decideAll(two).after).toContain('FEATURES = [\n    "fare",\n]');
  });

  it('puts one pass where two statements leave a block empty', () => {
    const { after } = decideAll(
      `def f(loss):\n    if a:\n        loss += b${MARK}\n        loss *= c${MARK}\n    return loss\n`,
    );
    expect(after).toContain('    if a:\n        pass');
    expect(after).not.toContain('loss +=');
    expect(after).not.toContain('loss *=');
  });

  it('removes two terms of one sum', () => {
    const { after } = decideAll(`loss = (\n    a\n    + b${MARK}\n    + c${MARK}\n)\n`);
    expect(after).toBe('loss = (\n    a\n)\n');
  });

  it('does not leave a sum without terms', () => {
    const { decision } = decideAll(`loss = (\n    a${MARK}\n    + b${MARK}\n)\n`);
    expect(decision).toMatchObject({ kind: 'impossible' });
  });

  it('puts a change inside removed code to the removal', () => {
    const { decision } = decideAll(
      `import torch\ndef f(loss, a):\n    loss += a * 0.5 #ABLATABLE_COMPONENT\n    return loss\n`,
    );
    expect(decision.kind).toBe('edits');
  });

  it('says for each component why it is not removed', () => {
    const { decision } = decideAll(`mystery(1)${MARK}\nx = [\n    1,${MARK}\n    2,\n]\n`);
    expect(decision).toMatchObject({ kind: 'needs-model' });
    if (decision.kind === 'needs-model') {
      expect(decision.reasons).toHaveLength(2);
      expect(decision.reasons[0]).toContain('train.py:1: ');
    }
  });

  it('is impossible where one of its marks is meaningless', () => {
    const { decision } = decideAll(`import os${MARK}\nloss = a\nloss += b${MARK}\n`);
    expect(decision).toMatchObject({ kind: 'impossible', reasons: [expect.stringContaining('import') as string] });
  });
});
