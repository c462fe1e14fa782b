import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/core/user-error.js';
import { resolveModelSettings, type ModelFlags } from '../../../src/config/resolve-model.js';
import { studyFileSchema } from '../../../src/config/study-file.js';

const PLACES = { currentDirectory: '/here', studyDirectory: '/here/ablationmage_outputs/train' };

function resolved(flags: ModelFlags, file: object = {}) {
  return resolveModelSettings(flags, { content: studyFileSchema.parse(file), path: '/project/ablation.yaml' }, PLACES);
}

describe('who writes variants', () => {
  test('nobody, where nobody is named', () => {
    expect(resolved({})).toBeUndefined();
  });

  test.each<[string, ModelFlags, object, object]>([
    ['a provider', { api: 'anthropic', model: 'm' }, {}, { kind: 'api', api: 'anthropic', model: 'm' }],
    ['the file', {}, { api: 'openai', model: 'm' }, { kind: 'api', api: 'openai', model: 'm' }],
    ['a flag over the file', { model: 'n' }, { api: 'openai', model: 'm' }, { kind: 'api', api: 'openai', model: 'n' }],
    [
      'a server of one’s own',
      { api: 'openai-compatible', model: 'm', baseUrl: 'http://localhost:1/v1' },
      {},
      { kind: 'api', api: 'openai-compatible', model: 'm', baseUrl: 'http://localhost:1/v1' },
    ],
    [
      'a program, by its flag alone',
      { command: 'claude' },
      {},
      { kind: 'command', command: 'claude', apiKeys: 'removed' },
    ],
    [
      'a program of the file',
      { passApiKeys: true },
      { api: 'command', 'model-command': 'codex' },
      { kind: 'command', command: 'codex', apiKeys: 'passed' },
    ],
    ['a person', { api: 'manual' }, {}, { kind: 'manual', folder: '/here/ablationmage_outputs/train/manual' }],
    [
      'another provider than the file’s, whose address is not for its key',
      { api: 'openai', model: 'n' },
      { api: 'openai-compatible', model: 'm', 'base-url': 'http://lab:8000/v1' },
      { kind: 'api', api: 'openai', model: 'n' },
    ],
    ['recordings', { replay: 'old' }, {}, { kind: 'replay', folder: '/here/old' }],
    ['recordings of the file', {}, { api: 'replay', replay: 'old' }, { kind: 'replay', folder: '/project/old' }],
  ])('%s', (_, flags, file, provider) => {
    expect(resolved(flags, file)?.provider).toEqual(provider);
  });

  test('2 dollars and no other limit, unless said otherwise', () => {
    expect(resolved({ replay: 'x' })).toMatchObject({ maxCostUsd: 2, editFormat: 'auto' });
    expect(resolved({ replay: 'x', maxCost: '0.5', maxTokens: '900', editFormat: 'whole' })).toMatchObject({
      maxCostUsd: 0.5,
      maxTokens: 900,
      editFormat: 'whole',
    });
    expect(resolved({ replay: 'x' }, { 'max-cost': 0, 'env-file': 'keys' })).toMatchObject({
      maxCostUsd: 0,
      envFile: '/project/keys',
    });
  });

  test.each<[string, ModelFlags, RegExp]>([
    ['a model without its provider', { model: 'gpt-5' }, /--api/],
    ['an unknown provider', { api: 'openia', model: 'm' }, /Known: anthropic/],
    ['a provider without its model', { api: 'anthropic' }, /--model/],
    ['a server without its address', { api: 'openai-compatible', model: 'm' }, /--base-url http/],
    ['half an address', { api: 'openai', model: 'm', baseUrl: 'localhost:80' }, /--base-url|whole address/],
    ['no program', { api: 'command' }, /--command/],
    ['no recordings', { api: 'replay' }, /--replay/],
    ['a cost in words', { replay: 'x', maxCost: 'two' }, /US dollars/],
    ['an empty cost', { replay: 'x', maxCost: '' }, /US dollars/],
    ['half a token', { replay: 'x', maxTokens: '0.5' }, /whole number/],
    ['another format', { replay: 'x', editFormat: 'diff' }, /auto, blocks or whole/],
  ])('%s is told what to do', (_, flags, message) => {
    expect(() => resolved(flags)).toThrow(UserError);
    expect(() => resolved(flags)).toThrow(message);
  });
});
