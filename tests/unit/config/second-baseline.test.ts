import { expect, it } from 'vitest';
import { parseStudyFile } from '../../../src/config/parse-study-file.js';
import { resolveSettings } from '../../../src/config/resolve-settings.js';

it.each([
  ['nothing said', {}, 'script: train.py', 'none'],
  ['the flag', { aa: true }, 'script: train.py', 'run'],
  ['the study file', {}, 'script: train.py\naa: true', 'run'],
])('%s', (_, flags, text, expected) => {
  const file = { content: parseStudyFile(text, 'ablation.yaml'), path: '/project/ablation.yaml' };
  expect(resolveSettings(undefined, { afterDashes: [], ...flags }, file, '/project').secondBaseline).toBe(expected);
});
