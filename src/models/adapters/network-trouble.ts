/** System, TLS, HTTP-parser and undici errors by their codes. */
const CODE = /^(?:E[A-Z]{3,}|UND_ERR_\w+|ERR_(?:TLS|SSL|HTTP|STREAM)\w*|HPE_\w+|\w*CERT\w*|UNABLE_TO_\w+)$/;
const WORDS = /^(?:fetch failed|terminated|failed to fetch|other side closed)$/i;

/** What went wrong between here and the server, from the error and its causes; undefined where nothing says so. */
export function networkTrouble(error: unknown): string | undefined {
  const chain = [...causes(error)];
  if (!chain.some((cause) => CODE.test(codeOf(cause)) || WORDS.test(cause.message))) return undefined;
  const told = chain.filter(({ message }) => !WORDS.test(message)).map(wordsOf);
  const words = [...new Set(told)].filter((word) => word !== '');
  // The innermost cause says what happened, the others that it did.
  return words.at(-1) ?? 'the connection was closed';
}

function* causes(error: unknown): Generator<Error> {
  for (let cause = error; cause instanceof Error; cause = firstOf(cause)) yield cause;
}

function firstOf(error: Error): unknown {
  return error instanceof AggregateError ? error.errors[0] : error.cause;
}

function wordsOf(error: Error): string {
  const code = codeOf(error);
  return error.message.includes(code) ? error.message : `${error.message} (${code})`;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
