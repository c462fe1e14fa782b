import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failure, success, type Result } from '../../../src/core/result.js';
import type { ModelFailure } from '../../../src/models/model-failure.js';
import type { Model, ModelReply, ModelRequest, ModelTurn } from '../../../src/models/model.js';
import { askToTheEnd, type WholeReply } from '../../../src/whole-script/ask-to-the-end.js';
import { joinParts, trimToWholeLine } from '../../../src/whole-script/join-parts.js';

const SCRIPT = `Here it is:
\`\`\`python
import torch

class Net(torch.nn.Module):
    def forward(self, x):
        x = self.block(x)
        x = self.block(x)
        x = self.block(x)

        return self.head(x)


print("done")
\`\`\`
Three trials.
`;

/** Lines as scripts have them, many of them alike. */
const scripts = fc
  .array(fc.constantFrom('x = self.block(x)', '        x = f(x)', '    else:', '', ')', 'import torch', '# ---'), {
    minLength: 2,
    maxLength: 25,
  })
  .map((lines) => `\`\`\`python\nfirst = 1\n${lines.join('\n')}\nlast = 2\n\`\`\`\n`);

/** The rest of a text as it was asked for: the last whole line again, and what follows. */
function restOf(whole: string, cutAt: number, change: (rest: string) => string = (rest) => rest) {
  const cut = trimToWholeLine(whole.slice(0, cutAt));
  return { cut, continuation: change(whole.slice(cut.text.length - cut.lastLine.length)) };
}

describe('a continuation is joined to what came before', () => {
  const FIRST_LINES = '```python\nfirst'.length;
  const cutScripts = scripts.chain((script) =>
    fc.tuple(fc.constant(script), fc.integer({ min: FIRST_LINES, max: script.length })),
  );

  test.each([
    ['as asked', (rest: string) => rest],
    ['without its indentation', (rest: string) => rest.trimStart()],
    ['below an empty line', (rest: string) => `\n${rest}`],
    ['with blanks at the ends of lines', (rest: string) => rest.replace('\n', '  \n')],
  ])('%s: nothing is lost and nothing doubled', (_, change) => {
    fc.assert(
      fc.property(cutScripts, ([script, cutAt]) => {
        const { cut, continuation } = restOf(script, cutAt, change);
        expect(joinParts(cut, continuation)).toBe(script);
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ['a fence', '```python\n'],
    ['a fence without a language', '```\n'],
    ['a sentence and a fence', 'Here is the rest of the script:\n\n```python\n'],
  ])('with %s opened again', (_, opening) => {
    fc.assert(
      fc.property(scripts, fc.nat(), (script, at) => {
        const inside = script.indexOf('last = 2');
        const cutAt = 20 + (at % (inside - 20));
        const { cut, continuation } = restOf(script, cutAt);
        // Where the cut came just behind the opening line, that line is the one to begin with.
        fc.pre(cut.lastLine !== '```python');
        expect(joinParts(cut, opening + continuation)).toBe(script);
      }),
      { numRuns: 400 },
    );
  });

  test('with several lines written again', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `    step_${index} = ${index}`);
    const script = `\`\`\`python\n${lines.join('\n')}\n\`\`\`\n`;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 29 }), fc.integer({ min: 1, max: 29 }), (kept, again) => {
        const cutAt = script.indexOf(`${lines[kept] ?? ''}\n`) + 6;
        const { cut } = restOf(script, cutAt);
        const from = script.indexOf(lines[Math.max(0, kept - again)] ?? '');
        expect(joinParts(cut, script.slice(from))).toBe(script);
      }),
    );
  });

  test('with a fence that ends at once, and code beside it', () => {
    const cut = trimToWholeLine('```python\nx = 1\ny = 2\nz');
    expect(joinParts(cut, '```\nRun it:\n```bash\npython x.py\n```\n')).toBe(
      '```python\nx = 1\ny = 2\n```\nRun it:\n```bash\npython x.py\n```\n',
    );
  });

  test('where no line arrived whole', () => {
    expect(joinParts(trimToWholeLine('Here i'), 'Here is the script\n')).toBe('Here is the script\n');
  });
});

describe('a cut reply is continued', () => {
  test('to the same text, however it was cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 90, max: 400 }), async (size) => {
        const { model, requests } = cuttingModel(SCRIPT, size);
        const reply = await ask(model);
        expect(reply).toMatchObject({ ok: true, value: { text: SCRIPT, end: 'stop' } });
        expect(requests.map(({ turns }) => turns.length)).toEqual([1, 3, 3, 3].slice(0, requests.length));
      }),
    );
  });

  test('three times, and then it is cut', async () => {
    const { model, requests } = cuttingModel(SCRIPT.repeat(20), 100);
    const reply = await ask(model);
    expect(reply).toMatchObject({ ok: true, value: { end: 'cut', continuations: 3 } });
    expect(requests).toHaveLength(4);
    if (reply.ok) expect(SCRIPT.repeat(20).startsWith(reply.value.text)).toBe(true);
  });

  test('with what arrived, and the line to go on from', async () => {
    const { model, requests } = cuttingModel(SCRIPT, 120);
    await ask(model);
    const [, assistant, user] = requests[1]?.turns ?? [];
    expect(assistant).toEqual({ role: 'assistant', text: SCRIPT.slice(0, SCRIPT.lastIndexOf('\n', 120)) });
    expect(user?.text).toContain('        x = self.block(x)\n```');
  });

  test('not where nothing but reasoning came', async () => {
    const { model, requests } = scriptedModel([reply('', 'length')]);
    expect(await ask(model)).toMatchObject({ ok: true, value: { text: '', end: 'cut', continuations: 0 } });
    expect(requests).toHaveLength(1);
  });
});

test('a failure of the first call is the failure; later ones keep what came', async () => {
  const over: Result<ModelReply, ModelFailure> = failure({ kind: 'over-budget', message: '2 USD are spent' });
  expect(await ask(scriptedModel([over]).model)).toEqual(over);
  const later = await ask(scriptedModel([reply('```python\nx = 1\ny', 'length'), over]).model);
  expect(later).toMatchObject({
    ok: true,
    value: { text: '```python\nx = 1\ny', end: 'cut', failure: { kind: 'over-budget' } },
  });
});

async function ask(model: Model): Promise<Result<WholeReply, ModelFailure>> {
  const makeRequest = (later: readonly ModelTurn[]): ModelRequest => ({
    purpose: 'first-call',
    system: 'Rules',
    shared: 'Documents',
    turns: [{ role: 'user', text: 'Do it' }, ...later],
    maxOutputTokens: 100,
  });
  return askToTheEnd(model, makeRequest, () => undefined, new AbortController().signal);
}

function reply(text: string, unified: ModelReply['finish']['unified']): Result<ModelReply, ModelFailure> {
  return success({ text, finish: { unified, raw: unified }, modelId: 'tiny' });
}

function scriptedModel(replies: readonly Result<ModelReply, ModelFailure>[]) {
  const requests: ModelRequest[] = [];
  const model: Model = {
    label: 'scripted',
    complete: (request) => {
      requests.push(request);
      return Promise.resolve(replies[requests.length - 1] ?? failure({ kind: 'aborted' }));
    },
  };
  return { model, requests };
}

/** Gives `whole` in pieces of at most `size` characters, and goes on where it is asked to. */
function cuttingModel(whole: string, size: number) {
  const requests: ModelRequest[] = [];
  const model: Model = {
    label: 'cutting',
    complete: (request) => {
      requests.push(request);
      const soFar = request.turns.find(({ role }) => role === 'assistant')?.text ?? '';
      const start = soFar.lastIndexOf('\n') + 1;
      const text = whole.slice(start, start + size);
      return Promise.resolve(reply(text, start + size < whole.length ? 'length' : 'stop'));
    },
  };
  return { model, requests };
}
