import { expect, test } from 'vitest';
import { modelFailureInWords } from '../../../../src/models/failure-in-words.js';
import type { ModelFailure } from '../../../../src/models/model-failure.js';

test.each<[ModelFailure, RegExp]>([
  [{ kind: 'bad-key', message: 'invalid x-api-key' }, /not accepted \(invalid x-api-key\)\. Check/],
  [{ kind: 'no-key', variable: 'OPENAI_API_KEY' }, /OPENAI_API_KEY is not set.*--env-file/],
  [{ kind: 'no-quota' }, /no credit or quota.*finished work is kept/],
  [{ kind: 'rate-limited', retryAfterMs: 7000 }, /asked again in 7 s/],
  [{ kind: 'overloaded', retryAfterMs: 600_000 }, /in 10 minutes/],
  [{ kind: 'unknown-model', message: 'model: x' }, /no such model at this address \(model: x\).*--model.*--base-url/],
  [{ kind: 'context-too-long' }, /longer than the model can read\./],
  [{ kind: 'refused' }, /refused/],
  [{ kind: 'network', message: 'connect ECONNREFUSED 127.0.0.1:1.' }, /ECONNREFUSED 127\.0\.0\.1:1\)\. .*HTTPS_PROXY/],
  [{ kind: 'stalled', idleMs: 60_000 }, /nothing arrived for 60 s/],
  [{ kind: 'bad-request', message: 'a field is missing' }, /a field is missing.*--base-url/],
  [{ kind: 'program-failed', message: 'exit code 1' }, /exit code 1/],
  [{ kind: 'not-recorded', purpose: 'conv2 repair 1' }, /conv2 repair 1/],
  [
    { kind: 'over-budget', message: '0.10 USD are left: raise the limit with --max-cost' },
    /0\.10 USD are left.*--max-cost/,
  ],
  [{ kind: 'aborted' }, /stopped/],
])('%o says what happened and what to do', (failure, words) => {
  const said = modelFailureInWords(failure, 'anthropic claude-fake');
  expect(said).toMatch(words);
  expect(said).toMatch(/^anthropic claude-fake: .*\.$/);
});
