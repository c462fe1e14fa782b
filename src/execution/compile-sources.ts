import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** A source to be looked at, under the name that errors shall have. */
export interface NamedSource {
  readonly path: string;
  readonly text: string;
}

/** What the user's own Python has against a source. */
export interface SourceError {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

const CODE = `
import ast, json, sys
errors = []
for source in json.load(sys.stdin):
    try:
        compile(source["text"], "<source>", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        compile(source["text"], "<source>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as problem:
        line = getattr(problem, "lineno", None) or 1
        errors.append({"path": source["path"], "line": line, "message": getattr(problem, "msg", None) or str(problem)})
json.dump(errors, sys.stdout)
`;

/**
 * Compiles sources with the interpreter that will run them, without running anything of them: its grammar is
 * the one that counts. One process for all. Gives nothing where that Python cannot be started.
 */
export async function compileSources(python: string, sources: readonly NamedSource[]): Promise<SourceError[]> {
  if (sources.length === 0) return [];
  const child = spawn(python, ['-I', '-S', '-c', CODE], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise<void>((resolve) => {
    child.on('error', () => {
      resolve();
    });
    child.on('close', () => {
      resolve();
    });
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(sources));
  const [answer] = await Promise.all([text(child.stdout), ended]);
  try {
    return JSON.parse(answer) as SourceError[];
  } catch {
    return [];
  }
}
