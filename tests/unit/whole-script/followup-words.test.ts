import { describe, expect, test } from 'vitest';
import { readFollowupWords } from '../../../src/whole-script/followup-words.js';
import { readOutput } from '../../../src/whole-script/read-output.js';
import { ScratchFolder } from './scratch-folder.js';

const FILES = { 'error_output.txt': 'Traceback\n', 'other.txt': 'x\n', 'tokenizer/tokenizer_config.json': '{}' };

describe('the words of followup-call', () => {
  test.each([
    ['-o alone', [], 'error_output.txt', undefined, 'error_output.txt'],
    ['a template and -o', ['org/model'], 'error_output.txt', 'org/model', 'error_output.txt'],
    ['a folder and -o', ['tokenizer'], 'error_output.txt', 'tokenizer', 'error_output.txt'],
    ['as in the original', ['org/model', 'error_output.txt'], undefined, 'org/model', 'error_output.txt'],
    ['only the file', ['error_output.txt'], undefined, undefined, 'error_output.txt'],
  ])('%s', async (_, words, output, template, outputFile) => {
    using folder = new ScratchFolder(FILES);
    expect(await readFollowupWords(words, output, folder.directory)).toEqual({ template, outputFile });
  });

  test.each([
    ['none', [], undefined, /needs what the script printed.*-o error_output\.txt/],
    ['only a template', ['tokenizer'], undefined, /no file tokenizer.*needs what the script printed/],
    ['two outputs', ['other.txt'], 'error_output.txt', /only one file/],
    ['the positional form and -o', ['org/model', 'other.txt'], 'error_output.txt', /only one file/],
    ['too many', ['a', 'b', 'c'], undefined, /at most/],
  ])('%s: an error that shows how it is written', async (_, words, output, message) => {
    using folder = new ScratchFolder(FILES);
    await expect(readFollowupWords(words, output, folder.directory)).rejects.toThrow(message);
  });
});

describe('the output of a script', () => {
  test('is read as a terminal shows it in the end', async () => {
    using folder = new ScratchFolder({
      'out.txt':
        '\u001b[31mepoch 1\u001b[0m\r\n 10%|#\r 50%|##\r100%|####\r\n\u001b]0;title\u0007Traceback (most recent call last):\nValueError: x\n\n',
    });
    expect(await readOutput('out.txt', folder.directory)).toBe(
      'epoch 1\n100%|####\nTraceback (most recent call last):\nValueError: x',
    );
  });

  test('keeps its beginning and its end where it is long', async () => {
    using folder = new ScratchFolder({ 'out.txt': `first\n${'y'.repeat(100_000)}\nValueError: last\n` });
    const output = await readOutput('out.txt', folder.directory);
    expect(output.replaceAll(/y+/g, 'y')).toBe('first\ny\n[60023 characters left out here]\ny\nValueError: last');
    expect(output.length).toBeLessThan(41_000);
  });

  test('that is missing or empty is an error', async () => {
    using folder = new ScratchFolder({ 'empty.txt': ' \n' });
    await expect(readOutput('nope.txt', folder.directory)).rejects.toThrow(/Cannot read .* nope\.txt/);
    await expect(readOutput('empty.txt', folder.directory)).rejects.toThrow(/empty\.txt is empty.*2>&1/);
  });
});
