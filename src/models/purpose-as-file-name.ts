const LONGEST = 60;

/** `conv2 again 1` as the name of a folder, on every file system: `conv2-again-1`. */
export function purposeAsFileName(purpose: string): string {
  const name = purpose
    .replace(/[^\p{L}\p{N}._]+/gu, '-')
    .replace(/^[-.]+/, '')
    .slice(0, LONGEST)
    .replace(/[-.]+$/, '');
  return name === '' ? 'request' : name;
}
