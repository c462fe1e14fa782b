const MAXIMUM_WORDS = 12;
const MAXIMUM_LENGTH = 80;

/**
 * One name for what a script prints in many ways: `Average loss`, in a line that starts with
 * `Test set:`, is `test_set_average_loss`. Of a sentence only its last words are kept.
 */
export function metricName(words: readonly string[]): string {
  return words
    .slice(-MAXIMUM_WORDS)
    .join('_')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]s?(?=_|$)/g, '')
    .replace(/[^\p{L}\p{N}@/.%]+/gu, '_')
    .replace(/^[_.%/]+|[_.%/]+$/g, '')
    .slice(0, MAXIMUM_LENGTH);
}
