/** Says on a terminal what is being done, until it is done: nothing of it stays. Elsewhere nothing is said. */
export async function withPassingLine<Result>(text: string, work: () => Promise<Result>): Promise<Result> {
  const { stderr } = process;
  if (!stderr.isTTY || process.env.TERM === 'dumb') return work();
  stderr.write(`${text.slice(0, stderr.columns - 1)}\r`);
  try {
    return await work();
  } finally {
    stderr.write('\u001B[2K');
  }
}
