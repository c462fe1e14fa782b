import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { changeOfMark } from './change-of-mark.js';

beforeAll(loadPythonParser);

const IMPORTS = `import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch.optim import AdamW
from torch.utils.data import DataLoader
from torchvision import transforms
from sklearn.linear_model import Ridge, LogisticRegression
from sklearn.ensemble import RandomForestClassifier
from xgboost import XGBClassifier
`;

/** The line \`CALL\`, with the keyword argument \`marked\` of it marked. */
const marked = (call: string, argument: string, rest = '') =>
  changeOfMark(`${IMPORTS}thing = ${call}  #ABLATABLE_COMPONENT(term=${argument})\n${rest}`);

describe('a keyword argument', () => {
  it.each([
    ['AdamW(p, lr=1e-3, weight_decay=0.05)', 'weight_decay=0.05', 'AdamW(p, lr=1e-3, weight_decay=0.0)'],
    ['optim.AdamW(p, weight_decay=wd)', 'weight_decay=wd', 'optim.AdamW(p, weight_decay=0.0)'],
    ['torch.optim.SGD(p, lr=0.1, momentum=0.9)', 'momentum=0.9', 'torch.optim.SGD(p, lr=0.1, momentum=0.0)'],
    ['nn.CrossEntropyLoss(label_smoothing=0.1)', 'label_smoothing=0.1', 'nn.CrossEntropyLoss(label_smoothing=0.0)'],
    ['nn.CrossEntropyLoss(weight=w)', 'weight=w', 'nn.CrossEntropyLoss(weight=None)'],
    ['nn.LSTM(8, 8, 2, dropout=0.3)', 'dropout=0.3', 'nn.LSTM(8, 8, 2, dropout=0.0)'],
    ['DataLoader(d, batch_size=8, shuffle=True)', 'shuffle=True', 'DataLoader(d, batch_size=8, shuffle=False)'],
    ['transforms.RandomErasing(p=0.5)', 'p=0.5', 'transforms.RandomErasing(p=0.0)'],
    ['Ridge(alpha=1.0)', 'alpha=1.0', 'Ridge(alpha=0.0)'],
    ['LogisticRegression(class_weight="balanced")', 'class_weight="balanced"', 'LogisticRegression(class_weight=None)'],
    ['XGBClassifier(subsample=0.8)', 'subsample=0.8', 'XGBClassifier(subsample=1.0)'],
    ['nn.Linear(8, 8, bias=True)', 'bias=True', 'nn.Linear(8, 8, bias=False)'],
  ])('%s: %s gets its neutral value', (call, argument, expected) => {
    expect(marked(call, argument)).toEqual([`- thing = ${call}`, `+ thing = ${expected}`]);
  });

  it.each([
    ['nn.Conv2d(3, 8, 3, padding=1)', 'padding=1'],
    ['nn.LSTM(8, 8, bidirectional=True)', 'bidirectional=True'],
    ['nn.LSTM(8, 8, num_layers=2)', 'num_layers=2'],
    ['LogisticRegression(C=0.5)', 'C=0.5'],
    ['nn.Linear(8, 8, device=dev)', 'device=dev'],
    ['optim.Adam(p, lr=0.1)', 'lr=0.1'],
    ['DataLoader(d, batch_size=8)', 'batch_size=8'],
    ['DataLoader(d, drop_last=True)', 'drop_last=True'],
    ['Mine(p, weight_decay=0.1)', 'weight_decay=0.1'],
  ])('%s: %s stays', (call, argument) => {
    expect(marked(call, argument)[0]).toContain('abstain:');
  });

  it('stays where it has no effect already, or something else needs it', () => {
    expect(marked('AdamW(p, weight_decay=0)', 'weight_decay=0')[0]).toContain('already has no effect');
    expect(marked('optim.SGD(p, momentum=0.9, nesterov=True)', 'momentum=0.9')[0]).toContain('nesterov');
    expect(marked('optim.SGD(p, momentum=0.9, **more)', 'momentum=0.9')[0]).toContain('further arguments');
    expect(marked('nn.Linear(8, 8, bias=True)', 'bias=True', 'thing.bias.data.zero_()\n')[0]).toContain('.bias');
    expect(marked('RandomForestClassifier(bootstrap=True, oob_score=True)', 'bootstrap=True')[0]).toContain(
      'oob_score',
    );
  });

  it('is not taken for the library of a name that the file defines itself', () => {
    const script = `class AdamW:\n    pass\nopt = AdamW(p, weight_decay=0.1)  #ABLATABLE_COMPONENT(term=weight_decay=0.1)\n`;
    expect(changeOfMark(script)).toEqual(['- opt = AdamW(p, weight_decay=0.1)', '+ opt = AdamW(p, weight_decay=0.0)']);
    const other = `import mylib\nopt = mylib.AdamW(p, weight_decay=0.1)  #ABLATABLE_COMPONENT(term=weight_decay=0.1)\n`;
    expect(changeOfMark(other)[0]).toContain('abstain:');
  });
});
