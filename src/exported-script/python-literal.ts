/** A value as Python writes it. */
export type PythonValue =
  string | number | boolean | null | readonly PythonValue[] | { readonly [key: string]: PythonValue };

/** On as few lines as fit in a line of 110 characters; `indentation` is that of the line it begins on. */
export function pythonLiteral(value: PythonValue, indentation = ''): string {
  const flat = flatLiteral(value);
  if (value === null || typeof value !== 'object' || indentation.length + flat.length <= 100) return flat;
  const inner = `${indentation}    `;
  const items = isList(value)
    ? value.map((item) => pythonLiteral(item, inner))
    : Object.entries(value).map(([key, item]) => `${flatLiteral(key)}: ${pythonLiteral(item, inner)}`);
  if (isList(value) && value.every((item) => typeof item !== 'object'))
    return filled(value.map(flatLiteral), indentation);
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${indentation}${close}`;
}

/** As many short items on a line as there is room for. */
function filled(items: readonly string[], indentation: string): string {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && indentation.length + last.length + item.length < 100)
      lines[lines.length - 1] = `${last} ${item},`;
    else lines.push(`${item},`);
  }
  return `[\n${lines.map((line) => `${indentation}    ${line}\n`).join('')}${indentation}]`;
}

function flatLiteral(value: PythonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return String(value);
  if (isList(value)) return `[${value.map(flatLiteral).join(', ')}]`;
  const entries = Object.entries(value).map(([key, item]) => `${flatLiteral(key)}: ${flatLiteral(item)}`);
  return `{${entries.join(', ')}}`;
}

function isList(value: PythonValue): value is readonly PythonValue[] {
  return Array.isArray(value);
}
