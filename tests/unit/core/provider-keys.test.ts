import { expect, test } from 'vitest';
import { isSecretName } from '../../../src/core/provider-keys.js';
import { redactorFor } from '../../../src/models/redact.js';

test.each([
  ...['ANTHROPIC_API_KEY', 'OPENAI_API_KEYS', 'API_KEY_OPENAI', 'HF_TOKEN', 'HF_TOKEN_WRITE', 'WANDB_API_KEY'],
  ...['AWS_SECRET_ACCESS_KEY_PROD', 'AWS_ACCESS_KEY_ID', 'AWS_SESSION_TOKEN', 'GH_PAT', 'PGPASSWORD', 'MYAPIKEY'],
  ...['ANTHROPIC_CUSTOM_HEADERS', 'db_password'],
])('%s is a secret', (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each(['PATH', 'HOME', 'TOKENIZERS_PARALLELISM', 'KEYBOARD', 'MONKEY', 'XDG_CONFIG_HOME', 'PYTHONPATH', 'PATTERN'])(
  '%s is none',
  (name) => {
    expect(isSecretName(name)).toBe(false);
  },
);

test('a key in a command line is taken out', () => {
  const redact = redactorFor({});
  expect(redact('node m.mjs --api-key=hunter2hunter2 --epochs 3')).toBe('node m.mjs --api-key=[key] --epochs 3');
  expect(redact('llm --token abcdef -m x')).toBe('llm --token [key] -m x');
});
