import path from 'node:path';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { Diagnostic } from '../core/diagnostic.js';
import { didYouMean } from '../core/near-names.js';
import { UserError } from '../core/user-error.js';
import { studyFileSchema, type StudyFile } from './study-file.js';

/** What the text of an `ablation.yaml` says. Throws a UserError that names the line of every mistake. */
export function parseStudyFile(text: string, file: string): StudyFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const name = path.basename(file);
  const syntaxErrors = document.errors.map((error): Diagnostic => {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return {
      severity: 'error',
      message: error.message.split('\n')[0] ?? error.code,
      place: { file: name, line, column: col },
    };
  });
  if (syntaxErrors.length > 0) throw new UserError(`${file} is not valid YAML.`, syntaxErrors);

  const parsed = studyFileSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  throw new UserError(
    `${file} is not a valid study file.`,
    parsed.error.issues.flatMap((issue) => explainIssue(issue, document, lineCounter, name)),
  );
}

function explainIssue(
  issue: z.core.$ZodIssue,
  document: Document,
  lineCounter: LineCounter,
  file: string,
): Diagnostic[] {
  const place = (keys: readonly PropertyKey[]) => ({ file, line: lineOf(document, lineCounter, keys) });
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      severity: 'error',
      message: `unknown key "${key}". ${didYouMean(key, Object.keys(studyFileSchema.shape), 'Known keys:')}`,
      place: place([...issue.path, key]),
    }));
  }
  if (issue.code === 'invalid_union' && issue.path[0] === 'components') {
    return [
      {
        severity: 'error',
        message:
          'a component has a name and either args (a command-line argument), or file and set (a configuration key).',
        place: place(issue.path),
      },
    ];
  }
  const where = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
  return [{ severity: 'error', message: `${where}${issue.message}`, place: place(issue.path) }];
}

/** The line of the deepest node on the way to `keys` that exists. */
function lineOf(document: Document, lineCounter: LineCounter, keys: readonly PropertyKey[]): number {
  for (let length = keys.length; length > 0; length -= 1) {
    const node = document.getIn(keys.slice(0, length), true);
    if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line;
  }
  return 1;
}
