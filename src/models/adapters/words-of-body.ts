/** Fields in which providers say what is wrong; others may repeat the prompt. */
const TELLING_FIELDS: ReadonlySet<string> = new Set([
  'code',
  'detail',
  'error',
  'message',
  'quotaId',
  'raw',
  'reason',
  'retryDelay',
  'status',
  'type',
]);
const DEEPEST = 8;
const LONGEST = 2000;

/** What an error body says in its telling fields, one a line; plain text is taken whole, a web page not at all. */
export function wordsOfBody(body: string): string {
  const parsed = parsedJson(body);
  if (parsed === undefined) return /^\s*</.test(body) ? '' : body.slice(0, LONGEST);
  return [...wordsIn(parsed, 0)].join('\n').slice(0, LONGEST);
}

function* wordsIn(value: unknown, depth: number): Generator<string> {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return;
  for (const [name, field] of Object.entries(value)) {
    if (typeof field === 'object') yield* wordsIn(field, depth + 1);
    // A list's own strings are named 0, 1 ...
    else if (TELLING_FIELDS.has(name) && typeof field === 'string') yield field;
    else if (TELLING_FIELDS.has(name) && typeof field === 'number') yield String(field);
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
