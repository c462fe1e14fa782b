/**
 * The code and the markdown of a notebook as one Python text with `# %%` before each cell; outputs are left out.
 * Undefined for JSON that is no notebook.
 */
export function notebookText(json: string): string | undefined {
  const notebook = parse(json);
  if (!isObject(notebook) || !Array.isArray(notebook.cells)) return undefined;
  return notebook.cells.map(cellText).join('\n');
}

function cellText(cell: unknown): string {
  if (!isObject(cell)) return '';
  const text = sourceText(cell.source).trimEnd();
  switch (cell.cell_type) {
    case 'code':
      return `# %%\n${text}\n`;
    case 'markdown':
      return `# %% [markdown]\n${text.replace(/^/gm, '# ')}\n`;
    default:
      return '';
  }
}

/** Jupyter writes a list of lines, each with its end; other programs one string. */
function sourceText(source: unknown): string {
  if (typeof source === 'string') return source;
  return Array.isArray(source) ? source.filter((line) => typeof line === 'string').join('') : '';
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
