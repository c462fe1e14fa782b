import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { changeOfMark } from './change-of-mark.js';

beforeAll(loadPythonParser);

const marked = (line: string, term: string) =>
  changeOfMark(`import torch.nn as nn\n${line}  #ABLATABLE_COMPONENT(term=${term})\n`);

describe('a term', () => {
  it.each([
    ['loss = recon + beta * kld', 'beta * kld', 'loss = recon'],
    ['loss = recon + beta * kld', 'beta', 'loss = recon + kld'],
    ['x = x + self.attn(self.norm(x))', 'self.attn(self.norm(x))', 'x = x'],
    ['logits = logits / temperature', 'temperature', 'logits = logits'],
    ['y = f(tok_emb + pos_emb)', 'pos_emb', 'y = f(tok_emb)'],
    ['loss = criterion(a, b) + (lam * reg)', 'lam * reg', 'loss = criterion(a, b)'],
    ['ok = use_aug and use_mixup', 'use_mixup', 'ok = use_aug'],
  ])('%s without %s', (line, term, expected) => {
    expect(marked(line, term)).toEqual([`- ${line}`, `+ ${expected}`]);
  });

  it.each([
    ['y = range(7, a + 1)', '1', 'offset or a count'],
    ['kld = -0.5 * s', '-0.5', 'turn around'],
    ['e = a + b.T', 'b.T', 'different shapes'],
    ['y = x[:, i + b]', 'b', 'count, a size, a position'],
    ['y = x[:, a + b]', 'b', 'part of a position'],
    ['y = nn.Linear(a + b, 3)', 'b', 'may be a size'],
    ['y = x.view(a * b, -1)', 'b', 'may be a size'],
    ['y = now - start_time', 'start_time', 'a time'],
    ['y = f(total_loss / len(loader))', 'len(loader)', 'count'],
    ['y = "a" * k + b', 'b', 'text or a'],
    ['y = str(a) + b', 'b', 'text or a list'],
    ['y = self.training and use_aug', 'self.training', 'how and when'],
    ['y = use_aug and p > 0', 'p > 0', 'guard'],
    ['y = a != b * c', 'c', 'comparison'],
    ['y = (q @ k) * scale', '(q @ k)', 'would be left'],
    ['assert a + b == c, "x"', 'b', 'only checks'],
  ])('%s: %s stays', (line, term, reason) => {
    const [change] = marked(line, term);
    expect(change).toMatch(/^(abstain|meaningless):/);
    expect(change).toContain(reason);
  });
});
