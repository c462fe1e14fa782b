import { readFileSync, readdirSync } from 'node:fs';
import { beforeAll, test } from 'vitest';
import { pythonFileFromText } from '../../../src/source/python-file.js';
import { loadPythonParser } from '../../../src/source/python-parser.js';
import { readMarkedComponents } from '../../../src/source/read-marks.js';
import { executedTokens } from '../../../src/source/run-identity-tokens.js';
beforeAll(loadPythonParser);
test('adhoc', { timeout: 500000 }, () => {
  const dir = process.env.CORPUS ?? '/usr/lib/python3.11';
  const files = readdirSync(dir).filter((f) => f.endsWith('.py')).slice(0, Number(process.env.N ?? 12));
  const count: Record<string, number> = {};
  let t = 0;
  for (const f of files) {
    const text = readFileSync(`${dir}/${f}`, 'utf8');
    const plain = pythonFileFromText(f, text);
    if (plain.tree.rootNode.hasError) { console.log('ERR', f); continue; }
    const h = executedTokens(plain);
    const lines = text.split('\n');
    for (let i = 0; i < lines.length; i += 7) {
      for (const mode of ['trail', 'above']) {
        const ls = [...lines];
        if (mode === 'trail') ls[i] += '  #ABLATABLE_COMPONENT'; else ls.splice(i, 0, (/^\s*/.exec(ls[i]!)![0]) + '#ABLATABLE_COMPONENT');
        const file = pythonFileFromText(f, ls.join('\n'));
        if (file.tree.rootNode.hasError) { count['broken'] = (count['broken'] ?? 0) + 1; file.tree.delete(); continue; }
        const t0 = performance.now();
        const { components, diagnostics } = readMarkedComponents(file);
        t += performance.now() - t0;
        const hh = executedTokens(file); file.tree.delete();
        if (components.length === 0 && diagnostics.length === 0) { count['string'] = (count['string'] ?? 0) + 1; continue; }
        if (hh !== h) console.log('HASH', f, i + 1, mode);
        const c = components[0];
        if (c === undefined) {
          const k = mode + ' ' + diagnostics[0]!.message.slice(0, 45); count[k] = (count[k] ?? 0) + 1;
          if (process.env.SHOW && k.includes(process.env.SHOW)) console.log(f, i + 1, lines.slice(Math.max(0, i - 1), i + 2).join('\n'));
          continue; }
        count[mode] = (count[mode] ?? 0) + 1;
        if (c.kind !== 'code') continue;
        const startRow = file.text.slice(0, c.start).split('\n').length - 1;
        const endRow = file.text.slice(0, c.end).split('\n').length - 1;
        if (mode === 'trail' && startRow !== i && endRow !== i && lines[i]!.trim() !== '' && !lines[i]!.trim().startsWith('#')) console.log('ROW', f, i + 1, lines[i], startRow, endRow);
        if (mode === 'above' && startRow <= i) console.log('ABOVE', f, i + 1);
        if (!/^[\p{L}\p{N}_.-]+$/u.test(c.id)) console.log('ID', f, i + 1, JSON.stringify(c.id), lines[i]);
      }
    }
  }
  console.log(count, t);
});
