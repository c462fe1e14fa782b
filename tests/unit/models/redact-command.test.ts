import { describe, expect, test } from 'vitest';
import { commandRedactorFor } from '../../../src/models/redact-command.js';

describe('keys in a command line', () => {
  const redact = commandRedactorFor({ HF_TOKEN: 'a-token-of-mine', HOME: '/home/someone' });

  test.each([
    [
      ['--api-key', 'plainsecret', '--epochs', '3'],
      ['--api-key', '[key]', '--epochs', '3'],
    ],
    [['--api-key=plainsecret'], ['--api-key=[key]']],
    [
      ['--api_key', 'sk-ant-SECRETKEY123456'],
      ['--api_key', '[key]'],
    ],
    [
      ['--hf-token', 'x'],
      ['--hf-token', '[key]'],
    ],
    [
      ['--db.password', 'x'],
      ['--db.password', '[key]'],
    ],
    [['logger.api_key=plain'], ['logger.api_key=[key]']],
    [['+api_key=plain'], ['+api_key=[key]']],
    [
      ['env', 'WANDB_API_KEY=plain', 'python', 'train.py'],
      ['env', 'WANDB_API_KEY=[key]', 'python', 'train.py'],
    ],
    [
      ['--tok', 'hf_abcdefghijklmnopqrst'],
      ['--tok', '[key]'],
    ],
    [['sk-ant-SECRETKEY123456'], ['[key]']],
    [['ghp_abcdefghijklmnopqrst0123'], ['[key]']],
    [['github_pat_11ABCDEFG0abcdefghij_k'], ['[key]']],
    [['--aws=AKIAIOSFODNN7EXAMPLE'], ['--aws=[key]']],
    [['xoxb-123456789012-abcdef'], ['[key]']],
    [['AIzaSyA0123456789abcdefghij'], ['[key]']],
    [
      ['--url', 'https://user:pw@host/x'],
      ['--url', 'https://[key]@host/x'],
    ],
    [['https://user:p@w@host/x'], ['https://[key]@host/x']],
    [['redis://:pw@host'], ['redis://[key]@host']],
    [
      ['--x', 'a-token-of-mine'],
      ['--x', '[key]'],
    ],
    [
      ['--command', 'node m.mjs --api-key=hunter2 --epochs 3'],
      ['--command', 'node m.mjs --api-key=[key] --epochs 3'],
    ],
  ])('%j becomes %j', (words, expected) => {
    expect(redact(words)).toEqual(expected);
  });

  test.each([
    [['--max-tokens', '512', '--max_tokens=512', '--tokenizer', 'bert-base-uncased', '--pad-token', '<pad>']],
    [['--sort-key', 'loss', '--key-dim=64', '--num-keys', '8', '--text_key', 'text', 'model.key_dim=64']],
    [['--model', 'hf-internal-testing/tiny-random-bert', '--monkey', 'business', 'http://localhost:8080/a@b']],
    [['--password', '--epochs', '3']],
  ])('%j stay as they are', (words) => {
    expect(redact(words)).toEqual(words);
  });
});
