import { spawnSync } from 'node:child_process';

const EVALUATE = `
import json, sys
def value(source):
    try:
        scope = {}
        exec(compile(source, "case", "exec"), scope)
        result = scope["result"]
        return repr(sorted(result, key=repr) if isinstance(result, set) else result)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
print(json.dumps([value(source) for source in json.load(sys.stdin)]))
`;

/** Runs each source in one Python process and gives the repr of its variable \`result\`, or its exception. */
export function evaluatePython(sources: readonly string[]): string[] {
  const process = spawnSync('python3', ['-c', EVALUATE], { input: JSON.stringify(sources), encoding: 'utf8' });
  if (process.status !== 0) throw new Error(process.stderr);
  return JSON.parse(process.stdout) as string[];
}
