/** A line of a unified diff, told apart from the others by what it is and not by how it begins. */
export type DiffLine =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'place' | 'note'; readonly text: string }
  | { readonly kind: CodeLine['kind']; readonly code: string };

interface CodeLine {
  readonly kind: 'added' | 'removed' | 'kept';
  readonly code: string;
}

const HUNK = /^@@ -\d+(?:,(?<before>\d+))? \+\d+(?:,(?<after>\d+))? @@/u;

/**
 * The lines of a unified diff of any number of files. A removed `-- x` looks like the name of a file; how many lines
 * a hunk has tells them apart.
 */
export function diffLines(diff: string): DiffLine[] {
  let before = 0;
  let after = 0;
  return diff
    .replace(/\n$/u, '')
    .split(/\r?\n/u)
    .flatMap((line): DiffLine[] => {
      const hunk = HUNK.exec(line)?.groups;
      if (hunk !== undefined) {
        before = Number(hunk.before ?? 1);
        after = Number(hunk.after ?? 1);
        return [{ kind: 'place', text: line }];
      }
      if (line.startsWith('\\')) return [{ kind: 'note', text: line }];
      if (before <= 0 && after <= 0) return headLine(line);
      const code = codeLine(line);
      if (code.kind !== 'added') before -= 1;
      if (code.kind !== 'removed') after -= 1;
      return [code];
    });
}

function headLine(line: string): DiffLine[] {
  const path = /^\+\+\+ (?:b\/)?(?<path>[^\t]+)/u.exec(line)?.groups?.path;
  if (path !== undefined) return [{ kind: 'file', path }];
  return line.startsWith('--- ') ? [] : [{ kind: 'note', text: line }];
}

function codeLine(line: string): CodeLine {
  const code = line.slice(1);
  if (line.startsWith('+')) return { kind: 'added', code };
  return { kind: line.startsWith('-') ? 'removed' : 'kept', code };
}
