import { beforeAll, expect, test } from 'vitest';
import type { Component, HintComponent } from '../../../../src/core/component.js';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { pythonFileFromText } from '../../../../src/source/python-file.js';
import type { Project } from '../../../../src/source/project.js';
import { HINT_SYSTEM_PROMPT, hintRequest } from '../../../../src/variants/prompts/hint-request.js';
import { formatRequest, repairRequest } from '../../../../src/variants/prompts/repair-request.js';
import { studyContext } from '../../../../src/variants/prompts/study-context.js';
import { systemPrompt } from '../../../../src/variants/prompts/system-prompt.js';
import { trialRequest } from '../../../../src/variants/prompts/trial-request.js';
import { wholeFilesOf } from '../../../../src/variants/prompts/whole-files.js';

beforeAll(loadPythonParser);

const NET = `import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv2 = nn.Conv2d(8, 16, 3)  #ABLATABLE_COMPONENT
        #ABLATION_HINT_START
        # Try a smaller head, and none.
        #ABLATION_HINT_END
        self.head = nn.Linear(16, 10)
`;
const DATA = `LIMIT = 100


def load(
    path,
    limit=LIMIT,
):
    rows = open(path).readlines()
    return rows[:limit]
`;

const CONV2: Component = {
  kind: 'code',
  id: 'conv2',
  file: 'net.py',
  line: 7,
  start: NET.indexOf('self.conv2'),
  end: NET.indexOf('  #ABLATABLE'),
  options: { each: false },
};
const HINT: HintComponent = {
  kind: 'hint',
  id: 'hint.none',
  file: 'net.py',
  line: 8,
  endLine: 10,
  hint: 'Try a smaller head, and none.',
  anchor: '',
  trial: {
    id: 'none',
    title: 'without the head',
    change: 'remove',
    instruction: 'Remove self.head; return the features.',
    changes: [{ before: 'return self.head(x)', after: 'return x', occurrence: 1 }],
    expectation: '',
  },
};

function project(): Project {
  const files = { 'net.py': NET, 'data.py': DATA };
  return {
    root: '/project',
    script: 'net.py',
    pythonFiles: new Map(Object.entries(files).map(([name, text]) => [name, pythonFileFromText(name, text)])),
    configFiles: new Map([['small.yaml', { path: 'small.yaml', format: 'yaml', text: 'lr: 0.1\n' }]]),
    importRoots: [''],
    externalImports: ['torch'],
  };
}

test('the rules and formats', async () => {
  await expect(systemPrompt('blocks')).toMatchFileSnapshot('snapshots/system-blocks.md');
  await expect(systemPrompt('whole')).toMatchFileSnapshot('snapshots/system-whole.md');
  await expect(HINT_SYSTEM_PROMPT).toMatchFileSnapshot('snapshots/system-hint.md');
});

test('what all trials share: files with line numbers, versions, measured modules; other files by what they define', async () => {
  const text = studyContext({
    project: project(),
    wholeFiles: new Set(['net.py']),
    command: 'python net.py --epochs 2',
    pythonVersion: '3.11.7',
    packages: { torch: '2.3.0' },
    baseline: {
      models: [
        {
          type: 'Net',
          inputs: [{ shape: [4, 8, 6, 6], dtype: 'float32', device: 'cpu' }],
          modules: [
            { name: '', type: 'Net', settings: '', parameters: [], buffers: {}, calls: 1 },
            {
              name: 'conv2',
              type: 'Conv2d',
              settings: '8, 16, kernel_size=(3, 3), stride=(1, 1)',
              parameters: [],
              buffers: {},
              calls: 1,
              input: 'float32[4, 8, 6, 6]',
              output: 'float32[4, 16, 4, 4]',
            },
            { name: 'head', type: 'Linear', settings: '16, 10', parameters: [], buffers: {}, calls: 0 },
          ],
        },
      ],
      fits: [],
    },
  });
  await expect(text).toMatchFileSnapshot('snapshots/study-context.md');
});

test('the trial’s part: a component, several together, a hint’s trial, with what the rules saw', async () => {
  const request = trialRequest(project(), [CONV2, HINT], ['net.py:7: the layer changes the number of channels']);
  await expect(request).toMatchFileSnapshot('snapshots/trial-request.md');
  const replaced: Component = { ...CONV2, options: { each: false, replace: 'nn.Identity()' } };
  expect(trialRequest(project(), [replaced], [])).toContain('Replace the component "conv2" by `nn.Identity()`');
});

test('what goes back: a reply that cannot be used, a variant that fails', async () => {
  const requests = [
    formatRequest('The SEARCH part of block 1 is not in net.py.', 'blocks'),
    formatRequest('The SEARCH part of block 1 is not in net.py.', 'whole'),
    repairRequest({ findings: ['lr is 0.2 where the baseline has 0.1 (net.py:9)'] }),
    repairRequest({ findings: ['it fails before its first steps'], trace: 'RuntimeError: size mismatch' }),
  ];
  await expect(requests.join('\n\n--------\n\n')).toMatchFileSnapshot('snapshots/back.md');
});

test('a hint in its file', async () => {
  await expect(hintRequest(project(), HINT)).toMatchFileSnapshot('snapshots/hint-request.md');
});

test('marked files and the script are shown whole whatever their length, others as long as there is room', () => {
  const long = 'x = 1\n'.repeat(14_000);
  const base = project();
  const files = new Map([...base.pythonFiles, ['long.py', pythonFileFromText('long.py', long)] as const]);
  expect(wholeFilesOf({ ...base, pythonFiles: files }, [CONV2])).toEqual(new Set(['net.py', 'data.py']));
  const marked: Component = { ...CONV2, file: 'long.py' };
  expect(wholeFilesOf({ ...base, pythonFiles: files }, [marked])).toEqual(new Set(['net.py', 'long.py']));
});
